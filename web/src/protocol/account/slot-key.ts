import type { Bytes } from "../bytes";
import type { SlotKind } from "../derive";
import type { Id } from "../id";
import { require } from "../refusal";
import { openSealed, seal } from "../seal";
import { Secret } from "../secret";

/** Whose slot, and of which kind: any but the card's, which is an age file. */
export interface SlotPlace {
  account: Id;
  slot: Id;
  kind: Exclude<SlotKind, "card">;
}

/** The account key, sealed in its place. */
export function sealSlotKey(slotKey: Secret, place: SlotPlace, accountKey: Secret): Promise<Bytes> {
  return seal(slotKey, { context: "slot", ...place }, accountKey.exposeBytes());
}

/** Inverse of `sealSlotKey`: the refusals of `openSealed`, and `length` when the slot holds no key. */
export async function openSlotKey(slotKey: Secret, place: SlotPlace, sealed: Bytes): Promise<Secret> {
  const key = await openSealed(slotKey, { context: "slot", ...place }, sealed);
  require(key.length === 32, "length");
  return new Secret(key);
}
