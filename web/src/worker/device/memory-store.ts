import type { Bytes } from "../../protocol/bytes";
import { DeviceKey } from "../../protocol/device-key";
import { TABLES, type Change, type Store, type Table } from "./store";

/** For a shared device, and for a browser that keeps nothing: gone with the page. */
export class MemoryStore implements Store {
  readonly durable = false;
  readonly key: DeviceKey;
  readonly #tables = new Map<Table, Map<string, Bytes>>(TABLES.map((table) => [table, new Map<string, Bytes>()]));

  readonly #keys = new Map<string, DeviceKey>();

  private constructor(key: DeviceKey) {
    this.key = key;
  }

  static async create(): Promise<MemoryStore> {
    return new MemoryStore(await DeviceKey.generate());
  }

  read(table: Table, key: string): Promise<Bytes | undefined> {
    return Promise.resolve(this.#table(table).get(key));
  }

  keys(table: Table, prefix = ""): Promise<string[]> {
    const keys = [...this.#table(table).keys()].filter((key) => key.startsWith(prefix));
    return Promise.resolve(keys.sort());
  }

  write(changes: readonly Change[]): Promise<void> {
    for (const { table, key, value } of changes) {
      if (value === null) this.#table(table).delete(key);
      else this.#table(table).set(key, value);
    }
    return Promise.resolve();
  }

  async remove(table: Table, prefix: string): Promise<void> {
    for (const key of await this.keys(table, prefix)) this.#table(table).delete(key);
  }

  readKey(name: string): Promise<DeviceKey | undefined> {
    return Promise.resolve(this.#keys.get(name));
  }

  writeKey(name: string, key: DeviceKey | null): Promise<void> {
    if (key === null) this.#keys.delete(name);
    else this.#keys.set(name, key);
    return Promise.resolve();
  }

  #table(table: Table): Map<string, Bytes> {
    return this.#tables.get(table) ?? new Map<string, Bytes>();
  }
}
