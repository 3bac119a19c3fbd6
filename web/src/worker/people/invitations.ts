import { ArmoireError, type Carrier, type Invitation as Shown, type PeopleNews } from "../../bridge/bridge";
import type { Keyring } from "../../protocol/account/keyring";
import { encode } from "../../protocol/bytes";
import { randomKey } from "../../protocol/locker/keys";
import { sealGreeting } from "../../protocol/people/greeting";
import { LIFETIME, exposeInvitation, findOf } from "../../protocol/people/invitation";
import { readOpenInvitation, writeOpenInvitation, type OpenInvitation } from "../../protocol/people/pending";
import type { Person } from "../../protocol/people/person";
import { openReply, verifyReply } from "../../protocol/people/reply";
import { ownVouch } from "../../protocol/people/vouches";
import { Refusal } from "../../protocol/refusal";
import type { Secret } from "../../protocol/secret";
import { closeMailbox, openMailbox, ownMailboxes, type Mailbox } from "../http/people-api";
import { chainIfThere } from "../locker/others";
import type { Around } from "../ways/context";
import { changeKeyring, introductionIn, introductionOf, latest, personOf, refreshKeyring, shownPerson } from "./known";
import type { PeopleAround } from "./context";
import { takeWaiting } from "./letters";
import { meeting, metBy, trustBy } from "./meeting";
import { lookAtVouch, type Vouching } from "./vouching";

/** Makes an invitation; `introduction` where nobody has said yet how this account introduces itself. */
export async function invite(around: PeopleAround, carrier: Carrier): Promise<Shown> {
  const { api, remote, opened } = around;
  const { account, locker } = opened;
  const known = introductionIn(account.keyring);
  if (known === undefined) throw new ArmoireError("introduction");
  await takeWaiting(around);
  const secret = randomKey();
  const card = account.cards.newest().hash;
  const [find, greeting] = [await findOf(secret), await sealGreeting(secret, account.id, introductionOf(known, locker.id), ownVouch(account.keyring, latest(remote)))];
  const open: OpenInvitation = { secret, card, carrier, until: remote.now() + LIFETIME[carrier] };
  // First where its answer can be opened.
  await changeKeyring(around, (keyring) => ({ ...keyring, invitations: [...without(keyring, [secret]), writeOpenInvitation(open)] }));
  try {
    const until = await openMailbox(api, { find, carrier, until: open.until, greeting });
    return { id: find, carrier, text: textOf(around, open), until: Math.min(until, open.until) };
  } catch (error) {
    await changeKeyring(around, (keyring) => ({ ...keyring, invitations: without(keyring, [secret]) })).catch(() => undefined);
    throw error;
  }
}

/** Nobody can answer it any more. */
export async function takeBackInvitation(around: Around, id: string): Promise<void> {
  const own = await invitationsIn(around.opened.account.keyring);
  const invitation = own.find(({ find }) => find === id);
  if (invitation === undefined) throw new ArmoireError("not_found");
  await closeMailbox(around.api, id);
  await changeKeyring(around, (keyring) => ({ ...keyring, invitations: without(keyring, [invitation.secret]) }));
}

/** Takes in who has answered, on whatever device of this account they were invited. */
export async function invitations(around: Around): Promise<{ open: Shown[]; news: PeopleNews[] }> {
  const { api, remote, opened } = around;
  await refreshKeyring(around);
  const own = await invitationsIn(opened.account.keyring);
  const mailboxes = new Map(own.length === 0 ? [] : (await ownMailboxes(api)).map((mailbox) => [mailbox.find, mailbox]));
  const now = remote.now();
  const answers: Answer[] = [];
  const met: (Met & { secret: Secret })[] = [];
  const done: { find: string; secret: Secret }[] = [];
  for (const invitation of own) {
    const { find, secret, until } = invitation;
    const mailbox = mailboxes.get(find);
    const answer = mailbox && (await answerIn(around, invitation, mailbox));
    if (answer !== undefined && answer !== null) {
      answers.push(answer);
      if (answer.news !== "refused") met.push({ ...answer, secret });
    }
    // Who comes second may come as long as it is open. A refused answer stays: tomorrow the server may tell the truth. One without an
    // answer is done with once the server has let it go: an answer of the last second isn't lost.
    const isHeard = mailbox === undefined || (mailbox.reply !== undefined && answer?.news !== "refused");
    // Once two have answered nothing more is to be learnt, and it mustn't be told again when the first is met anew.
    const isTried = mailbox?.tried === true && isHeard;
    if (isTried || (now >= until && isHeard)) done.push({ find, secret });
  }
  if (met.length > 0 || done.length > 0) await changeKeyring(around, (keyring) => taken(keyring, met, done.map(({ secret }) => secret)));
  // They go by themselves as well.
  for (const { find } of done) if (mailboxes.has(find)) await closeMailbox(api, find).catch(() => undefined);
  const waiting = own.filter(({ person, until, find }) => person === undefined && now < until && mailboxes.has(find) && mailboxes.get(find)?.reply === undefined);
  const news = answers.map((answer): PeopleNews => (answer.news === "refused" ? answer : { news: answer.news, person: shownPerson(around, answer.person) }));
  return { open: waiting.map((invitation) => ({ id: invitation.find, carrier: invitation.carrier, text: textOf(around, invitation), until: invitation.until })), news };
}

/** Somebody who has answered. */
interface Met {
  person: Person;
  vouching?: Vouching | undefined;
}

type Answer = (Met & { news: "met" | "tried" }) | { news: "refused" };

/** What a mailbox holds that isn't known yet. */
async function answerIn(around: Around, { secret, card, carrier, person }: OpenInvitation, { reply, tried }: Mailbox): Promise<Answer | null> {
  if (reply === undefined) return null;
  const { api, remote, opened } = around;
  const known = person === undefined ? null : personOf(opened.account.keyring, person);
  // Of two people who know the secret one shouldn't, and nobody knows which came first.
  if (known !== null) {
    // Who was scanned since is known by another way than a link that others have seen.
    const isKnownElsewhere = known.trust === "scanned" && carrier === "link";
    const isDoubted = tried && known.trust !== "unverified" && !isKnownElsewhere;
    return isDoubted ? { news: "tried", person: { ...known, trust: "unverified", since: remote.now() } } : null;
  }
  try {
    const answer = await openReply({ secret, inviter: opened.account.id, card }, reply.account, reply.sealed);
    const chain = await chainIfThere(api, reply.account);
    // Who has left since is nobody to meet, and no reason not to hear the others.
    if (chain === undefined) return null;
    verifyReply(answer, chain);
    const vouching = await lookAtVouch(around, answer.vouch, reply.account);
    return { news: tried ? "tried" : "met", person: metBy(around, chain, tried ? "unverified" : trustBy(carrier), answer.introduction, vouching), vouching };
  } catch (error) {
    if (error instanceof Refusal) return { news: "refused" };
    throw error;
  }
}

/** Tries may repeat this on a newer keyring. */
function taken(keyring: Keyring, met: readonly (Met & { secret: Secret })[], done: readonly Secret[]): Keyring {
  let next: Keyring = { ...keyring, invitations: without(keyring, done) };
  for (const { person, vouching, secret } of met) {
    const isIt = isSecret(secret);
    const invitations = next.invitations.map((fields) => (isIt(fields) ? { ...fields, person: person.account } : fields));
    next = meeting({ ...next, invitations }, person, vouching);
  }
  return next;
}

async function invitationsIn({ invitations: own }: Keyring): Promise<(OpenInvitation & { find: string })[]> {
  const read = own.map(readOpenInvitation).filter((invitation) => invitation !== null);
  return Promise.all(read.map(async (invitation) => ({ ...invitation, find: await findOf(invitation.secret) })));
}

function without({ invitations: own }: Keyring, secrets: readonly Secret[]): Keyring["invitations"] {
  const gone = secrets.map(isSecret);
  return own.filter((fields) => !gone.some((isIt) => isIt(fields)));
}

function isSecret(secret: Secret): (fields: Keyring["invitations"][number]) => boolean {
  const text = encode(secret.exposeBytes());
  return (fields) => fields["secret"] === text;
}

function textOf({ remote, opened }: Around, { secret, card, carrier }: OpenInvitation): string {
  return exposeInvitation({ inviter: opened.account.id, card, secret, origin: remote.origin, carrier });
}
