import { ArmoireError, type Created, type NewLocker } from "../../bridge/bridge";
import { signAct, type Act } from "../../protocol/act/act";
import { writeFrames } from "../../protocol/act/frame";
import { firstCard, CardChain, type SignedCard } from "../../protocol/account/card";
import { sealKeyring, type Keyring } from "../../protocol/account/keyring";
import { readHandle } from "../../protocol/account/handle";
import { RecoverySecret } from "../../protocol/account/recovery-card";
import { generateWords } from "../../protocol/account/words";
import { WordsSecret } from "../../protocol/account/words-slot";
import { encode } from "../../protocol/bytes";
import { accountId, lockerId, type Id } from "../../protocol/id";
import { inboxIdentity, randomKey, sealNodeKey } from "../../protocol/locker/keys";
import { randomSalt } from "../../protocol/salt";
import type { Secret } from "../../protocol/secret";
import { publicKeyOf } from "../../protocol/sign";
import { Identity } from "../../protocol/to";
import type { Api } from "../http/api";
import type { OpenedView, Schemas } from "../http/shapes";
import type { Remote } from "../world";
import { Account, type SeenVersions } from "./account";
import { saltOrigin } from "./origin";
import { checkSlots, created, sealSlots, type WaysIn } from "./ways-in";

/**
 * Makes an account, its locker and two ways in, in one request. The words are shown only after both slots opened from the
 * server's answer.
 */
export async function signUp(api: Api, world: Remote, seen: SeenVersions, input: NewLocker): Promise<{ account: Account; shown: Created }> {
  const ways = await newWaysIn(input, await saltOrigin(api, world));
  const accountKey = randomKey();
  const { keyring, card, acts, locker } = await newAccount(ways, world.now());
  const account = accountId(publicKeyOf(keyring.signing));
  const slots = await sealSlots(ways, account, accountKey);
  const request = {
    ...(input.code !== undefined && { code: input.code }),
    handle: ways.handle,
    card: cardNew(card),
    slots,
    keyring: { version: 1, sealed: encode(await sealKeyring(accountKey, account, 1, keyring)) },
    locker: encode(writeFrames(acts)),
  };
  const served = await api.signUp(request).catch((error: unknown) => afterLostAnswer(api, ways, locker, error));
  if (!isOurs(served, account, locker)) throw new ArmoireError("malformed");
  await checkSlots(ways, account, accountKey, served.slots);
  const opened = await Account.open(api, seen, account, accountKey, served.keyring);
  opened.words = ways.secret;
  return { account: opened, shown: created(ways, account) };
}

export function cardNew({ card, signature, endorsement }: SignedCard): Schemas["Card"] {
  return { card: encode(card), signature: encode(signature), ...(endorsement && { endorsement: encode(endorsement) }) };
}

/** The answer was lost on the way, perhaps: who can sign in with the new words has signed up. */
async function afterLostAnswer(api: Api, ways: WaysIn, locker: Id, error: unknown): Promise<OpenedView> {
  if (!(error instanceof ArmoireError && error.code === "network")) throw error;
  try {
    const { account, keyring } = await api.signIn("words", ways.handle, (await ways.secret.auth()).exposeBytes());
    return { account, keyring, locker, slots: await api.slots() };
  } catch {
    throw error;
  }
}

async function newWaysIn(input: NewLocker, origin: string): Promise<WaysIn> {
  const card = RecoverySecret.generate();
  const [handle, words] = [readHandle(input.handle), generateWords()];
  return {
    ...{ handle, words, secret: await WordsSecret.derive(words, origin, handle) },
    language: input.language,
    card,
    recovery: await (await card.identity()).recipient(),
    origin,
  };
}

async function newAccount(ways: WaysIn, now: number): Promise<{ keyring: Keyring; card: SignedCard; acts: Act[]; locker: Id }> {
  const seeds = { signing: randomKey(), identity: randomKey() };
  const recipient = await new Identity("mlkem768x25519", seeds.identity).recipient();
  const card = firstCard(seeds.signing, recipient);
  const chain = new CardChain(accountId(publicKeyOf(seeds.signing)), [card]);
  const root = randomKey();
  const acts = await firstActs(chain, seeds.signing, root, now);
  const [first, second] = acts;
  const locker = lockerId(first.hash);
  const keyring: Keyring = {
    handle: ways.handle,
    ...seeds,
    card: 1,
    recovery: ways.recovery,
    lockers: [{ locker, root, seq: 1, hash: second.hash, unknown: {} }],
    people: [],
    invitations: [],
    unknown: {},
  };
  return { keyring, card, acts, locker };
}

/** Act 0, and act 1, which brings the locker's first key. */
async function firstActs(cards: CardChain, signing: Secret, root: Secret, time: number): Promise<[Act, Act]> {
  const author = { author: cards.account, card: cards.newest().hash, time };
  const key = randomKey();
  const inbox = await (await inboxIdentity(key, 1)).recipient();
  const first = signAct({ seq: 0, ...author }, { form: "locker", kind: "locker", salt: randomSalt(), inbox }, signing);
  const locker = lockerId(first.hash);
  const sealed = await sealNodeKey(root, { locker, node: locker, epoch: 1 }, key);
  const second = signAct(
    { locker, seq: 1, prev: first.hash, ...author },
    { form: "rotate", kind: "rotate", salt: randomSalt(), node: locker, epoch: 1, key: encode(sealed), inbox },
    signing,
  );
  return [first, second];
}

function isOurs(served: OpenedView, account: Id, locker: Id): boolean {
  return served.account === account && served.locker === locker && served.keyring.version === 1;
}
