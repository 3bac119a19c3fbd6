import { isBoolean, isFields, isInteger, isListOf, isString, type Fields } from "../../protocol/canonical";
import { isHash } from "../../protocol/bytes";
import { isId, type Id } from "../../protocol/id";
import type { Place } from "../../protocol/log/state";
import { field, maybeField } from "../../protocol/sealed-json";
import { openNote, sealNote } from "./note";
import type { Store } from "./store";

const MEMORY = 64 * 1024;
const KEY = "memory";
/** Accounts of one device whose newest state is remembered. */
const MOST = 100;

/** What a device has seen of an account: an older state is refused. */
export interface SeenAccount {
  account: Id;
  locker: Id;
  head: Place;
  /** Version of its keyring. */
  keyring: number;
}

/** What a device remembers beyond a session; no secret, and sealed so that nobody changes it. */
export interface Memory {
  /** Of who signed in last. */
  handle?: string;
  /** As its holder calls this device. */
  name?: string;
  /** Whether a passkey was added or used here. */
  passkey?: boolean;
  seen: SeenAccount[];
}

/** Nothing where there is nothing, or what is there doesn't open. */
export async function readMemory(store: Store): Promise<Memory> {
  const sealed = await store.read("notes", KEY);
  if (sealed === undefined) return { seen: [] };
  try {
    const fields = await openNote(store.key, [KEY], sealed, MEMORY);
    const [handle, name] = [maybeField(fields, "handle", isString), maybeField(fields, "name", isString)];
    const passkey = maybeField(fields, "passkey", isBoolean);
    const known = { ...(handle !== undefined && { handle }), ...(name !== undefined && { name }), ...(passkey !== undefined && { passkey }) };
    return { ...known, seen: field(fields, "seen", isListOf(isFields)).map(readSeen) };
  } catch {
    return { seen: [] };
  }
}

export async function writeMemory(store: Store, { seen, ...known }: Memory): Promise<void> {
  const fields = { ...known, seen: seen.slice(-MOST) };
  const value = await sealNote(store.key, [KEY], fields, MEMORY);
  await store.write([{ table: "notes", key: KEY, value }]);
}

/** With an account's newest state; of the newest account last. */
export function withSeen({ seen, ...rest }: Memory, now: SeenAccount): Memory {
  return { ...rest, seen: [...seen.filter(({ account }) => account !== now.account), now] };
}

export async function forgetMemory(store: Store): Promise<void> {
  await store.write([{ table: "notes", key: KEY, value: null }]);
}

function readSeen(fields: Fields): SeenAccount {
  const head = field(fields, "head", isFields);
  return {
    account: field(fields, "account", isId),
    locker: field(fields, "locker", isId),
    head: { seq: field(head, "seq", isInteger), hash: field(head, "hash", isHash) },
    keyring: field(fields, "keyring", isInteger),
  };
}
