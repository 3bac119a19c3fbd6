import { ArmoireError } from "../../bridge/bridge";
import { CardChain } from "../../protocol/account/card";
import type { Keyring } from "../../protocol/account/keyring";
import type { Id } from "../../protocol/id";
import { keptOf, type KeptVouch } from "../../protocol/people/kept-vouch";
import type { Person } from "../../protocol/people/person";
import { mayVouch, vouchingNow } from "../../protocol/people/trust";
import { checkVouch, hasGrownOld, type Vouch } from "../../protocol/people/vouch";
import { keepingVouch } from "../../protocol/people/vouches";
import { Refusal } from "../../protocol/refusal";
import { chainIfThere } from "../locker/others";
import type { Around } from "../ways/context";
import type { PeopleAround } from "./context";
import { changeKeyring, latest, peopleIn, personOf, pinning, remembering } from "./known";
import type { WaitingLetter } from "./letters";
import { refuseDeposit } from "./waiting";

/** What a vouch leads to. */
export interface Vouching {
  /** What stays with the member; absent where the organisation has newer keys than the vouch is signed with. */
  kept?: KeptVouch;
  /** Who vouches, with their newest card. */
  organisation: Person;
}

/**
 * Looks at what a member shows of themselves. Nothing where its organisation isn't somebody whose word counts here, has no account any more, or
 * where it is over; the refusals of `checkVouch` for any other that doesn't hold.
 */
export async function lookAtVouch({ api, opened, remote }: Around, vouch: Vouch | undefined, member: Id): Promise<Vouching | undefined> {
  const organisation = vouch && personOf(opened.account.keyring, vouch.organisation);
  if (!vouch || !organisation || !mayVouch(organisation)) return undefined;
  const chain = await chainIfThere(api, organisation.account);
  if (chain === undefined) return undefined;
  const now = latest(remote);
  try {
    const { hash: card, content } = checkVouch(vouch, member, organisation, chain, now);
    return { kept: keptOf(vouch), organisation: { ...organisation, card, number: content.number } };
  } catch (error) {
    if (!(error instanceof Refusal && hasGrownOld(error, vouch, organisation, chain, now))) throw error;
    if (error.code === "end") return undefined;
    const { hash: card, content } = chain.newest();
    return { organisation: { ...organisation, card, number: content.number } };
  }
}

/** What stays with somebody of whom this was kept: the later, or the one that counts. */
export function vouchToKeep(before: KeptVouch | undefined, vouching: Vouching | undefined, people: readonly Person[], now: number): KeptVouch | undefined {
  if (vouching?.kept === undefined || before === undefined) return vouching?.kept ?? before;
  const { kept, organisation } = vouching;
  const pinned = people.map((person) => (person.account === organisation.account ? organisation : person));
  return before.until <= kept.until || vouchingNow(before, pinned, now) === undefined ? kept : before;
}

/** Takes in what an organisation has written to the holder of them, or what a member shows of themselves. Whatever becomes of it, the letter goes. */
export async function takeVouch(around: PeopleAround, { id, author, letter }: WaitingLetter): Promise<void> {
  if (letter.form !== "vouch") return;
  const taking = letter.vouch.organisation === author ? keepOwn(around, letter.vouch) : keepTheirs(around, letter.vouch, author);
  await taking.catch(unlessRefused);
  await around.opened.locker.append((draft) => {
    if (draft.locker.deposits.has(id)) refuseDeposit(draft, id);
    return Promise.resolve();
  });
}

/** Of the holder, by one of their people: whoever isn't could write anything, and would be shown to others in the place of who is. */
async function keepOwn(around: PeopleAround, vouch: Vouch): Promise<void> {
  const { api, opened, remote } = around;
  const organisation = personOf(opened.account.keyring, vouch.organisation);
  if (organisation === null || organisation.trust === "unverified" || organisation.fork !== undefined) return;
  const chain = new CardChain(organisation.account, await api.cards(organisation.account));
  const { hash: card, content } = checkVouch(vouch, opened.account.id, organisation, chain, latest(remote));
  const pinned = { ...organisation, card, number: content.number };
  await changeKeyring(around, (keyring) => keepingVouch(pinning(keyring, pinned), vouch, latest(remote)));
}

async function keepTheirs(around: PeopleAround, vouch: Vouch, member: Id): Promise<void> {
  if (personOf(around.opened.account.keyring, member) === null) return;
  const vouching = await lookAtVouch(around, vouch, member);
  if (vouching === undefined) return;
  await changeKeyring(around, (keyring) => withVouch(keyring, member, vouching, latest(around.remote)));
}

function withVouch(keyring: Keyring, member: Id, vouching: Vouching, now: number): Keyring {
  const person = personOf(keyring, member);
  const vouch = vouchToKeep(person?.vouch, vouching, peopleIn(keyring), now);
  const pinned = pinning(keyring, vouching.organisation);
  return person === null || vouch === undefined ? pinned : remembering(pinned, { ...person, vouch });
}

/** One that doesn't hold says nothing, as one whose organisation isn't there any more. */
function unlessRefused(error: unknown): void {
  const isRefused = error instanceof Refusal || (error instanceof ArmoireError && error.code === "not_found");
  if (!isRefused) throw error;
}
