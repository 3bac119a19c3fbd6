import { decode, encode, isText64, type Bytes } from "../../protocol/bytes";
import { isFields, isInteger, isListOf, isString, type Fields } from "../../protocol/canonical";
import { isId, type Id } from "../../protocol/id";
import { field, maybeField } from "../../protocol/sealed-json";
import { openNote, sealNote } from "../device/note";
import type { Store } from "../device/store";

const PREFIX = "pocket/";
const HEAD = 16 * 1024;

/** What a device knows of a pocket without its code. */
export interface PocketHead {
  account: Id;
  handle: string;
  /** 16 bytes, mixed into the code. */
  salt: Bytes;
  /** Nothing, sealed under the pocket's key: tells a wrong code. */
  check: Bytes;
  /** The pocket's key for whoever has the account open, sealed under a key of the account: papers are renewed without the code. */
  renewal?: Bytes;
  papers: InPocket[];
}

/** A paper in it. */
export interface InPocket {
  id: Id;
  /** Its payload's object, and the version of its label. */
  object: Id;
  version: number;
  /** True length, bytes. */
  size: number;
}

/** Of the account of this handle. */
export async function pocketOf(store: Store, handle: string | undefined): Promise<PocketHead | null> {
  for (const key of await store.keys("notes", PREFIX)) {
    const account = key.slice(PREFIX.length);
    const head = isId(account) ? await readHead(store, account) : null;
    if (head !== null && head.handle === handle) return head;
  }
  return null;
}

/** `null` where there is none, or it doesn't open. */
export async function readHead(store: Store, account: Id): Promise<PocketHead | null> {
  const sealed = await store.read("notes", PREFIX + account);
  if (sealed === undefined) return null;
  try {
    return read(account, await openNote(store.key, ["pocket", account], sealed, HEAD));
  } catch {
    return null;
  }
}

export async function sealHead(store: Store, { account, salt, check, renewal, ...rest }: PocketHead): Promise<Bytes> {
  const fields = { ...rest, salt: encode(salt), check: encode(check), ...(renewal && { renewal: encode(renewal) }) };
  return sealNote(store.key, ["pocket", account], fields, HEAD);
}

export function headKey(account: Id): string {
  return PREFIX + account;
}

/** With its key and all its papers; of one account, or of all. */
export async function dropPockets(store: Store, account?: Id): Promise<void> {
  for (const key of await store.keys("notes", PREFIX + (account ?? ""))) {
    await store.writeKey(key, null);
    await store.write([{ table: "notes", key, value: null }]);
  }
  await store.remove("pocket", account === undefined ? "" : `${account}/`);
}

function read(account: Id, fields: Fields): PocketHead {
  const renewal = maybeField(fields, "renewal", isText64);
  return {
    ...{ account, handle: field(fields, "handle", isString) },
    ...{ salt: decode(field(fields, "salt", isText64)), check: decode(field(fields, "check", isText64)) },
    ...(renewal !== undefined && { renewal: decode(renewal) }),
    papers: field(fields, "papers", isListOf(isFields)).map(readPaper),
  };
}

function readPaper(fields: Fields): InPocket {
  return {
    id: field(fields, "id", isId),
    object: field(fields, "object", isId),
    version: field(fields, "version", isInteger),
    size: field(fields, "size", isInteger),
  };
}
