import type { NewFolder } from "../../bridge/bridge";
import type { ObjectName } from "../../protocol/act/body";
import { isHash, type Bytes } from "../../protocol/bytes";
import { isFields, isInteger, isString, type Fields } from "../../protocol/canonical";
import type { DeviceKey } from "../../protocol/device-key";
import { isId, type Id } from "../../protocol/id";
import { field, maybeField } from "../../protocol/sealed-json";
import { openNote, sealNote } from "../device/note";

/** A description, opened: a label, and some ids. */
const DESCRIPTION = 20 * 1024;

/** A paper on this device that the server doesn't have yet, with all that naming it in the log takes. */
export interface Kept {
  account: Id;
  locker: Id;
  /** Of the document that it becomes, or whose new version it is. */
  node: Id;
  folder: Id | NewFolder;
  name: string;
  type: string;
  /** True length, bytes. */
  size: number;
  /** Milliseconds since 1970. */
  added: number;
  /** `AGE-SECRET-KEY-1…`: opens the payload. */
  payload: string;
  object: ObjectName;
  /** Of its ciphertext, base64: finds what breaks between here and the server's disk. */
  crc32c: string;
  /** A new version's. */
  replaces?: {
    /** Object of the file that it replaces. */
    base: Id;
    /** Of the document that it becomes if the file was changed elsewhere meanwhile. */
    copy: Id;
  };
}

/** Under the device's key, so that a change of the account's keys elsewhere loses nothing. */
export function sealKept(key: DeviceKey, kept: Kept): Promise<Bytes> {
  return sealNote(key, ["paper", kept.object.id], { ...kept }, DESCRIPTION);
}

/** The refusals of `openSealed`; `malformed` and `too_large` for its contents. */
export async function openKept(key: DeviceKey, object: Id, sealed: Bytes): Promise<Kept> {
  const fields = await openNote(key, ["paper", object], sealed, DESCRIPTION);
  const named = field(fields, "object", isFields);
  const replaces = maybeField(fields, "replaces", isFields);
  return {
    account: field(fields, "account", isId),
    locker: field(fields, "locker", isId),
    node: field(fields, "node", isId),
    folder: isId(fields["folder"]) ? fields["folder"] : readNewFolder(field(fields, "folder", isFields)),
    name: field(fields, "name", isString),
    type: field(fields, "type", isString),
    size: field(fields, "size", isInteger),
    added: field(fields, "added", isInteger),
    payload: field(fields, "payload", isString),
    object: { id: field(named, "id", isId), size: field(named, "size", isInteger), sha256: field(named, "sha256", isHash) },
    crc32c: field(fields, "crc32c", isString),
    ...(replaces && { replaces: readReplaces(replaces) }),
  };
}

function readNewFolder(fields: Fields): NewFolder {
  return { name: field(fields, "name", isString), pictogram: field(fields, "pictogram", isString) };
}

function readReplaces(fields: Fields): NonNullable<Kept["replaces"]> {
  return { base: field(fields, "base", isId), copy: field(fields, "copy", isId) };
}
