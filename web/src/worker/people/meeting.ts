import { ArmoireError, type Introduction as Words, type Inviter, type Person as Shown } from "../../bridge/bridge";
import { CardChain } from "../../protocol/account/card";
import { openGreeting } from "../../protocol/people/greeting";
import type { Introduction } from "../../protocol/people/introduction";
import { findOf, readInvitation, type Carrier, type Invitation } from "../../protocol/people/invitation";
import { newestCardOf, surer, type Person, type Trust } from "../../protocol/people/person";
import { sealReply } from "../../protocol/people/reply";
import { Refusal, require } from "../../protocol/refusal";
import { findMailbox, replyTo } from "../http/people-api";
import type { Around } from "../ways/context";
import { headOf } from "./heads";
import { changeKeyring, introducing, introductionOf, personOf, refreshKeyring, remembering, shownPerson } from "./known";

export function trustBy(carrier: Carrier): Trust {
  return carrier === "qr" ? "scanned" : "invited";
}

/** Who invites by this text; nobody hears that it was read. */
export async function readInvitationOf(around: Around, text: string): Promise<Inviter> {
  const { person, carrier, until } = await lookAt(around, text);
  const { locker: _, ...words } = person.introduction;
  return { account: person.account, ...words, carrier, until };
}

/** Answers it: both are each other's people from now on. */
export async function join(around: Around, text: string, words: Words): Promise<Shown> {
  const { api, opened } = around;
  const { account, locker } = opened;
  const who = introductionOf(words, locker.id);
  await refreshKeyring(around);
  const { invitation, person } = await lookAt(around, text);
  const sealed = await sealReply(invitation, account.id, account.cards.newest().hash, account.keyring.signing, who);
  await replyTo(api, await findOf(invitation.secret), sealed).catch(over);
  await changeKeyring(around, (keyring) => introducing(remembering(keyring, person), who));
  return shownPerson(person);
}

/** Somebody with a verified chain of cards, by what is already known of them: another card at the pinned number stops everything. */
export function metBy({ remote, opened }: Around, chain: CardChain, trust: Trust, introduction: Introduction): Person {
  const known = personOf(opened.account.keyring, chain.account);
  const { hash: card, content } = chain.newest();
  const person = { account: chain.account, card, number: content.number, introduction, since: remote.now() };
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

async function lookAt(around: Around, text: string): Promise<{ invitation: Invitation; person: Person; carrier: Carrier; until: number }> {
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
  const introduction = await openGreeting(secret, inviter, found.greeting);
  const chain = new CardChain(inviter, await api.cards(inviter));
  // What makes scanning it verify their keys.
  require(chain.find(card) !== undefined, "card");
  return { invitation, person: metBy(around, chain, trustBy(carrier), introduction), carrier, until: found.until };
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
