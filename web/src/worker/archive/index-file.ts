import { ArmoireError } from "../../bridge/bridge";
import { fromUtf8, utf8, type Bytes } from "../../protocol/bytes";
import { isFields, isInteger, isListOf, isNestedDeeper, isString, type Fields } from "../../protocol/canonical";
import * as limits from "../../protocol/limits";
import { field, maybeField } from "../../protocol/sealed-json";

/** Number of this format: the command line's (src/client/export). */
const FORMAT = 1;
export const LONGEST_INDEX = 64 * 1024 * 1024;
const NESTING = 4;
const TYPE = 255;

/** `index.json`: what lies in an export. */
export interface Index {
  /** Names of all folders, also of empty ones. */
  folders: string[];
  documents: Entry[];
}

export interface Entry {
  id: string;
  name: string;
  /** Name of its folder. */
  folder: string;
  /** True length, bytes. */
  size: number;
  /** Of its bytes, hexadecimal. */
  sha256: string;
  type: string;
  edition: number;
  added: number;
  trashed?: number;
  /** The age file, `age/NAME.age`. */
  file: string;
  /** The opened file, `files/NAME`. */
  open?: string;
}

export function writeIndex({ folders, documents }: Index): Bytes {
  return utf8(`${JSON.stringify({ format: FORMAT, folders, documents }, null, 2)}\n`);
}

/** As an import may believe it; `archive` for anything that an export doesn't write. */
export function readIndex(bytes: Bytes): Index {
  try {
    const text = fromUtf8(bytes);
    if (isNestedDeeper(text, NESTING)) throw new ArmoireError("archive");
    const fields: unknown = JSON.parse(text);
    if (!isFields(fields) || fields["format"] !== FORMAT) throw new ArmoireError("archive");
    const folders = field(fields, "folders", isListOf(isName));
    const documents = field(fields, "documents", isListOf(isFields)).map(readEntry);
    if (folders.length > limits.FOLDERS || documents.length > limits.DOCUMENTS) throw new ArmoireError("archive");
    return { folders, documents };
  } catch {
    throw new ArmoireError("archive");
  }
}

function readEntry(fields: Fields): Entry {
  const trashed = typeof fields["trashed"] === "number" ? fields["trashed"] : undefined;
  const open = maybeField(fields, "open", isString);
  return {
    id: field(fields, "id", isString),
    name: field(fields, "name", isName),
    folder: field(fields, "folder", isName),
    size: field(fields, "size", isSize),
    sha256: field(fields, "sha256", isSha256),
    type: field(fields, "type", isType),
    edition: field(fields, "edition", isInteger),
    added: field(fields, "added", isInteger),
    ...(trashed !== undefined && { trashed }),
    file: field(fields, "file", isAgeFile),
    ...(open !== undefined && { open }),
  };
}

function isName(value: unknown): value is string {
  return isString(value) && value !== "" && value.length <= limits.NAME && utf8(value).length <= limits.NAME;
}

function isSize(value: unknown): value is number {
  return isInteger(value) && value >= 1 && value <= limits.DOCUMENT;
}

function isSha256(value: unknown): value is string {
  return isString(value) && /^[0-9a-f]{64}$/i.test(value);
}

function isType(value: unknown): value is string {
  return isString(value) && value.length <= TYPE;
}

/** `age/NAME` and nothing else: no way up, no nesting, no root. */
function isAgeFile(value: unknown): value is string {
  return isString(value) && /^age\/[^/\\]+$/.test(value) && !/^age\/\.{1,2}$/.test(value);
}
