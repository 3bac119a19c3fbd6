import type { Bytes, Hash, Text64 } from "../bytes";
import { writeCanonical } from "../canonical";
import type { Id } from "../id";
import type { Deposit, GivenBox, Grant, Revoke } from "./people";

/** What an act does, by its kind (§7). `form` tells apart what `put` does; it isn't written. */
export type Body =
  | FirstAct
  | Rotate
  | NewFolder
  | FolderState
  | DocumentState
  | Leave
  | Seen
  | Checkpoint
  | NewCard
  | Purge
  | Gap
  | Grant
  | Revoke
  | Deposit;

/** Act 0. */
export interface FirstAct {
  form: "locker";
  kind: "locker";
  salt: Text64;
  /** Hybrid age recipient of the inbox. */
  inbox: string;
}

/** A new key for the locker or a folder. */
export interface Rotate {
  form: "rotate";
  kind: "rotate";
  salt: Text64;
  node: Id;
  /** Of the new key. */
  epoch: number;
  /** The parent's epoch that seals it; absent under `root`. */
  under?: number;
  /** The new key, sealed. */
  key: Text64;
  /** The old key under the new; absent only at the locker's epoch 1. */
  prior?: Text64;
  /** With the locker, and only there. */
  inbox?: string;
  /** The new key for each of these grants on this node, ascending by grant. */
  boxes?: GivenBox[];
  sealed?: Text64;
}

/** `put` that makes a folder. */
export interface NewFolder {
  form: "new_folder";
  kind: "put";
  salt: Text64;
  node: Id;
  parent: Id;
  epoch: number;
  /** The locker's epoch that seals the key; absent when private. */
  under?: number;
  version: number;
  private?: true;
  key: Text64;
  label: Text64;
  sealed?: Text64;
}

/** `put` of a folder that is there: renamed, trashed, restored. */
export interface FolderState {
  form: "folder";
  kind: "put";
  salt: Text64;
  node: Id;
  parent: Id;
  epoch: number;
  version: number;
  /** The folder's newest `put`. */
  base: Hash;
  label: Text64;
  sealed?: Text64;
}

/** `put` of a document: its whole state. */
export interface DocumentState {
  form: "document";
  kind: "put";
  salt: Text64;
  node: Id;
  parent: Id;
  /** The folder's newest. */
  epoch: number;
  /** From 0 under each folder epoch. */
  turn: number;
  version: number;
  /** The document's newest `put`; absent when new. */
  base?: Hash;
  label: Text64;
  /** Payload first, then the thumbnail; none for an entry that is all label. */
  objects: ObjectName[];
  /** The new key for each of these grants on this document, ascending by grant. */
  boxes?: GivenBox[];
  /** The `deposit` that this accepts. */
  deposit?: Hash;
  sealed?: Text64;
}

/** `put` with `left`: the document leaves its folder; the next act puts it elsewhere. */
export interface Leave {
  form: "leave";
  kind: "put";
  salt: Text64;
  node: Id;
  parent: Id;
  base: Hash;
  left: true;
  sealed?: Text64;
}

/** The author vouches for what is before an act. */
export interface Seen {
  form: "seen";
  kind: "seen";
  salt: Text64;
  /** The locker, or a folder. */
  node: Id;
  seq: number;
  hash: Hash;
}

/** The living acts, signed. */
export interface Checkpoint {
  form: "checkpoint";
  kind: "checkpoint";
  salt: Text64;
  /** SHA-256 of the list beside. */
  list: Hash;
  /** How many acts the list names. */
  living: number;
}

/** The holder's newest card. */
export interface NewCard {
  form: "card";
  kind: "card";
  salt: Text64;
  card: Hash;
  number: number;
}

/** A document's end, or the refusal of a deposit. */
export interface Purge {
  form: "purge";
  kind: "purge";
  salt: Text64;
  /** The document; of a deposit, the one that it would have become. */
  node: Id;
  /** Its folder; of a deposit, the locker. */
  parent: Id;
  /** Its newest `put`; of a deposit, the deposit. */
  base: Hash;
  /** All its `put`s with a label, and the deposit that it came from, ascending; of a deposit, that. */
  gone: number[];
}

/** Acts that nobody has any more. */
export interface Gap {
  form: "gap";
  kind: "gap";
  salt: Text64;
  seq: number;
  hash: Hash;
  /** Hashes of the acts just before that one, as far as they are lost too and its author has them. */
  lost?: Hash[];
}

/** An object as a `put` names it. */
export interface ObjectName {
  id: Id;
  /** Bytes of the padded ciphertext. */
  size: number;
  sha256: Hash;
}

/** One order for all kinds. */
export const BODY_KEYS = (
  "kind salt node parent epoch under turn version base left private key prior label objects inbox card number seq hash " +
  "list living gone grant grantee right start end via box boxes deposit sealed lost"
).split(" ");

export function writeBody(body: Body): Bytes {
  return writeCanonical(BODY_KEYS, body);
}
