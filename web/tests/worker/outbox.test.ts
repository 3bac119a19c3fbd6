import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { ArmoireError } from "../../src/bridge/bridge";
import { hashOf } from "../../src/protocol/bytes";
import { randomId } from "../../src/protocol/id";
import { IndexedStore } from "../../src/worker/device/indexed-store";
import { MemoryStore } from "../../src/worker/device/memory-store";
import type { Change, Store } from "../../src/worker/device/store";
import type { Kept } from "../../src/worker/outgoing/kept";
import { Outbox, PIECE } from "../../src/worker/outgoing/outbox";

const account = randomId();
const HOUR = 3_600_000;

function kept(size: number): Kept {
  const object = { id: randomId(), size, sha256: hashOf(new Uint8Array(0)) };
  const [locker, node, folder] = [randomId(), randomId(), randomId()];
  return { account, locker, node, folder, name: "bail.pdf", type: "application/pdf", size, added: 5, payload: "AGE", object, crc32c: "AAAA" };
}

function bytes(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, at) => at % 251);
}

/** The real store, on a device whose room ends after so many writes. */
function fullAfter(store: Store, writes: number): Store {
  let left = writes;
  return {
    durable: store.durable,
    key: store.key,
    read: (...asked) => store.read(...asked),
    keys: (...asked) => store.keys(...asked),
    remove: (...asked) => store.remove(...asked),
    readKey: (...asked) => store.readKey(...asked),
    writeKey: (...asked) => store.writeKey(...asked),
    write: (changes: readonly Change[]) => {
      // Removing needs no room.
      if (changes.some(({ value }) => value !== null) && left-- <= 0) return Promise.reject(new ArmoireError("device_full"));
      return store.write(changes);
    },
  };
}

async function everyKey(store: Store): Promise<string[]> {
  return [...(await store.keys("papers")), ...(await store.keys("pieces")), ...(await store.keys("notes"))];
}

describe.each([
  ["the browser's database", async () => (await IndexedStore.open(new IDBFactory()))!],
  ["memory", () => MemoryStore.create()],
])("papers in %s", (_name, open: () => Promise<Store>) => {
  it("are kept in pieces, and read from anywhere", async () => {
    const store = await open();
    const outbox = new Outbox(store);
    const sealed = bytes(2 * PIECE + 100);
    const paper = kept(sealed.length);
    await outbox.keep(paper, sealed, HOUR);
    expect(await new Outbox(store).list(account)).toEqual([paper]);
    expect(await outbox.list(randomId())).toEqual([]);
    expect((await store.keys("pieces")).length).toBe(3);
    for (const offset of [0, 7, PIECE - 1, PIECE, 2 * PIECE + 99]) {
      const piece = await outbox.read(paper.object.id, offset);
      expect(Buffer.from(piece).equals(Buffer.from(sealed.subarray(offset, offset + piece.length)))).toBe(true);
      expect(piece.length).toBeGreaterThan(0);
    }
    expect(await outbox.read(paper.object.id, sealed.length)).toHaveLength(0);
    await outbox.drop(paper.object.id);
    expect(await everyKey(store)).toEqual([]);
  });

  it.each([0, 1, 2])("aren't half there when the device is full after %i writes", async (writes) => {
    const store = await open();
    const outbox = new Outbox(fullAfter(store, writes));
    await expect(outbox.keep(kept(100), bytes(100), HOUR)).rejects.toMatchObject({ code: "device_full" });
    expect(await outbox.list(account)).toEqual([]);
    expect(await everyKey(store)).toEqual([]);
  });

  it("that a closed page left half written go an hour later, and not before", async () => {
    const store = await open();
    const outbox = new Outbox(store);
    const whole = kept(10);
    await outbox.keep(whole, bytes(10), HOUR);
    const object = randomId();
    await store.write([
      { table: "notes", key: `begun/${object}`, value: new TextEncoder().encode(String(HOUR)) },
      { table: "pieces", key: `${object}/0000`, value: bytes(10) },
    ]);
    await outbox.sweep(HOUR + HOUR / 2);
    expect(await store.keys("pieces", object)).toHaveLength(1);
    await outbox.sweep(2 * HOUR + 1);
    expect(await store.keys("pieces", object)).toEqual([]);
    expect(await outbox.list(account)).toEqual([whole]);
  });

  it("open as no other paper, and under no other device's key", async () => {
    const store = await open();
    const outbox = new Outbox(store);
    const paper = kept(10);
    await outbox.keep(paper, bytes(10), HOUR);
    const sealed = (await store.read("papers", paper.object.id))!;
    const other = randomId();
    await store.write([{ table: "papers", key: other, value: sealed }]);
    expect(await outbox.list(account)).toEqual([paper]);
    const elsewhere = await open();
    await elsewhere.write([{ table: "papers", key: paper.object.id, value: sealed }]);
    expect(await new Outbox(elsewhere).list(account)).toEqual([]);
  });
});

describe("the device's key", () => {
  it("stays the same for later pages, and can't be read", async () => {
    const factory = new IDBFactory();
    const [one, other] = await Promise.all([IndexedStore.open(factory), IndexedStore.open(factory)]);
    const paper = kept(10);
    await new Outbox(one!).keep(paper, bytes(10), HOUR);
    expect(await new Outbox(other!).list(account)).toEqual([paper]);
    expect(one!.key.handle.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", one!.key.handle)).rejects.toThrow();
  });

  it("isn't there where the browser refuses its database", async () => {
    expect(await IndexedStore.open(undefined)).toBeNull();
    const refusing = { open: () => { throw new DOMException("", "SecurityError"); } } as unknown as IDBFactory;
    expect(await IndexedStore.open(refusing)).toBeNull();
  });
});
