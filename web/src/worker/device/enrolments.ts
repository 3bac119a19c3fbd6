import type { Bytes } from "../../protocol/bytes";
import { isInteger, isString } from "../../protocol/canonical";
import type { DeviceKey } from "../../protocol/device-key";
import { isId, type Id } from "../../protocol/id";
import { field } from "../../protocol/sealed-json";
import { openNote, sealNote } from "./note";
import type { Store } from "./store";

const PREFIX = "pin/";
const DESCRIPTION = 4 * 1024;

/** A PIN of this device: which slot it opens. Its D lies beside, as a key that no code can read. */
export interface Enrolment {
  slot: Id;
  account: Id;
  handle: string;
  /** Milliseconds since 1970. */
  made: number;
}

/** The newest first. What doesn't open was tampered with, and isn't listed. */
export async function enrolments(store: Store): Promise<Enrolment[]> {
  const found: Enrolment[] = [];
  for (const key of await store.keys("notes", PREFIX)) {
    const sealed = await store.read("notes", key);
    const slot = key.slice(PREFIX.length);
    const enrolment = sealed && isId(slot) && (await open(store, slot, sealed).catch(() => null));
    if (enrolment) found.push(enrolment);
  }
  return found.sort((one, other) => other.made - one.made);
}

export function deviceSecret(store: Store, slot: Id): Promise<DeviceKey | undefined> {
  return store.readKey(PREFIX + slot);
}

/** First the key: an enrolment that is listed has one. */
export async function keepEnrolment(store: Store, { slot, ...rest }: Enrolment, device: DeviceKey): Promise<void> {
  await store.writeKey(PREFIX + slot, device);
  const value = await sealNote(store.key, ["pin", slot], rest, DESCRIPTION);
  await store.write([{ table: "notes", key: PREFIX + slot, value }]);
}

export async function dropEnrolment(store: Store, slot: Id): Promise<void> {
  await store.writeKey(PREFIX + slot, null);
  await store.write([{ table: "notes", key: PREFIX + slot, value: null }]);
}

/** Of one account, or of all; but for the slots that are kept. */
export async function dropEnrolments(store: Store, account?: Id, keep: readonly Id[] = []): Promise<void> {
  for (const one of await enrolments(store)) {
    if ((account === undefined || one.account === account) && !keep.includes(one.slot)) await dropEnrolment(store, one.slot);
  }
}

async function open(store: Store, slot: Id, sealed: Bytes): Promise<Enrolment> {
  const fields = await openNote(store.key, ["pin", slot], sealed, DESCRIPTION);
  return { slot, account: field(fields, "account", isId), handle: field(fields, "handle", isString), made: field(fields, "made", isInteger) };
}
