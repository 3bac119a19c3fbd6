import { ArmoireError, type Created } from "../../bridge/bridge";
import { writeFrames } from "../../protocol/act/frame";
import { nextCard, type SignedCard } from "../../protocol/account/card";
import { cardIdentity, sealKeyring, type Keyring } from "../../protocol/account/keyring";
import type { RecoverySecret } from "../../protocol/account/recovery-card";
import { generateWords, type Language } from "../../protocol/account/words";
import { encode } from "../../protocol/bytes";
import { randomKey } from "../../protocol/locker/keys";
import { randomSalt } from "../../protocol/salt";
import type { Secret } from "../../protocol/secret";
import type { Api } from "../http/api";
import { Draft } from "../locker/draft";
import { rotateFolder, rotateLocker } from "../locker/rotation";
import { OpenLocker, type Pins } from "../locker/open-locker";
import type { Remote } from "../world";
import { Account, type SeenVersions } from "./account";
import { saltOrigin } from "./origin";
import { cardNew } from "./sign-up";
import { checkSlots, created, sealSlots, type WaysIn } from "./ways-in";

const TRIES = 3;

export interface Recovery {
  account: Account;
  card: RecoverySecret;
  language: Language;
}

/**
 * Rotates an account that was opened with its card: new signing key and identity, new account key, new root and words. Every
 * other way in and session ends. Made again when another device wrote meanwhile.
 */
export async function rotateAccount(
  api: Api,
  world: Remote,
  seen: SeenVersions,
  pins: Pins,
  recovery: Recovery,
): Promise<{ account: Account; shown: Created }> {
  let { account } = recovery;
  for (let tries = 1; ; tries += 1) {
    try {
      return await rotateOnce(api, world, seen, pins, { ...recovery, account });
    } catch (error) {
      const again = error instanceof ArmoireError && ["log_conflict", "keyring_conflict"].includes(error.code);
      if (!again || tries === TRIES) throw error;
      account = await Account.open(api, seen, account.id, account.key, await api.keyring());
    }
  }
}

async function rotateOnce(api: Api, world: Remote, seen: SeenVersions, pins: Pins, recovery: Recovery): Promise<{ account: Account; shown: Created }> {
  const { account } = recovery;
  const locker = await OpenLocker.open(api, world, account, pins);
  const ways: WaysIn = {
    handle: account.keyring.handle,
    words: generateWords(),
    language: recovery.language,
    card: recovery.card,
    recovery: account.keyring.recovery,
    origin: await saltOrigin(api, world),
  };
  const accountKey = randomKey();
  const root = randomKey();
  const { keyring, card } = await nextKeyring(account);
  const draft = await rotationDraft(account, locker, keyring, card, root, world.now());
  const { seq, hash } = draft.locker.head;
  const lockers = account.keyring.lockers.map((own) => (own.locker === locker.id ? { ...own, root, seq, hash } : own));
  const version = account.version + 1;
  const slots = await sealSlots(ways, account.id, accountKey);
  const served = await api.rotate({
    card: cardNew(card),
    keyring: {
      expected: account.version,
      version,
      sealed: encode(await sealKeyring(accountKey, account.id, version, { ...keyring, lockers })),
    },
    slots,
    lockers: [{ locker: locker.id, acts: encode(writeFrames(draft.acts)) }],
  });
  await checkSlots(ways, account.id, accountKey, served.slots);
  const rotated = await Account.open(api, seen, account.id, accountKey, served.keyring);
  locker.keys.forget();
  account.forget();
  return { account: rotated, shown: created(ways, account.id) };
}

/** The keyring with the secrets of the next card, and that card. */
async function nextKeyring(account: Account): Promise<{ keyring: Keyring; card: SignedCard }> {
  const old = account.keyring;
  const keyring = { ...old, signing: randomKey(), identity: randomKey(), card: old.card + 1 };
  const recipient = await cardIdentity(keyring).recipient();
  return { keyring, card: nextCard(account.cards.newest(), old.signing, keyring.signing, recipient) };
}

/** `card`, `rotate` of the locker and of each private folder, under the new root. Other folders follow before they are written. */
async function rotationDraft(
  account: Account,
  { reader, keys }: OpenLocker,
  keyring: Keyring,
  card: SignedCard,
  root: Secret,
  now: number,
): Promise<Draft> {
  const cards = account.cards.with(card);
  const draft = new Draft(reader, cards, keyring.signing, now);
  const { hash, content } = cards.newest();
  draft.add({ form: "card", kind: "card", salt: randomSalt(), card: hash, number: content.number });
  await rotateLocker(draft, keys, root);
  for (const [id, folder] of draft.locker.folders) {
    if (folder.private) await rotateFolder(draft, keys, id, root);
  }
  return draft;
}
