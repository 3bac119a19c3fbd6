import type { Bytes } from "../../protocol/bytes";
import type { DeviceKey } from "../../protocol/device-key";

/**
 * What a device keeps, by kind. Every value is sealed by who wrote it.
 * - `papers`: descriptions of papers that aren't sent yet, by object id
 * - `pieces`: their ciphertext, `OBJECT/NUMBER`, 256 KB each
 * - `notes`: what the device remembers (pins, handle, uploads that were begun)
 * - `acts`: the verified acts of lockers, `LOCKER/NUMBER`
 * - `pocket`: papers that are always with their holder, `ACCOUNT/PAPER/…`
 */
export const TABLES = ["papers", "pieces", "notes", "acts", "pocket"] as const;

export type Table = (typeof TABLES)[number];

/** `null` removes. */
export interface Change {
  table: Table;
  key: string;
  value: Bytes | null;
}

/** Keeps sealed things on this device. Every method fails with `device_storage` when the storage is broken or gone. */
export interface Store {
  /** Whether it outlives the page. */
  readonly durable: boolean;
  /** Seals what belongs to the device. */
  readonly key: DeviceKey;
  read(table: Table, key: string): Promise<Bytes | undefined>;
  /** Keys that begin with `prefix`, ascending. */
  keys(table: Table, prefix?: string): Promise<string[]>;
  /** All changes or none; on the disk when it returns. `device_storage` when there is no room. */
  write(changes: readonly Change[]): Promise<void>;
  /** Removes every key that begins with `prefix`. */
  remove(table: Table, prefix: string): Promise<void>;
  /** A key for one purpose, which no code can read; `undefined` where there is none. */
  readKey(name: string): Promise<DeviceKey | undefined>;
  /** `null` removes. */
  writeKey(name: string, key: DeviceKey | null): Promise<void>;
}
