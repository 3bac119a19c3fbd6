import { ArmoireError, type Created, type NewSecrets } from "../../bridge/bridge";
import { writeFrames } from "../../protocol/act/frame";
import { nextCard, type SignedCard } from "../../protocol/account/card";
import { sealCardSlot } from "../../protocol/account/card-slot";
import { cardIdentity, sealKeyring, type Keyring } from "../../protocol/account/keyring";
import type { RecoverySecret } from "../../protocol/account/recovery-card";
import type { Language } from "../../protocol/account/words";
import type { WordsSecret } from "../../protocol/account/words-slot";
import { encode } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { randomKey } from "../../protocol/locker/keys";
import { Refusal } from "../../protocol/refusal";
import { randomSalt } from "../../protocol/salt";
import type { Secret } from "../../protocol/secret";
import type { Api } from "../http/api";
import type { OpenedView } from "../http/shapes";
import type { SlotNew } from "../http/ways-api";
import { Draft } from "../locker/draft";
import { OpenLocker, type Pins } from "../locker/open-locker";
import { rotateFolder, rotateLocker } from "../locker/rotation";
import type { Remote, Surroundings } from "../world";
import { Account, type SeenVersions } from "./account";
import { checkCardSlot, checkKeptCard, newCard } from "./new-card";
import { checkWordsSlot, newWords } from "./new-words";
import { saltOrigin } from "./origin";
import { cardNew } from "./sign-up";
import { cardSlot, recoveryCard, slotOfKind, wordsSlot } from "./ways-in";

const TRIES = 3;
/** After a lost answer: times that the server is asked whether it was done, and milliseconds in between. */
const ASKED = 6;
const PAUSE = 2_000;

/** What a rotation stands on. */
export interface Foundation {
  api: Api;
  world: Remote;
  later: Surroundings["later"];
  seen: SeenVersions;
}

interface Rotating extends Foundation {
  account: Account;
  locker: OpenLocker;
}

/** What of the two ways in stays. */
export interface Ways {
  words: WordsSecret | "new";
  /** `kept`: the paper that is somewhere; its secret where it opened the account. */
  card: RecoverySecret | "kept" | "new";
  language: Language;
}

export interface Rotated {
  account: Account;
  shown: NewSecrets;
}

/**
 * Replaces the signing key and identity, the account key and the root: one transaction. Every other way in and session ends. Made again when
 * another device wrote meanwhile. The old account and locker are the caller's to forget.
 */
export async function rotateAccount(by: Foundation, old: Account, locker: OpenLocker, ways: Ways): Promise<Rotated> {
  const on = { ...by, account: old, locker };
  const origin = await saltOrigin(on.api, on.world);
  const { handle } = on.account.keyring;
  const [words, card] = [ways.words === "new" ? await newWords(handle, ways.language, origin) : null, await cardOf(on, ways)];
  const secret = words?.secret ?? (ways.words as WordsSecret);
  const account = await again(on, () => rotateOnce(on, secret, card));
  // The old account is forgotten, and what it shares with the new one isn't.
  delete on.account.words;
  account.words = secret;
  const paper = card.kind === "kept" ? {} : { card: recoveryCard(card.secret, account.id, origin) };
  return { account, shown: { handle, ...words?.shown, ...paper } };
}

/**
 * The same for an account that was opened with its card, and isn't open otherwise. `isBehind`: the server gave an older keyring than was seen; that is
 * `rolled_back` where nobody has signed what it lost.
 */
export async function recoverAccount(
  by: Foundation,
  pins: Pins,
  account: Account,
  ways: Ways & { words: "new"; card: RecoverySecret },
  isBehind: boolean,
): Promise<{ account: Account; shown: Created }> {
  const locker = await OpenLocker.open(by.api, by.world, account, pins);
  if (isBehind && !locker.isAcrossGap) {
    locker.keys.forget();
    throw new Refusal("rolled_back");
  }
  const { account: rotated, shown } = await rotateAccount(by, account, locker, ways);
  locker.keys.forget();
  account.forget();
  const { handle, words = [], numbers = [], card } = shown;
  if (card === undefined) throw new ArmoireError("internal");
  return { account: rotated, shown: { handle, words, numbers, card } };
}

type Card = { kind: "kept"; slot: Id; recovery: string } | { kind: "whole"; secret: RecoverySecret; recovery: string };

async function cardOf({ api, account }: Rotating, { card }: Ways): Promise<Card> {
  const { recovery } = account.keyring;
  if (card === "kept") return { kind: "kept", slot: slotOfKind(await api.slots(), "card").id, recovery };
  return { kind: "whole", ...(card === "new" ? await newCard() : { secret: card, recovery }) };
}

/** Another device wrote at the same moment: on what is there now. */
async function again<T>({ api, account, locker }: Rotating, rotate: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await rotate();
    } catch (error) {
      const conflict = error instanceof ArmoireError && ["log_conflict", "keyring_conflict"].includes(error.code);
      if (!conflict || tries === TRIES) throw error;
      await account.renew(await api.keyring());
      await locker.sync();
    }
  }
}

async function rotateOnce(on: Rotating, words: WordsSecret, card: Card): Promise<Account> {
  const { api, seen, account, locker, world } = on;
  const [accountKey, root] = [randomKey(), randomKey()];
  const { keyring, card: signed } = await nextKeyring(account);
  const draft = await rotationDraft(account, locker, keyring, signed, root, world.now());
  const { seq, hash } = draft.locker.head;
  const lockers = keyring.lockers.map((own) => (own.locker === locker.id ? { ...own, root, seq, hash } : own));
  const next: Keyring = { ...keyring, recovery: card.recovery, lockers };
  const version = account.version + 1;
  const slots: SlotNew[] = [await wordsSlot(words, keyring.handle, account.id, accountKey)];
  if (card.kind === "whole") slots.push(await cardSlot(card.secret, card.recovery, account.id, accountKey));
  const kept = card.kind === "kept" ? { id: card.slot, sealed: await sealCardSlot(card.recovery, account.id, card.slot, accountKey) } : null;
  const request = {
    card: cardNew(signed),
    keyring: { expected: account.version, version, sealed: encode(await sealKeyring(accountKey, account.id, version, next)) },
    slots,
    ...(kept !== null && { keep: [{ id: kept.id, sealed: encode(kept.sealed) }] }),
    lockers: [{ locker: locker.id, acts: encode(writeFrames(draft.acts)) }],
  };
  const served = await api.rotate(request).catch((error: unknown) => afterLostAnswer(on, words, accountKey, error));
  await checkWordsSlot(words, account.id, accountKey, served.slots);
  if (card.kind === "whole") await checkCardSlot(card.secret, account.id, accountKey, served.slots);
  else if (kept !== null) checkKeptCard(kept, served.slots);
  return Account.open(api, seen, account.id, accountKey, served.keyring, { cards: account.cards.with(signed) });
}

/**
 * The answer was lost on the way, perhaps, and with it the session: whom the words lead to the new account key has rotated. Who can't
 * be told yet is asked about again for a while, since the old keys may be worthless.
 */
async function afterLostAnswer({ api, account, locker, later }: Rotating, words: WordsSecret, accountKey: Secret, error: unknown): Promise<OpenedView> {
  if (!isLost(error)) throw error;
  for (let asked = 1; asked <= ASKED; asked += 1) {
    const served = await api.signIn("words", account.keyring.handle, (await words.auth()).exposeBytes()).catch((reason: unknown) => {
      if (!isLost(reason)) throw error;
      return null;
    });
    if (served !== null) {
      const key = await words.openSlot(served.account, served.slot.id, served.slot.sealed);
      const done = encode(key.exposeBytes()) === encode(accountKey.exposeBytes());
      if (!done) throw error;
      return { account: served.account, locker: locker.id, slots: await api.slots(), keyring: served.keyring };
    }
    await new Promise<void>((resolve) => later(PAUSE, resolve));
  }
  throw error;
}

function isLost(error: unknown): boolean {
  return error instanceof ArmoireError && error.code === "network";
}

/** The keyring with the secrets of the next card, and that card. */
async function nextKeyring(account: Account): Promise<{ keyring: Keyring; card: SignedCard }> {
  const old = account.keyring;
  // Whoever has the old keyring could answer its invitations.
  const keyring = { ...old, signing: randomKey(), identity: randomKey(), card: old.card + 1, invitations: [] };
  const recipient = await cardIdentity(keyring).recipient();
  return { keyring, card: nextCard(account.cards.newest(), old.signing, keyring.signing, recipient) };
}

/** `card`, `rotate` of the locker and of each private folder, under the new root. Other folders follow before they are written. */
async function rotationDraft(
  account: Account,
  { reader, keys, recipientOf }: OpenLocker,
  keyring: Keyring,
  card: SignedCard,
  root: Secret,
  now: number,
): Promise<Draft> {
  const cards = account.cards.with(card);
  const draft = Draft.of(reader, cards, keyring.signing, now, recipientOf);
  const { hash, content } = cards.newest();
  draft.add({ form: "card", kind: "card", salt: randomSalt(), card: hash, number: content.number });
  await rotateLocker(draft, keys, root);
  for (const [id, folder] of draft.locker.folders) {
    if (folder.private) await rotateFolder(draft, keys, id, root);
  }
  return draft;
}
