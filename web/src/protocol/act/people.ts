import type { Hash, Text64 } from "../bytes";
import type { Id } from "../id";
import type { ObjectName } from "./body";

/** A grant: 16 random bytes, base64url (§7). */
export type GrantId = Text64 & { readonly grant: unique symbol };

/** What a grant allows, the least first. Each includes those before it. */
export const RIGHTS = ["read", "add", "edit", "manage"] as const;

export type Right = (typeof RIGHTS)[number];

/** A right, from somebody to somebody, until a time. */
export interface Grant {
  form: "grant";
  kind: "grant";
  salt: Text64;
  /** The locker, a folder or a document. */
  node: Id;
  /** The document's folder; with a document, and only there. */
  parent?: Id;
  /** Of the key that is given: the node's newest. */
  epoch: number;
  /** The document's; with a document, and only there. */
  turn?: number;
  /** Hash of the grantee's card that the box is addressed to, and that signs what they do. */
  card: Hash;
  grant: GrantId;
  /** Whom. */
  grantee: Id;
  right: Right;
  /** From when, milliseconds since 1970. */
  start: number;
  /** Until when: at this time no more. */
  end: number;
  /** The grant by which an author who isn't the holder gives this one. */
  via?: GrantId;
  /** SHA-256 of the age file beside. */
  box: Hash;
  sealed?: Text64;
}

/** The end of one before its time. */
export interface Revoke {
  form: "revoke";
  kind: "revoke";
  salt: Text64;
  grant: GrantId;
  sealed?: Text64;
}

/** A document that somebody hands in. */
export interface Deposit {
  form: "deposit";
  kind: "deposit";
  salt: Text64;
  /** The document that it becomes when it is accepted. */
  node: Id;
  /** As in the `put` that accepts it. */
  objects: ObjectName[];
  /** SHA-256 of the age file beside. */
  box: Hash;
}

/** A new key for somebody whose grant stays: an entry of `boxes`. */
export interface GivenBox {
  /** On exactly the act's node. */
  grant: GrantId;
  /** SHA-256 of the age file, one of those beside. */
  box: Hash;
}
