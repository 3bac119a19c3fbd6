import { describe, expect, it } from "vitest";
import { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import { NodeWorld } from "./node-world";
import { TestDevice } from "./test-device";

const server = serverForTests();

async function opened(name: string): Promise<{ vault: Vault; world: NodeWorld; folder: string; words: { handle: string; words: string } }> {
  const world = new NodeWorld(server.origin);
  const vault = new Vault(world);
  const created = await vault.createLocker({ handle: await vault.prepareHandle(name), language: "fr", device: "shared" });
  const { id: folder } = await vault.createFolder({ name: "Santé", pictogram: "health" });
  return { vault, world, folder, words: { handle: created.handle, words: created.words.join(" ") } };
}

function file(text: string) {
  return { name: "bail.txt", type: "text/plain", bytes: new TextEncoder().encode(text).buffer };
}

async function read(opening: Promise<{ bytes: ArrayBuffer }>): Promise<string> {
  return new TextDecoder().decode((await opening).bytes);
}

describe("a document's versions", () => {
  it("are listed, opened, and made the newest again", async () => {
    const { vault, folder } = await opened("Nadia");
    const { id } = await addSent(vault, { ...file("one"), folder });
    await vault.rename(id, "bail");
    await vault.replace(id, file("second"));
    await vault.sent(id);
    const { id: other } = await vault.createFolder({ name: "Autre", pictogram: "house" });
    await vault.move(id, other);

    const versions = await vault.versions(id);
    expect(versions.map(({ edition, size, current }) => ({ edition, size, current }))).toEqual([
      { edition: 2, size: 6, current: true },
      { edition: 1, size: 3, current: false },
    ]);
    const [, first] = versions;
    expect(await read(vault.openVersion(id, first!.version))).toBe("one");
    await vault.restoreVersion(id, first!.version);
    expect(await read(vault.open(id))).toBe("one");
    const { documents } = await vault.contents();
    expect(documents).toMatchObject([{ id, name: "bail", edition: 3, size: 3, folder: other }]);
    expect(await vault.versions(id)).toHaveLength(3);
    await expect(vault.openVersion(id, 999)).rejects.toMatchObject({ code: "not_found" });
  });

  it("aren't believed when the server leaves one out", async () => {
    const { vault, world, folder } = await opened("Sam");
    const { id } = await addSent(vault, { ...file("one"), folder });
    await vault.rename(id, "x");
    await vault.rename(id, "y");
    world.between = async (path, request, send) => (path.includes("node=") ? new Response(new Uint8Array(0)) : send(request));
    await expect(vault.versions(id)).rejects.toMatchObject({ code: "base" });
  });
});

describe("a document that is deleted for good", () => {
  it("is nowhere afterwards: not on the server, and not in what this device keeps", async () => {
    const phone = new TestDevice(server.origin);
    const { vault, world } = phone.page();
    const created = await vault.createLocker({ handle: await vault.prepareHandle("Li"), language: "fr", device: "mine" });
    const words = { handle: created.handle, words: created.words.join(" "), device: "mine" as const };
    const { id: folder } = await vault.createFolder({ name: "Santé", pictogram: "health" });
    const { id } = await addSent(vault, { ...file("one"), folder });
    const { id: stays } = await addSent(vault, { ...file("stays"), folder });
    await vault.replace(id, file("second"));
    await vault.sent(id);
    const objects = world.sent.filter(({ path, request }) => request.method === "POST" && path.endsWith("/uploads")).length;
    expect(objects).toBe(3);
    await vault.delete(id);
    expect((await vault.contents()).documents.map((one) => one.id)).toEqual([stays]);
    await expect(vault.open(id)).rejects.toMatchObject({ code: "not_found" });
    await expect(vault.delete(id)).rejects.toMatchObject({ code: "not_found" });
    await vault.lock();

    // Opened from what the device keeps, and by a device that has nothing.
    for (const { vault: later } of [phone.page(), new TestDevice(server.origin).page()]) {
      await later.signIn(words);
      expect((await later.contents()).documents.map((one) => one.id)).toEqual([stays]);
      const { entries } = await later.journal({});
      expect(entries[0]).toMatchObject({ act: "deleted" });
      expect(entries[0]).not.toHaveProperty("name");
      await later.lock();
    }
  });
});

describe("the journal", () => {
  it("tells each act in plain terms, the newest first", async () => {
    const { vault, folder } = await opened("Awa");
    const { id } = await addSent(vault, { ...file("one"), folder });
    await vault.rename(id, "bail");
    const { id: other } = await vault.createFolder({ name: "Autre", pictogram: "house" });
    await vault.move(id, other);
    await vault.replace(id, file("second"));
    await vault.sent(id);
    await vault.trash(id);
    await vault.restore(id);
    await vault.rename(other, "Maison");
    await vault.trash(other);
    await vault.restore(other);
    await vault.delete(id);
    const { entries, more } = await vault.journal({});
    expect(more).toBe(false);
    expect(entries.map(({ act, name, to }) => [act, name, to])).toEqual([
      ["deleted", undefined, undefined],
      ["folder_restored", "Maison", undefined],
      ["folder_trashed", "Maison", undefined],
      ["folder_renamed", "Autre", "Maison"],
      ["folder", "Autre", undefined],
      ["folder", "Santé", undefined],
      ["locker", undefined, undefined],
    ]);
    expect(entries.every(({ time }) => Math.abs(time - Date.now()) < 60_000)).toBe(true);
  });

  it("tells what papers lived through, and comes in pages of fifty", async () => {
    const { vault, folder } = await opened("Omar");
    const { id } = await addSent(vault, { ...file("one"), folder });
    const { id: other } = await vault.createFolder({ name: "Autre", pictogram: "house" });
    await vault.move(id, other);
    await vault.replace(id, file("second"));
    await vault.sent(id);
    await vault.trash(id);
    await vault.restore(id);
    for (let number = 0; number < 52; number += 1) await vault.rename(id, `nom ${number}`);
    const first = await vault.journal({});
    expect(first.entries).toHaveLength(50);
    expect(first.more).toBe(true);
    expect(first.entries[0]).toMatchObject({ act: "renamed", name: "nom 50", to: "nom 51" });
    const second = await vault.journal({ before: first.entries.at(-1)!.seq });
    expect(second.more).toBe(false);
    expect(second.entries.map(({ act, name, to }) => [act, name, to])).toEqual([
      ["renamed", "nom 0", "nom 1"],
      ["renamed", "bail.txt", "nom 0"],
      ["restored", "bail.txt", undefined],
      ["trashed", "bail.txt", undefined],
      ["replaced", "bail.txt", undefined],
      ["moved", "bail.txt", "Autre"],
      ["folder", "Autre", undefined],
      ["added", "bail.txt", undefined],
      ["folder", "Santé", undefined],
      ["locker", undefined, undefined],
    ]);
  });

  it("isn't shown when the server tells another story", async () => {
    const { vault, world, folder } = await opened("Zoé");
    await vault.rename(folder, "Soins");
    world.between = async (path, request, send) => send(path.includes("from=0") ? { ...request, method: "GET" } : request).then(async (response) =>
      path.includes("from=0") ? new Response((await response.arrayBuffer()).slice(0, -1)) : response,
    );
    await expect(vault.journal({})).rejects.toMatchObject({ code: "malformed" });
  });
});

describe("devices", () => {
  it("are listed, and ended", async () => {
    const { vault, words } = await opened("Rui");
    const other = new Vault(new NodeWorld(server.origin));
    await other.signIn({ ...words, device: "shared" });
    const sessions = await vault.sessions();
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    await vault.endSession(sessions.find(({ current }) => !current)!.id);
    await expect(other.contents()).rejects.toMatchObject({ code: "no_session" });
    await vault.endOtherSessions();
    expect(await vault.sessions()).toHaveLength(1);
    const { used, quota } = await vault.room();
    expect(used).toBe(0);
    expect(quota).toBeGreaterThan(0);
  });
});
