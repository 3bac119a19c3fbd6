import { ArmoireError, type Introduction as Words, type Inviter, type Person as Shown } from "../../bridge/bridge";
import { CardChain } from "../../protocol/account/card";
import type { Keyring } from "../../protocol/account/keyring";
import { openGreeting } from "../../protocol/people/greeting";
import type { Introduction } from "../../protocol/people/introduction";
import { findOf, readInvitation, type Carrier, type Invitation } from "../../protocol/people/invitation";
import { newestCardOf, surer, type KeptTrust, type Person } from "../../protocol/people/person";
import { sealReply } from "../../protocol/people/reply";
import { trustIn } from "../../protocol/people/trust";
import { ownVouch } from "../../protocol/people/vouches";
import { Refusal, require } from "../../protocol/refusal";
import { findMailbox, replyTo } from "../http/people-api";
import type { Around } from "../ways/context";
import type { PeopleAround } from "./context";
import { headOf } from "./heads";
import { changeKeyring, introducing, introductionOf, latest, peopleIn, personOf, pinning, refreshKeyring, remembering, shownPerson, shownVouch } from "./known";
import { takeWaiting } from "./letters";
import { lookAtVouch, vouchToKeep, type Vouching } from "./vouching";

export function trustBy(carrier: Carrier): KeptTrust {
  return carrier === "qr" ? "scanned" : "invited";
}

/** Who invites by this text; nobody hears that it was read. */
export async function readInvitationOf(around: Around, text: string): Promise<Inviter> {
  const { person, vouching, carrier, until } = await lookAt(around, text);
  const { locker: _, ...words } = person.introduction;
  // As it will be once they are met.
  const shown = trustIn(person, peopleIn(meeting(around.opened.account.keyring, person, vouching)), latest(around.remote));
  return { account: person.account, ...words, carrier, until, ...shownVouch(shown) };
}

/** Answers it: both are each other's people from now on. */
export async function join(around: PeopleAround, text: string, words: Words): Promise<Shown> {
  const { api, remote, opened } = around;
  const { account, locker } = opened;
  const who = introductionOf(words, locker.id);
  await refreshKeyring(around);
  await takeWaiting(around);
  const { invitation, person, vouching } = await lookAt(around, text);
  const sealed = await sealReply(invitation, account.id, account.cards.newest().hash, account.keyring.signing, who, ownVouch(account.keyring, latest(remote)));
  await replyTo(api, await findOf(invitation.secret), sealed).catch(over);
  await changeKeyring(around, (keyring) => introducing(meeting(keyring, person, vouching), who));
  return shownPerson(around, person);
}

/** With somebody among the people, and who vouches for them as they are now. */
export function meeting(keyring: Keyring, person: Person, vouching: Vouching | undefined): Keyring {
  return remembering(vouching ? pinning(keyring, vouching.organisation) : keyring, person);
}

/** Somebody with a verified chain of cards, by what is already known of them: another card at the pinned number stops everything. */
export function metBy({ remote, opened }: Around, chain: CardChain, trust: KeptTrust, introduction: Introduction, vouching: Vouching | undefined): Person {
  const { keyring } = opened.account;
  const known = personOf(keyring, chain.account);
  const { hash: card, content } = chain.newest();
  const vouch = vouchToKeep(known?.vouch, vouching, peopleIn(keyring), latest(remote));
  const person = { account: chain.account, card, number: content.number, introduction, ...(vouch && { vouch }), since: remote.now() };
  if (known === null) return { ...person, trust };
  // Scanned face to face again, whoever has changed is who they are.
  if (isStill(known, chain)) {
    // Who meets face to face begins anew, whatever either was shown before.
    const head = trust === "scanned" ? undefined : headOf(known);
    return { ...person, trust: trust === "unverified" ? trust : surer(trust, known.trust), ...head };
  }
  require(trust === "scanned", "card");
  return { ...person, trust };
}

async function lookAt(around: Around, text: string): Promise<{ invitation: Invitation; person: Person; vouching?: Vouching | undefined; carrier: Carrier; until: number }> {
  const { api, remote, opened } = around;
  const invitation = readInvitation(text);
  const { inviter, secret, card, origin, carrier } = invitation;
  if (origin !== remote.origin) {
    // A code whose end is missing names another address.
    require(!remote.origin.startsWith(origin), "length");
    throw new ArmoireError("invitation_elsewhere", { origin });
  }
  if (inviter === opened.account.id) throw new ArmoireError("invitation_own");
  const found = await findMailbox(api, await findOf(secret)).catch(over);
  require(found.inviter === inviter, "card");
  const { introduction, vouch } = await openGreeting(secret, inviter, found.greeting);
  const chain = new CardChain(inviter, await api.cards(inviter));
  // What makes scanning it verify their keys.
  require(chain.find(card) !== undefined, "card");
  const vouching = await lookAtVouch(around, vouch, inviter);
  return { invitation, person: metBy(around, chain, trustBy(carrier), introduction, vouching), vouching, carrier, until: found.until };
}

function isStill(known: Person, chain: CardChain): boolean {
  try {
    newestCardOf(known, chain);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** A place that isn't there, or not any more. */
function over(error: unknown): never {
  throw error instanceof ArmoireError && error.code === "not_found" ? new ArmoireError("invitation_over") : error;
}
