import { ArmoireError, type Language, type Loss, type NewSecrets } from "../../bridge/bridge";
import type { Account } from "../account/account";
import { checkCardSlot, newCard } from "../account/new-card";
import { checkWordsSlot, newWords } from "../account/new-words";
import { saltOrigin } from "../account/origin";
import { cardSlot, recoveryCard, wordsSlot } from "../account/ways-in";
import type { Ways } from "../account/rotation";
import { dropEnrolment } from "../device/enrolments";
import type { SlotView } from "../http/shapes";
import { changeWays } from "../http/ways-api";
import type { Around } from "./context";

/** The account key stays: who came in by the old words keeps what they saw. */
export async function renewWords({ api, remote, opened: { account } }: Around, language: Language): Promise<NewSecrets> {
  const { handle } = account.keyring;
  const words = await newWords(handle, language, await saltOrigin(api, remote));
  const remove = ofKind(await api.slots(), "words");
  const served = await changeWays(api, account.signer, { add: [await wordsSlot(words.secret, handle, account.id, account.key)], remove });
  await checkWordsSlot(words.secret, account.id, account.key, served);
  account.words?.forget();
  account.words = words.secret;
  return { handle, ...words.shown };
}

/** The keyring learns the new card's recipient in the same change. */
export async function renewCard({ api, remote, opened: { account } }: Around): Promise<NewSecrets> {
  const { secret, recovery } = await newCard();
  const origin = await saltOrigin(api, remote);
  const remove = ofKind(await api.slots(), "card");
  const add = [await cardSlot(secret, recovery, account.id, account.key)];
  const served = await account.change(
    (keyring) => ({ ...keyring, recovery }),
    (keyring) => changeWays(api, account.signer, { keyring, add, remove }),
  );
  await checkCardSlot(secret, account.id, account.key, served);
  return { handle: account.keyring.handle, card: recoveryCard(secret, account.id, origin) };
}

/** One that is gone already is no error. */
export async function removeWay({ api, device, opened }: Around, id: string): Promise<void> {
  const slots = await api.slots();
  const slot = slots.find((one) => one.id === id);
  const store = await device.store();
  if (slot !== undefined) {
    if (!slots.some((one) => one !== slot && (one.kind === "words" || one.kind === "card"))) throw new ArmoireError("last_way_in");
    const left = await changeWays(api, opened.account.signer, { add: [], remove: [slot.id] });
    // A server that keeps it says so itself.
    if (left.some((one) => one.id === slot.id)) throw new ArmoireError("slot");
    if (store !== null && slot.kind === "device") await dropEnrolment(store, slot.id);
  }
}

/**
 * What a rotation keeps. Where neither the words nor the card would outlive a page that is closed too early, new words are made and shown
 * before it: `words_first`.
 */
export async function waysAfter({ api, opened: { account } }: Around, cause: Loss, language: Language): Promise<Ways> {
  const slots = await api.slots();
  const words = cause !== "wordsKnown" && (await areNewest(account, slots)) ? (account.words ?? "new") : "new";
  const card = cause === "cardKnown" || ofKind(slots, "card").length === 0 ? "new" : "kept";
  if (words === "new" && card === "new") throw new ArmoireError("words_first");
  return { words, card, language };
}

/** Words that another device has replaced since stay replaced. */
async function areNewest({ id, key, words }: Account, slots: readonly SlotView[]): Promise<boolean> {
  if (words === undefined) return false;
  return checkWordsSlot(words, id, key, slots).then(
    () => true,
    () => false,
  );
}

function ofKind(slots: readonly SlotView[], kind: SlotView["kind"]): SlotView["id"][] {
  return slots.filter((slot) => slot.kind === kind).map(({ id }) => id);
}
