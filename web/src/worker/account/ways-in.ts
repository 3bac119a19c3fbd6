import { ArmoireError, type Created, type RecoveryCard } from "../../bridge/bridge";
import { openCardSlot, sealCardSlot } from "../../protocol/account/card-slot";
import { readHandle, type Handle } from "../../protocol/account/handle";
import { readGroups, type RecoverySecret } from "../../protocol/account/recovery-card";
import { readWords, showWords, type Language, type WordIndexes } from "../../protocol/account/words";
import { WordsSecret } from "../../protocol/account/words-slot";
import { encode, equal, hashOf } from "../../protocol/bytes";
import { randomId, type Id } from "../../protocol/id";
import type { Secret } from "../../protocol/secret";
import type { SlotView } from "../http/shapes";
import type { SlotNew } from "../http/ways-api";

/** What the two ways into an account are made of. */
export interface WaysIn {
  handle: Handle;
  words: WordIndexes;
  /** What follows from the words. */
  secret: WordsSecret;
  language: Language;
  card: RecoverySecret;
  /** X25519 recipient of the card. */
  recovery: string;
  origin: string;
}

/** Both slots, as they are sent. */
export async function sealSlots(ways: WaysIn, account: Id, accountKey: Secret): Promise<SlotNew[]> {
  return [await wordsSlot(ways.secret, ways.handle, account, accountKey), await cardSlot(ways.card, ways.recovery, account, accountKey)];
}

export async function wordsSlot(secret: WordsSecret, handle: Handle, account: Id, accountKey: Secret): Promise<SlotNew> {
  const id = randomId();
  return {
    ...{ id, kind: "words", find: handle, verifier: hashOf((await secret.auth()).exposeBytes()) },
    sealed: encode(await secret.sealSlot(account, id, accountKey)),
  };
}

export async function cardSlot(card: RecoverySecret, recovery: string, account: Id, accountKey: Secret): Promise<SlotNew> {
  const id = randomId();
  return {
    ...{ id, kind: "card", find: await card.find(), verifier: hashOf((await card.auth()).exposeBytes()) },
    sealed: encode(await sealCardSlot(recovery, account, id, accountKey)),
  };
}

/**
 * Opens both slots from the server's answer, with their secrets derived again from what the person will type: a broken
 * derivation on one phone shows before it locks anyone out. `slot` when one is missing or leads elsewhere.
 */
export async function checkSlots(ways: WaysIn, account: Id, accountKey: Secret, served: readonly SlotView[]): Promise<void> {
  const shown = created(ways, account);
  const { indexes } = readWords(shown.words.join(" "));
  const words = await WordsSecret.derive(indexes, ways.origin, readHandle(shown.handle));
  const card = readGroups(shown.card.groups.join(" "));
  const wordsSlot = slotOfKind(served, "words");
  const cardSlot = slotOfKind(served, "card");
  const keys = [
    await words.openSlot(account, wordsSlot.id, wordsSlot.sealed),
    await openCardSlot(card, account, cardSlot.id, cardSlot.sealed),
  ];
  if (!keys.every((key) => isSameKey(key, accountKey))) throw new ArmoireError("slot");
}

/** What is shown to the person, once. */
export function created(ways: WaysIn, account: Id): Created {
  return {
    handle: ways.handle,
    words: showWords(ways.words, ways.language),
    numbers: showWords(ways.words, "numbers"),
    card: recoveryCard(ways.card, account, ways.origin),
  };
}

export function recoveryCard(card: RecoverySecret, account: Id, origin: string): RecoveryCard {
  return { groups: card.exposeGroups(), qr: card.exposeQr(account, origin) };
}

export function isSameKey(one: Secret, other: Secret): boolean {
  return equal(one.exposeBytes(), other.exposeBytes());
}

export function slotOfKind(slots: readonly SlotView[], kind: SlotView["kind"]): SlotView {
  const slot = slots.find((one) => one.kind === kind);
  if (slot === undefined) throw new ArmoireError("slot");
  return slot;
}
