import { utf8, type Bytes } from "../bytes";
import { isInteger, isString, type Fields } from "../canonical";
import type { Id } from "../id";
import * as limits from "../limits";
import { LABEL_BLOCK } from "../padding";
import { require } from "../refusal";
import { SEAL_OVERHEAD, openSealed, seal } from "../seal";
import { field, maybeField, readSealedJson, writeSealedJson } from "../sealed-json";
import type { Secret } from "../secret";
import { Identity } from "../to";

/** Where a label belongs. */
export interface LabelPlace {
  locker: Id;
  node: Id;
  /** From 1. */
  version: number;
}

/** What a document is called and what opens it (§6). Written back with the keys that this version doesn't know. */
export interface DocumentLabel extends Fields {
  name: string;
  /** Media type. */
  type: string;
  /** True length, bytes. */
  size: number;
  /** Counts payloads: 1, then one more for each replacement. */
  edition: number;
  /** Milliseconds since 1970. */
  added: number;
  modified: number;
  /** Since when it lies in the bin. */
  trashed?: number;
  /** `AGE-SECRET-KEY-1…`: opens the payload. */
  payload: string;
}

export interface FolderLabel extends Fields {
  name: string;
  pictogram?: string;
  trashed?: number;
  /** Other things than papers: `people`, the private list of people and the referent. */
  holds?: string;
}

/** `too_large` over 16 KiB, or for a name over 1,024 bytes. */
export async function sealLabel(key: Secret, place: LabelPlace, label: DocumentLabel | FolderLabel): Promise<Bytes> {
  checkName(label.name);
  return seal(key, { context: "label", ...place }, writeSealedJson(label, LABEL_BLOCK, limits.LABEL));
}

/** The refusals of `openSealed`; `too_large` and `malformed` for its contents. */
export async function openDocumentLabel(key: Secret, place: LabelPlace, sealed: Bytes): Promise<DocumentLabel> {
  return readDocumentLabel(await open(key, place, sealed));
}

/** `too_large` and `malformed`. */
export function readDocumentLabel(fields: Fields): DocumentLabel {
  const label: DocumentLabel = {
    ...fields,
    name: checkName(field(fields, "name", isString)),
    type: field(fields, "type", isString),
    size: checkSize(field(fields, "size", isInteger)),
    edition: field(fields, "edition", isInteger),
    added: field(fields, "added", isInteger),
    modified: field(fields, "modified", isInteger),
    payload: field(fields, "payload", isString),
  };
  maybeField(fields, "trashed", isInteger);
  checkThumbnail(fields);
  Identity.read("X25519", label.payload);
  return label;
}

/** As `openDocumentLabel`. */
export async function openFolderLabel(key: Secret, place: LabelPlace, sealed: Bytes): Promise<FolderLabel> {
  const fields = await open(key, place, sealed);
  maybeField(fields, "pictogram", isString);
  maybeField(fields, "holds", isString);
  maybeField(fields, "trashed", isInteger);
  return { ...fields, name: checkName(field(fields, "name", isString)) };
}

async function open(key: Secret, place: LabelPlace, sealed: Bytes): Promise<Fields> {
  require(sealed.length <= limits.LABEL + SEAL_OVERHEAD, "too_large");
  return readSealedJson(await openSealed(key, { context: "label", ...place }, sealed), limits.LABEL);
}

function checkThumbnail(fields: Fields): void {
  const thumbnail = maybeField(fields, "thumbnail", isString);
  const size = maybeField(fields, "thumbnail_size", isInteger);
  require((thumbnail === undefined) === (size === undefined), "malformed");
  if (thumbnail !== undefined) Identity.read("X25519", thumbnail);
  if (size !== undefined) checkSize(size);
}

function checkName(name: string): string {
  require(name.length <= limits.NAME && utf8(name).length <= limits.NAME, "too_large");
  return name;
}

function checkSize(size: number): number {
  require(size <= limits.DOCUMENT, "too_large");
  return size;
}
