import { ArmoireError } from "../../bridge/bridge";
import type { Bytes } from "../../protocol/bytes";
import { DeviceKey } from "../../protocol/device-key";
import { TABLES, type Change, type Store, type Table } from "./store";

const NAME = "armoire";
/** Raised with each new table. */
const VERSION = 2;
const KEYS = "keys";
const DEVICE = "device";

/** The browser's database of this origin. */
export class IndexedStore implements Store {
  readonly durable = true;
  readonly key: DeviceKey;
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase, key: DeviceKey) {
    this.#database = database;
    this.key = key;
    // A newer version of this code, in another tab, may change the database.
    database.onversionchange = () => {
      database.close();
    };
  }

  /** `null` where the browser keeps nothing: a private window without storage, or one that refuses it. */
  static async open(factory: IDBFactory | undefined): Promise<IndexedStore | null> {
    if (factory === undefined) return null;
    try {
      const database = await openDatabase(factory);
      return new IndexedStore(database, await deviceKey(database));
    } catch {
      return null;
    }
  }

  async read(table: Table, key: string): Promise<Bytes | undefined> {
    const value: unknown = await this.#ask(table, (store) => store.get(key));
    return value instanceof Uint8Array ? new Uint8Array(value) : undefined;
  }

  async keys(table: Table, prefix = ""): Promise<string[]> {
    const keys = await this.#ask(table, (store) => store.getAllKeys(startingWith(prefix)));
    return keys.filter((key) => typeof key === "string");
  }

  write(changes: readonly Change[]): Promise<void> {
    const tables = [...new Set(changes.map(({ table }) => table))];
    return this.#change(tables, (transaction) => {
      for (const { table, key, value } of changes) {
        if (value === null) transaction.objectStore(table).delete(key);
        else transaction.objectStore(table).put(value, key);
      }
    });
  }

  remove(table: Table, prefix: string): Promise<void> {
    return this.#change([table], (transaction) => {
      transaction.objectStore(table).delete(startingWith(prefix));
    });
  }

  async readKey(name: string): Promise<DeviceKey | undefined> {
    const value: unknown = await this.#ask(KEYS, (store) => store.get(named(name)));
    return value instanceof CryptoKey ? new DeviceKey(value) : undefined;
  }

  writeKey(name: string, key: DeviceKey | null): Promise<void> {
    return this.#change([KEYS], (transaction) => {
      const store = transaction.objectStore(KEYS);
      if (key === null) store.delete(named(name));
      else store.put(key.handle, named(name));
    });
  }

  async #change(tables: (Table | typeof KEYS)[], make: (transaction: IDBTransaction) => void): Promise<void> {
    if (tables.length === 0) return;
    try {
      const transaction = this.#database.transaction(tables, "readwrite", { durability: "strict" });
      const ended = endOf(transaction);
      make(transaction);
      await ended;
    } catch (error) {
      throw storageError(error);
    }
  }

  async #ask<T>(table: Table | typeof KEYS, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    try {
      return await answerOf(ask(this.#database.transaction(table, "readonly").objectStore(table)));
    } catch (error) {
      throw storageError(error);
    }
  }
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const there = request.result.objectStoreNames;
    for (const table of [...TABLES, KEYS]) {
      if (!there.contains(table)) request.result.createObjectStore(table);
    }
  };
  return answerOf(request);
}

/** The key that this device made first; of two tabs that make one at the same time, the first one's. */
async function deviceKey(database: IDBDatabase): Promise<DeviceKey> {
  const fresh = await DeviceKey.generate();
  const transaction = database.transaction(KEYS, "readwrite", { durability: "strict" });
  const ended = endOf(transaction);
  const store = transaction.objectStore(KEYS);
  const request = store.get(DEVICE);
  const kept = await new Promise<unknown>((resolve, reject) => {
    request.onsuccess = () => {
      if (request.result === undefined) store.put(fresh.handle, DEVICE);
      resolve(request.result);
    };
    request.onerror = () => {
      reject(failure(request.error));
    };
  });
  await ended;
  return kept instanceof CryptoKey ? new DeviceKey(kept) : fresh;
}

/** Beside the device's own key. */
function named(name: string): string {
  return `for/${name}`;
}

function startingWith(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(failure(request.error));
    };
  });
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    // An error aborts, and what aborted knows why.
    transaction.onabort = () => {
      reject(failure(transaction.error));
    };
  });
}

function failure(error: DOMException | null): Error {
  return error ?? new Error("storage");
}

function storageError(error: unknown): ArmoireError {
  const full = error instanceof Error && error.name === "QuotaExceededError";
  return new ArmoireError(full ? "device_storage" : "device_storage");
}
