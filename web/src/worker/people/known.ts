import { ArmoireError, type Grantee, type Introduction as Words, type Person as Shown, type Vouched } from "../../bridge/bridge";
import { CardChain, type VerifiedCard } from "../../protocol/account/card";
import type { Keyring } from "../../protocol/account/keyring";
import { isFields } from "../../protocol/canonical";
import type { Id } from "../../protocol/id";
import { readIntroduction, type Introduction } from "../../protocol/people/introduction";
import { newestCardOf, readPerson, writePerson, type Person, type Pinned } from "../../protocol/people/person";
import { trustIn, type ShownTrust } from "../../protocol/people/trust";
import { withoutOverVouches } from "../../protocol/people/vouches";
import { Refusal } from "../../protocol/refusal";
import type { Around } from "../ways/context";
import type { Remote } from "../world";

/** Whom the account has met, by name. */
export function peopleIn({ people }: Keyring): Person[] {
  const known = people.map(readPerson).filter((person) => person !== null);
  return known.sort((one, other) => one.introduction.name.localeCompare(other.introduction.name) || (one.account < other.account ? -1 : 1));
}

export function personOf({ people }: Keyring, account: Id): Person | null {
  const fields = people.find((one) => one["account"] === account);
  return fields === undefined ? null : readPerson(fields);
}

/** `not_found` for somebody who isn't one of one's people. */
export function knownPerson(keyring: Keyring, account: Id): Person {
  const person = personOf(keyring, account);
  if (person === null) throw new ArmoireError("not_found");
  return person;
}

/** With somebody among the people, in the place of what was known of them. */
export function remembering(keyring: Keyring, person: Person): Keyring {
  const before = keyring.people.find((one) => one["account"] === person.account);
  const fields = writePerson(person, before);
  return { ...keyring, people: before === undefined ? [...keyring.people, fields] : keyring.people.map((one) => (one === before ? fields : one)) };
}

/** With somebody's newest card pinned, where what is known of them is older. */
export function pinning(keyring: Keyring, { account, card, number }: Pinned): Keyring {
  const known = personOf(keyring, account);
  return known !== null && known.number < number ? remembering(keyring, { ...known, card, number }) : keyring;
}

/** How the holder introduces themselves; absent until they did. */
export function introductionIn({ unknown }: Keyring): Introduction | undefined {
  const fields = unknown["introduction"];
  if (!isFields(fields)) return undefined;
  try {
    return readIntroduction(fields);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

export function introducing(keyring: Keyring, introduction: Introduction): Keyring {
  return { ...keyring, unknown: { ...keyring.unknown, introduction } };
}

/** Changes the keyring, on this device's and the server's newest. */
export function changeKeyring({ api, opened: { account }, remote }: Around, edit: (keyring: Keyring) => Keyring): Promise<unknown> {
  return account.change((before) => withoutOverVouches(edit(before), latest(remote)), (keyring) => api.prepareKeyring(account.signer, keyring)());
}

/** Takes in what another device of this account has written meanwhile. */
export async function refreshKeyring({ api, opened: { account } }: Around): Promise<void> {
  const served = await api.keyring();
  if (served.version !== account.version) await account.renew(served);
}

/**
 * Somebody's verified cards and their newest one, which the pin is raised to; `card` when the chain isn't that of whom one has met.
 */
export async function cardsOf(around: Around, person: Person): Promise<{ chain: CardChain; newest: VerifiedCard }> {
  const chain = new CardChain(person.account, await around.api.cards(person.account));
  const newest = newestCardOf(person, chain);
  const { hash: card, content } = newest;
  if (content.number > person.number) await changeKeyring(around, (keyring) => remembering(keyring, { ...person, card, number: content.number }));
  return { chain, newest };
}

/** By when others' word about somebody must last: the server can't turn this back. */
export function latest(remote: Remote): number {
  return remote.latest?.() ?? remote.now();
}

/** How sure it is who somebody is, now. */
export function trustOf({ opened, remote }: Around, person: Person): ShownTrust {
  // Of all others only who vouches matters.
  const by = person.vouch && personOf(opened.account.keyring, person.vouch.organisation);
  return trustIn(person, by ? [by] : [], latest(remote));
}

/** What the page is told of somebody. */
export function shownPerson(around: Around, person: Person): Shown {
  const { account, since, introduction, fork } = person;
  const { locker, ...words } = introduction;
  const shown = trustOf(around, person);
  return { account, ...words, trust: shown.trust, ...shownVouch(shown), since, reachable: locker !== undefined, ...(fork && { forked: true }) };
}

/** Who vouches, as one knows them; nothing where nobody does. */
export function shownVouch(shown: ShownTrust): { vouch?: Vouched } {
  if (shown.trust !== "vouched") return {};
  const { role, site, until } = shown.vouch;
  return { vouch: { organisation: shown.by.introduction.name, role, ...(site !== undefined && { site }), until } };
}

export function shownGrantee(around: Around, account: Id): Grantee {
  const person = personOf(around.opened.account.keyring, account);
  if (person === null) return { account, trust: "unverified" };
  const { name, organisation } = person.introduction;
  return { account, name, ...(organisation !== undefined && { organisation }), trust: trustOf(around, person).trust };
}

/** Of the holder's own words only those that the interface has, and where to hand something in. */
export function introductionOf(words: Words, locker: Id): Introduction {
  return readIntroduction({ ...words, locker });
}
