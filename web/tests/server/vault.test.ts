import { describe, expect, it } from "vitest";
import type { Created } from "../../src/bridge/bridge";
import { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import { NodeWorld } from "./node-world";

const server = serverForTests();

function device(): { vault: Vault; world: NodeWorld } {
  const world = new NodeWorld(server.origin);
  return { vault: new Vault(world), world };
}

async function newLocker(vault: Vault, name = "Nadia"): Promise<Created> {
  return vault.createLocker({ handle: await vault.prepareHandle(name), language: "fr", device: "shared" });
}

function photo(length: number): ArrayBuffer {
  return Uint8Array.from({ length }, (_, at) => (at * 7) % 251).buffer;
}

describe("a locker", () => {
  it("keeps a paper that its words, its numbers or its card bring back on another device", async () => {
    const { vault } = device();
    const created = await newLocker(vault);
    expect(created.words).toHaveLength(5);
    expect(created.card.groups).toHaveLength(9);
    const folder = await vault.createFolder({ name: "Santé", pictogram: "health" });
    const added = await addSent(vault, { name: "Carte d’identité.jpg", type: "image/jpeg", bytes: photo(70_001), folder: folder.id });

    for (const words of [created.words.join(" "), created.numbers.join(" ")]) {
      const other = device().vault;
      await other.signIn({ handle: created.handle, words, device: "shared" });
      const { folders, documents } = await other.contents();
      expect(folders).toEqual([folder]);
      expect(documents).toEqual([added]);
      const opened = await other.open(added.id);
      expect(opened.name).toBe("Carte d’identité.jpg");
      expect(new Uint8Array(opened.bytes)).toEqual(new Uint8Array(photo(70_001)));
    }
  });

  it("is opened by its card alone, which makes new words and ends the old ones and other sessions", async () => {
    const { vault } = device();
    const created = await newLocker(vault, "Amadou");
    const folder = await vault.createFolder({ name: "Papiers", pictogram: "paper" });
    const added = await addSent(vault, { name: "a.txt", type: "text/plain", bytes: photo(10), folder: folder.id });

    const second = device().vault;
    const recovered = await second.recover({ card: created.card.groups.join(" "), device: "shared" });
    expect(recovered.handle).toBe(created.handle);
    expect(recovered.card).toEqual(created.card);
    expect(recovered.words).not.toEqual(created.words);
    expect((await second.contents()).documents).toEqual([added]);
    await expect(vault.contents()).rejects.toMatchObject({ code: "no_session" });
    await expect(device().vault.signIn({ handle: created.handle, words: created.words.join(" "), device: "shared" })).rejects.toMatchObject({
      code: "sign_in_refused",
    });

    // The folder's key was the old locker's: it is replaced before anything is written there.
    const later = await addSent(second, { name: "b.txt", type: "text/plain", bytes: photo(11), folder: folder.id });
    await second.rename(added.id, "c.txt");
    const third = device().vault;
    await third.signIn({ handle: recovered.handle, words: recovered.words.join(" "), device: "shared" });
    expect((await third.contents()).documents.map(({ id, name }) => [id, name])).toEqual([
      [added.id, "c.txt"],
      [later.id, "b.txt"],
    ]);
    expect(new Uint8Array((await third.open(later.id)).bytes)).toEqual(new Uint8Array(photo(11)));
    // The paper outlives the new account key.
    await device().vault.recover({ card: recovered.card.qr, device: "shared" });
  });

  it("renames, moves, puts into the bin and takes out again", async () => {
    const { vault } = device();
    await newLocker(vault, "Li");
    const one = await vault.createFolder({ name: "Un", pictogram: "1" });
    const two = await vault.createFolder({ name: "Deux", pictogram: "2" });
    const { id } = await addSent(vault, { name: "x", type: "text/plain", bytes: photo(3), folder: one.id });
    await vault.move(id, two.id);
    await vault.rename(id, "y");
    await vault.trash(id);
    const [trashed] = (await vault.contents()).documents;
    expect(trashed).toMatchObject({ folder: two.id, name: "y" });
    expect(trashed?.trashed).toBeTypeOf("number");
    await vault.restore(id);
    await vault.rename(one.id, "Premier");
    const { folders, documents } = await vault.contents();
    expect(documents).toMatchObject([{ id, folder: two.id, name: "y" }]);
    expect(documents[0]).not.toHaveProperty("trashed");
    expect(folders.map(({ name }) => name).sort()).toEqual(["Deux", "Premier"]);
  });

  it("takes the changes of two devices that write at once", async () => {
    const { vault } = device();
    const created = await newLocker(vault, "Fatou");
    const { id: folder } = await vault.createFolder({ name: "Tout", pictogram: "all" });
    const other = device().vault;
    await other.signIn({ handle: created.handle, words: created.words.join(" "), device: "shared" });
    const add = (on: Vault, name: string) => addSent(on, { name, type: "text/plain", bytes: photo(5), folder });
    await Promise.all([add(vault, "1"), add(other, "2"), add(vault, "3"), add(other, "4")]);
    const names = (await vault.contents()).documents.map(({ name }) => name).sort();
    expect(names).toEqual(["1", "2", "3", "4"]);
    expect((await other.contents()).documents.map(({ name }) => name).sort()).toEqual(names);
  });

  it("forgets its keys when it is locked", async () => {
    const { vault } = device();
    const created = await newLocker(vault, "Sam");
    await vault.lock();
    await expect(vault.contents()).rejects.toMatchObject({ code: "locked" });
    await vault.signIn({ handle: created.handle, words: created.words.join(" "), device: "shared" });
    await vault.signOut();
    await expect(vault.open("a".repeat(32))).rejects.toMatchObject({ code: "locked" });
  });
});

describe("a phone whose clock is wrong", () => {
  it("keeps papers all the same", async () => {
    const { vault, world } = device();
    world.now = () => Date.now() - 400 * 24 * 3600 * 1000;
    await newLocker(vault, "Ana");
    const { id: folder } = await vault.createFolder({ name: "F", pictogram: "1" });
    await addSent(vault, { name: "x", type: "text/plain", bytes: photo(3), folder });
    const [document] = (await vault.contents()).documents;
    expect(Math.abs((document?.added ?? 0) - Date.now())).toBeLessThan(60_000);
  });
});

describe("what is typed wrong", () => {
  it("is found before any request where it can be", async () => {
    const { vault, world } = device();
    const created = await newLocker(vault, "Inès");
    world.sent.length = 0;
    await expect(vault.signIn({ handle: created.handle, words: "abaisser abandon abdiquer abeillz abolir", device: "shared" })).rejects.toMatchObject({
      code: "words_unknown",
      place: 4,
    });
    await expect(vault.recover({ card: ["000001", ...created.card.groups.slice(1)].join(" "), device: "shared" })).rejects.toMatchObject({
      code: "card_group",
      place: 1,
    });
    await expect(vault.signIn({ handle: "?", words: created.words.join(" "), device: "shared" })).rejects.toMatchObject({ code: "handle" });
    expect(world.sent).toEqual([]);
  });

  it("answers the same for a wrong word and for a handle that nobody has", async () => {
    const { vault } = device();
    const created = await newLocker(vault, "Noé");
    const words = ["abaisser", "abandon", "abdiquer", "abeille", "abolir"].join(" ");
    const wrong = vault.signIn({ handle: created.handle, words, device: "shared" });
    await expect(wrong).rejects.toMatchObject({ code: "sign_in_refused" });
    await expect(vault.signIn({ handle: "personne0000", words, device: "shared" })).rejects.toMatchObject({ code: "sign_in_refused" });
  });

  it("tells a handle that is taken", async () => {
    const { vault } = device();
    const { handle } = await newLocker(vault, "Zoé");
    await expect(device().vault.createLocker({ handle, language: "en", device: "shared" })).rejects.toMatchObject({ code: "handle_taken" });
  });
});

describe("a network that fails", () => {
  it("an append whose answer is lost is there once", async () => {
    const { vault, world } = device();
    await newLocker(vault, "Omar");
    let lost = 0;
    world.between = async (path, request, send) => {
      const response = await send(request);
      if (path.endsWith("/acts") && request.method === "POST" && lost++ === 0) throw new TypeError("network");
      return response;
    };
    await vault.createFolder({ name: "Une fois", pictogram: "1" });
    expect(lost).toBe(2);
    expect((await vault.contents()).folders).toHaveLength(1);
  });

  it("a sign-up whose answer is lost is done, and shows its words", async () => {
    const { vault, world } = device();
    world.between = async (path, request, send) => {
      const response = await send(request);
      if (path.endsWith("/accounts")) throw new TypeError("network");
      return response;
    };
    const created = await newLocker(vault, "Awa");
    await device().vault.signIn({ handle: created.handle, words: created.words.join(" "), device: "shared" });
  });

  it("a paper whose upload gets no answer stays here, and isn't half there", async () => {
    const { vault, world } = device();
    await newLocker(vault, "Rui");
    const { id: folder } = await vault.createFolder({ name: "F", pictogram: "1" });
    const failed = new Promise<void>((resolve) => {
      world.between = (path, request, send) => {
        if (request.method === "GET") return send(request);
        resolve();
        return Promise.reject(new TypeError(path));
      };
    });
    const { id } = await vault.add({ name: "x", type: "text/plain", bytes: photo(3), folder });
    await failed;
    expect((await vault.contents()).documents).toEqual([]);
    expect(await vault.outgoing()).toMatchObject([{ id, durable: false, replaces: false }]);
  });
});
