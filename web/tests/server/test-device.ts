import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { IndexedStore } from "../../src/worker/device/indexed-store";
import { TABLES } from "../../src/worker/device/store";
import { browserTabs } from "../../src/worker/device/tabs";
import { Vault } from "../../src/worker/vault";
import { NodeWorld } from "./node-world";

/** A phone: its database and its locks outlive the pages that are opened on it. */
export class TestDevice {
  readonly #origin: string;
  factory = new IDBFactory();
  readonly #locks = new Locks();
  readonly #name = `phone ${Math.random()}`;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** The browser throws everything away. */
  clear(): void {
    this.factory = new IDBFactory();
  }

  /** Names of the keys that the browser keeps for this origin. */
  keyNames(): Promise<unknown[]> {
    return this.names("keys");
  }

  async keys(): Promise<CryptoKey[]> {
    return (await this.#ask("keys", (store) => store.getAll())) as CryptoKey[];
  }

  names(table: string): Promise<unknown[]> {
    return this.#ask(table, (store) => store.getAllKeys());
  }

  /** What lies in a table, or in all that code can read. */
  async values(table?: string): Promise<Uint8Array[]> {
    const all: Uint8Array[] = [];
    for (const one of table === undefined ? TABLES : [table]) all.push(...((await this.#ask(one, (store) => store.getAll())) as Uint8Array[]));
    return all;
  }

  async exchange(table: string, one: string, other: string): Promise<void> {
    const [first, second] = [await this.#ask<unknown>(table, (store) => store.get(one)), await this.#ask<unknown>(table, (store) => store.get(other))];
    await this.#ask(table, (store) => store.put(second, one));
    await this.#ask(table, (store) => store.put(first, other));
  }

  #ask<T>(table: string, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const opening = this.factory.open("armoire");
      opening.onerror = reject;
      opening.onsuccess = () => {
        const transaction = opening.result.transaction(table, "readwrite");
        const asking = ask(transaction.objectStore(table));
        transaction.onabort = reject;
        transaction.oncomplete = () => {
          opening.result.close();
          resolve(asking.result);
        };
      };
    });
  }

  page(): { vault: Vault; world: NodeWorld } {
    const world = new NodeWorld(this.#origin);
    world.openStore = () => IndexedStore.open(this.factory);
    world.tabs = (account) => browserTabs(this.#locks as unknown as LockManager, `${this.#name}/${account}`);
    return { vault: new Vault(world), world };
  }
}

/** A new phone, a new locker open on it with one folder, and what opens it again. */
export async function openedDevice(origin: string, name: string) {
  const phone = new TestDevice(origin);
  const { vault, world } = phone.page();
  const created = await vault.createLocker({ handle: await vault.prepareHandle(name), language: "fr", device: "mine" });
  const { id: folder } = await vault.createFolder({ name: "Santé", pictogram: "health" });
  return { phone, vault, world, folder, words: { handle: created.handle, words: created.words.join(" "), device: "mine" as const } };
}

/** Web Locks, as far as tabs use them: exclusive, in order, and given up while waiting. */
class Locks {
  readonly #last = new Map<string, Promise<unknown>>();

  async request(name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>): Promise<void> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const turn = before.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#last.set(name, turn.catch(() => undefined));
    await turn;
  }
}
