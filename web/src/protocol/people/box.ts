import { encode, type Bytes, type Hash } from "../bytes";
import { writeCanonical } from "../canonical";
import type { GrantId } from "../act/people";
import type { Id } from "../id";
import type { Secret } from "../secret";
import { sealTo } from "../to";

/** A key that a grant's grantee opens. */
export interface KeyBox {
  locker: Id;
  node: Id;
  epoch: number;
  /** A document's. */
  turn?: number;
  key: Secret;
  grant: GrantId;
  /** The acts that the grantee starts from; with a `grant`, and only there. */
  living?: readonly (readonly [number, Hash])[];
  /** Why, in words. */
  purpose?: string;
}

export const BOX_KEYS = ["locker", "node", "epoch", "turn", "key", "grant", "living", "purpose"];

/** An age file to the recipient of the grantee's card; `recipient` when that isn't a published one. */
export function sealBox(recipient: string, { key, ...box }: KeyBox): Promise<Bytes> {
  return sealTo("mlkem768x25519", recipient, writeCanonical(BOX_KEYS, { ...box, key: encode(key.exposeBytes()) }));
}
