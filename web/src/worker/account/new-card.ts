import { ArmoireError } from "../../bridge/bridge";
import { openCardSlot } from "../../protocol/account/card-slot";
import { RecoverySecret, readGroups } from "../../protocol/account/recovery-card";
import { equal } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import type { Secret } from "../../protocol/secret";
import type { SlotView } from "../http/shapes";
import { isSameKey, slotOfKind } from "./ways-in";

/** A recovery card before it is shown. */
export interface NewCard {
  secret: RecoverySecret;
  /** X25519 recipient, for the keyring. */
  recovery: string;
}

/** Read again from what the person will type, before anything is sent: `slot` where that gives another. */
export async function newCard(): Promise<NewCard> {
  const secret = RecoverySecret.generate();
  const recovery = await (await secret.identity()).recipient();
  const typed = await readGroups(secret.exposeGroups().join(" ")).identity();
  if ((await typed.recipient()) !== recovery) throw new ArmoireError("slot");
  return { secret, recovery };
}

/** The card's slot, as the server gives it, leads to the account key; `slot` else. */
export async function checkCardSlot(card: RecoverySecret, account: Id, accountKey: Secret, served: readonly SlotView[]): Promise<void> {
  const slot = slotOfKind(served, "card");
  const typed = readGroups(card.exposeGroups().join(" "));
  if (!isSameKey(await openCardSlot(typed, account, slot.id, slot.sealed), accountKey)) throw new ArmoireError("slot");
}

/** A card that only its paper opens: the server gives the very slot that was sealed for it. */
export function checkKeptCard(sent: { id: Id; sealed: Uint8Array }, served: readonly SlotView[]): void {
  const slot = slotOfKind(served, "card");
  if (slot.id !== sent.id || !equal(slot.sealed, sent.sealed)) throw new ArmoireError("slot");
}
