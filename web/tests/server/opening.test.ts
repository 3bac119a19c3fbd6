import { describe, expect, it } from "vitest";
import { readFrames } from "../../src/protocol/act/frame";
import { IndexedStore } from "../../src/worker/device/indexed-store";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import type { NodeWorld } from "./node-world";
import { TestDevice, openedDevice } from "./test-device";

const server = serverForTests();

async function opened(name: string) {
  const device = await openedDevice(server.origin, name);
  const { vault, folder } = device;
  const add = (paper: string) =>
    addSent(vault, { name: paper, type: "text/plain", bytes: new TextEncoder().encode(paper).buffer, folder });
  return { ...device, add };
}

/** How many acts each answer brought. */
function countActs(world: NodeWorld): number[] {
  const counts: number[] = [];
  world.between = async (path, request, send) => {
    const response = await send(request);
    if (request.method === "GET" && /\/(living|acts)/.test(path)) {
      counts.push(readFrames(new Uint8Array(await response.clone().arrayBuffer()), 2000).length);
    }
    return response;
  };
  return counts;
}

describe("a device that has opened a locker before", () => {
  it("fetches only what is new, and knows the rest by itself", async () => {
    const { phone, vault, words, add } = await opened("Nadia");
    await add("one");
    await vault.lock();
    const elsewhere = new TestDevice(server.origin).page().vault;
    await elsewhere.signIn(words);
    const { folders } = await elsewhere.contents();
    await elsewhere.rename(folders[0]!.id, "Soins");
    await elsewhere.lock();

    const later = phone.page();
    const counts = countActs(later.world);
    await later.vault.signIn(words);
    const known = await later.vault.known();
    expect(known.folders.map(({ name }) => name)).toEqual(["Soins"]);
    expect(known.documents.map(({ name }) => name)).toEqual(["one"]);
    // The act that it had last, and the new one.
    expect(counts).toEqual([2]);
    expect(await later.vault.contents()).toEqual(known);
    await later.vault.lock();
  });

  it.each([
    ["lost a part of it", async (store: IndexedStore, keys: string[]) => store.write([{ table: "acts", key: keys[1]!, value: null }])],
    ["had it altered", async (store: IndexedStore, keys: string[]) => store.write([{ table: "acts", key: keys[0]!, value: new Uint8Array(500) }])],
    [
      "had it exchanged",
      async (store: IndexedStore, keys: string[]) => store.write([{ table: "acts", key: keys[1]!, value: (await store.read("acts", keys[2]!))! }]),
    ],
  ])("asks the server when it %s", async (what, harm) => {
    const { phone, vault, words, add } = await opened(`Ana${what.replaceAll(" ", "")}`.slice(0, 12));
    await add("one");
    await add("two");
    await vault.lock();
    const store = (await IndexedStore.open(phone.factory))!;
    const keys = await store.keys("acts");
    expect(keys.length).toBeGreaterThan(2);
    await harm(store, keys);
    const later = phone.page();
    await later.vault.signIn(words);
    expect((await later.vault.known()).documents.map(({ name }) => name)).toEqual(["one", "two"]);
    await later.vault.lock();
  });

  it("refuses an older state after the page was closed, and when its copy of the acts is gone too", async () => {
    const { phone, vault, world, words, add } = await opened("Awa");
    await add("one");
    // The keyring on the server doesn't come to know of it.
    world.between = (path, request, send) => (path.endsWith("/keyring") ? Promise.reject(new TypeError(path)) : send(request));
    await vault.lock();
    const seen = await IndexedStore.open(phone.factory);
    for (const forgetActs of [false, true]) {
      if (forgetActs) await seen!.remove("acts", "");
      const later = phone.page();
      later.world.between = async (path, request, send) => {
        const response = await send(request);
        // The server was set back to before the paper, and the keyring's pin doesn't know better.
        if (path.endsWith("/living")) return new Response(readEarlier(new Uint8Array(await response.arrayBuffer())));
        if (path.includes("/acts?from=0")) return new Response(readEarlier(new Uint8Array(await response.arrayBuffer())));
        if (path.includes("/acts?from=")) return new Response(new Uint8Array(0));
        return response;
      };
      await expect(later.vault.signIn(words)).rejects.toMatchObject({ code: "rolled_back" });
    }
  });

  it("refuses a keyring that is older than the one it has seen", async () => {
    const { phone, vault, words } = await opened("Eva");
    await vault.lock();
    const first = phone.page();
    let old = "";
    first.world.between = async (path, request, send) => {
      const response = await send(request);
      if (path.endsWith("/session") && request.method === "POST") old = JSON.stringify(((await response.clone().json()) as { keyring: unknown }).keyring);
      return response;
    };
    await first.vault.signIn(words);
    await first.vault.createFolder({ name: "F", pictogram: "home" });
    // Locking writes what was seen into the keyring.
    await first.vault.lock();
    await phone.page().vault.signIn(words);

    const later = phone.page();
    later.world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.endsWith("/session")) return response;
      return new Response(JSON.stringify({ ...((await response.json()) as object), keyring: JSON.parse(old) as unknown }), response);
    };
    await expect(later.vault.signIn(words)).rejects.toMatchObject({ code: "rolled_back" });
  });

  it("keeps nothing that tells a name, a word or a key to who has the device alone", async () => {
    const { phone, vault, words, add } = await opened("Inès");
    await add("ordonnance de juin");
    await vault.lock();
    const store = (await IndexedStore.open(phone.factory))!;
    const everything: string[] = [];
    for (const table of ["papers", "pieces", "notes", "acts"] as const) {
      for (const key of await store.keys(table)) everything.push(key, Buffer.from((await store.read(table, key))!).toString("latin1"));
    }
    const text = everything.join("\n");
    expect(text.length).toBeGreaterThan(2000);
    for (const secret of ["ordonnance", "Santé", words.handle, words.words, ...words.words.split(" ")]) expect(text).not.toContain(secret);
    expect(store.key.handle.extractable).toBe(false);
  });

  it("forgets everything when it is signed out", async () => {
    const { phone, vault, add } = await opened("Omar");
    await add("one");
    await vault.signOut();
    const store = (await IndexedStore.open(phone.factory))!;
    for (const table of ["papers", "pieces", "notes", "acts"] as const) expect(await store.keys(table), table).toEqual([]);
    expect(await phone.page().vault.remembered()).toEqual({ waiting: 0, keeps: true });
  });

  it("keeps nothing at all when it is shared", async () => {
    const phone = new TestDevice(server.origin);
    const { vault } = phone.page();
    await vault.createLocker({ handle: await vault.prepareHandle("Sam"), language: "fr", device: "shared" });
    const { id: folder } = await vault.createFolder({ name: "F", pictogram: "home" });
    await addSent(vault, { name: "x", type: "text/plain", bytes: new ArrayBuffer(3), folder });
    await vault.lock();
    const store = (await IndexedStore.open(phone.factory))!;
    for (const table of ["papers", "pieces", "notes", "acts"] as const) expect(await store.keys(table), table).toEqual([]);
  });
});

/** The first three acts: the beginning, its key, the folder. */
function readEarlier(frames: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const all = readFrames(frames, 1000).slice(0, 3);
  const end = all.reduce((at, act) => at + 4 + act.headerBytes.length + 64 + 4 + (act.bodyBytes?.length ?? 0) + 4 + act.beside.length, 0);
  return frames.slice(0, end);
}
