import { describe, expect, it } from "vitest";
import type { Created } from "../../src/bridge/bridge";
import { IndexedStore } from "../../src/worker/device/indexed-store";
import type { Vault } from "../../src/worker/vault";
import { nothingWaits, until } from "./events";
import { serverForTests } from "./for-tests";
import type { NodeWorld } from "./node-world";
import { TestDevice } from "./test-device";

const server = serverForTests();

interface Opened {
  phone: TestDevice;
  vault: Vault;
  world: NodeWorld;
  words: { handle: string; words: string; device: "mine" };
  folder: string;
}

async function opened(name: string): Promise<Opened> {
  const phone = new TestDevice(server.origin);
  const { vault, world } = phone.page();
  const created: Created = await vault.createLocker({ handle: await vault.prepareHandle(name), language: "fr", device: "mine" });
  const { id: folder } = await vault.createFolder({ name: "Santé", pictogram: "health" });
  return { phone, vault, world, folder, words: { handle: created.handle, words: created.words.join(" "), device: "mine" } };
}

function photo(length: number): ArrayBuffer {
  return Uint8Array.from({ length }, (_, at) => (at * 7) % 251).buffer;
}

function paper(name: string, folder: string, length = 5) {
  return { name, type: "text/plain", bytes: photo(length), folder };
}

/** Nothing that brings a document gets an answer; gives what ends it. */
function withoutNetwork(world: NodeWorld): () => void {
  world.between = (path) => Promise.reject(new TypeError(path));
  return () => {
    world.between = (_path, request, send) => send(request);
  };
}

describe("a paper that was added without a network", () => {
  it("is kept, outlives the page, and is sent by itself when the locker is open again", async () => {
    const { phone, vault, world, words, folder } = await opened("Nadia");
    withoutNetwork(world);
    const away = until(vault, (event) => event.kind === "connection" && !event.here);
    const kept = await vault.add(paper("bail.pdf", folder, 700_000));
    expect(kept).toMatchObject({ durable: true, step: "kept", name: "bail.pdf", size: 700_000 });
    await away;
    // The page is closed without a word: nothing of it runs on.
    await vault.lock();

    const later = phone.page();
    expect(await later.vault.remembered()).toEqual({ handle: words.handle, waiting: 1, keeps: true });
    const sent = until(later.vault, nothingWaits);
    await later.vault.signIn(words);
    await sent;
    const { documents } = await later.vault.contents();
    expect(documents).toMatchObject([{ id: kept.id, folder, name: "bail.pdf", size: 700_000 }]);
    expect(Buffer.from((await later.vault.open(kept.id)).bytes).equals(Buffer.from(photo(700_000)))).toBe(true);
    expect(await later.vault.remembered()).toMatchObject({ waiting: 0 });
    await later.vault.lock();
  });

  it("waits for the network in an open page", async () => {
    const { vault, world, folder } = await opened("Amadou");
    const back = withoutNetwork(world);
    const away = until(vault, (event) => event.kind === "connection" && !event.here);
    const { id } = await vault.add(paper("x", folder));
    await away;
    back();
    // Any answer says that the network is there again.
    const [document] = await Promise.all([vault.sent(id), vault.contents()]);
    expect(document).toMatchObject({ id, name: "x" });
    await vault.lock();
  });

  it("opens from this device, and names what the device has lost", async () => {
    const { phone, vault, world, folder } = await opened("Awa");
    withoutNetwork(world);
    const { id } = await vault.add(paper("bail.pdf", folder, 700_000));
    const { name, bytes } = await vault.open(id);
    expect(name).toBe("bail.pdf");
    expect(Buffer.from(bytes).equals(Buffer.from(photo(700_000)))).toBe(true);
    const store = await IndexedStore.open(phone.factory);
    const [, second] = (await store?.keys("pieces")) ?? [];
    await store?.write([{ table: "pieces", key: second ?? "", value: null }]);
    await expect(vault.open(id)).rejects.toMatchObject({ code: "device_storage" });
    await vault.lock();
  });

  it("stays when its locker is signed out of", async () => {
    const { phone, vault, world, folder } = await opened("Fatou");
    const back = withoutNetwork(world);
    const away = until(vault, (event) => event.kind === "connection" && !event.here);
    await vault.add(paper("x", folder));
    await away;
    await vault.lock();
    back();
    await vault.signOut();
    const { vault: later } = phone.page();
    expect(await later.remembered()).toEqual({ waiting: 1, keeps: true });
  });

  it("brings its folder, once for all that came with the same one", async () => {
    const { vault, world } = await opened("Li");
    const back = withoutNetwork(world);
    const away = until(vault, (event) => event.kind === "connection" && !event.here);
    const folder = { name: "Logement", pictogram: "house" };
    const one = await vault.add({ ...paper("1", ""), folder });
    const two = await vault.add({ ...paper("2", ""), folder });
    expect(one.folder).toEqual(folder);
    await away;
    back();
    await Promise.all([vault.sent(one.id), vault.sent(two.id), vault.contents()]);
    const { folders, documents } = await vault.contents();
    const made = folders.filter(({ name }) => name === "Logement");
    expect(made).toHaveLength(1);
    expect(documents.map(({ folder: of }) => of)).toEqual([made[0]?.id, made[0]?.id]);
    await vault.lock();
  });
});

describe("a page that ends between naming a paper and hearing of it", () => {
  it("leaves a paper that is named once", async () => {
    const { phone, vault, world, words, folder } = await opened("Eva");
    const named = new Promise<void>((resolve) => {
      world.between = async (path, request, send) => {
        const isNaming = path.endsWith("/acts") && request.method === "POST";
        if (!isNaming) return send(request);
        await send(request);
        // The answer never comes, and nothing else does.
        world.between = (where) => Promise.reject(new TypeError(where));
        resolve();
        throw new TypeError("network");
      };
    });
    const { id } = await vault.add(paper("x", folder));
    await named;
    await vault.lock();

    const later = phone.page();
    expect(await later.vault.remembered()).toMatchObject({ waiting: 1 });
    const sent = until(later.vault, nothingWaits);
    await later.vault.signIn(words);
    await sent;
    expect((await later.vault.contents()).documents).toMatchObject([{ id, edition: 1 }]);
    const { entries } = await later.vault.journal({});
    expect(entries.map(({ act }) => act)).toEqual(["added", "folder", "locker"]);
    await later.vault.lock();
  });
});

describe("two tabs of one browser", () => {
  it("show the same papers, and send each once", async () => {
    const { phone, vault, world, words, folder } = await opened("Awa");
    const second = phone.page();
    await second.vault.signIn(words);
    // One cookie for both tabs, as in a browser.
    world.takeCookieOf(second.world);
    const back = withoutNetwork(world);
    const away = until(vault, (event) => event.kind === "connection" && !event.here);
    const shown = until(second.vault, (event) => event.kind === "outgoing" && event.papers.length === 1);
    const { id } = await vault.add(paper("x", folder));
    await shown;
    expect(await second.vault.outgoing()).toMatchObject([{ id, name: "x" }]);
    const inSecond = second.vault.add(paper("y", folder));
    await away;
    back();
    const other = await inSecond;
    await Promise.all([vault.sent(id), second.vault.sent(id), second.vault.sent(other.id), vault.contents()]);
    const names = (await second.vault.contents()).documents.map(({ name }) => name).sort();
    expect(names).toEqual(["x", "y"]);
    const uploads = [...world.sent, ...second.world.sent].filter(({ path, request }) => request.method === "POST" && path.endsWith("/uploads"));
    expect(uploads).toHaveLength(2);
    await Promise.all([vault.lock(), second.vault.lock()]);
  });

  it("goes on in the second when the first is closed", async () => {
    const { phone, vault, world, words, folder } = await opened("Omar");
    withoutNetwork(world);
    const away = until(vault, (event) => event.kind === "connection" && !event.here);
    const { id } = await vault.add(paper("x", folder));
    await away;
    const second = phone.page();
    await second.vault.signIn(words);
    const sent = second.vault.sent(id);
    await vault.lock();
    expect(await sent).toMatchObject({ id, name: "x" });
    await second.vault.lock();
  });
});

describe("a new version", () => {
  it("replaces the file, and two from here follow one another", async () => {
    const { vault, folder } = await opened("Rui");
    const { id } = await vault.add(paper("bail.pdf", folder));
    await vault.sent(id);
    await vault.replace(id, { name: "scan.pdf", type: "application/pdf", bytes: photo(6) });
    const last = await vault.replace(id, { name: "scan.pdf", type: "application/pdf", bytes: photo(7) });
    expect(last).toMatchObject({ id, replaces: true });
    expect(await vault.sent(id)).toMatchObject({ id, name: "bail.pdf", size: 7, edition: 3 });
    await vault.lock();
  });

  it("becomes a paper beside it when the file was changed elsewhere; a new name alone changes nothing", async () => {
    const { vault, world, words, folder } = await opened("Inès");
    const { id } = await vault.add(paper("bail.pdf", folder));
    await vault.sent(id);
    const back = withoutNetwork(world);
    const away = until(vault, (event) => event.kind === "connection" && !event.here);
    await vault.replace(id, { name: "bail.pdf", type: "application/pdf", bytes: photo(8) });
    await away;

    const elsewhere = new TestDevice(server.origin).page().vault;
    await elsewhere.signIn(words);
    await elsewhere.rename(id, "bail signé.pdf");
    await elsewhere.replace(id, { name: "x", type: "application/pdf", bytes: photo(9) });
    await elsewhere.sent(id);

    back();
    const [ours] = await Promise.all([vault.sent(id), vault.contents()]);
    expect(ours.id).not.toBe(id);
    const { documents } = await vault.contents();
    expect(documents).toHaveLength(2);
    expect(documents.find((one) => one.id === id)).toMatchObject({ name: "bail signé.pdf", size: 9, edition: 2 });
    expect(ours.name).toMatch(/^bail \(\d{4}-\d\d-\d\d\)\.pdf$/);
    expect(new Uint8Array((await vault.open(ours.id)).bytes)).toEqual(new Uint8Array(photo(8)));
    await Promise.all([vault.lock(), elsewhere.lock()]);
  });
});

describe("what stops a paper", () => {
  it("is told, and tried again when the person asks", async () => {
    const { vault, world, folder } = await opened("Zoé");
    world.between = (_path, request, send) =>
      request.method === "GET"
        ? send(request)
        : Promise.resolve(new Response(JSON.stringify({ code: "quota_reached", quota: 1, used: 1 }), { status: 507 }));
    const { id } = await vault.add(paper("x", folder));
    await expect(vault.sent(id)).rejects.toMatchObject({ code: "quota_reached" });
    expect(await vault.outgoing()).toMatchObject([{ id, step: "stopped", code: "quota_reached" }]);
    world.between = (_path, request, send) => send(request);
    await vault.retry(id);
    expect(await vault.sent(id)).toMatchObject({ id });
    await vault.lock();
  });

  it("or the person gives it up: then it is nowhere", async () => {
    const { phone, vault, world, folder } = await opened("Noé");
    withoutNetwork(world);
    const { id } = await vault.add(paper("x", folder, 400_000));
    const waiting = vault.sent(id).catch((error: unknown) => error);
    await vault.discard(id);
    expect(await waiting).toMatchObject({ code: "not_found" });
    expect(await vault.outgoing()).toEqual([]);
    await vault.lock();
    expect(await phone.page().vault.remembered()).toMatchObject({ waiting: 0 });
    expect(await everyKey(phone)).toEqual([]);
  });
});

/** Of the tables that hold papers. */
async function everyKey(phone: TestDevice): Promise<unknown[]> {
  const { IndexedStore } = await import("../../src/worker/device/indexed-store");
  const store = await IndexedStore.open(phone.factory);
  return [...(await store!.keys("papers")), ...(await store!.keys("pieces"))];
}
