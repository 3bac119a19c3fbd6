import { ArmoireError, type People } from "../../bridge/bridge";
import { randomId } from "../../protocol/id";
import { checkLetter, type Letter } from "../../protocol/people/letter";
import type { Entry } from "../../protocol/people/note";
import type { Person } from "../../protocol/people/person";
import type { State, Step } from "../../protocol/people/referent";
import { require } from "../../protocol/refusal";
import { asId } from "../named";
import type { PeopleAround } from "./context";
import { checkRoom, entryWith, ownNotes } from "./entries";
import { knownPerson, personOf, trustOf } from "./known";
import { give, granteeOf } from "./lending";
import { letterAs, refuse, tell, writeTo, type WaitingLetter } from "./letters";
import { follow, putEntry, referentIn } from "./notes";
import { putAway } from "./standing";
import { keepLetter } from "./taking-in";
import { refuseDeposit } from "./waiting";

/** For how long whoever stands on the list sees their own entry: a year, in milliseconds. */
const OWN_ENTRY = 365 * 24 * 60 * 60 * 1000;

type Proposal = Extract<Letter, { form: "propose" }>;

/** Lends a paper for each that was asked for, or none, all in one append; then tells who asked. */
export async function answer(around: PeopleAround, { letter: id, papers, until, motive }: Parameters<People["answer"]>[0]): Promise<void> {
  const { account, locker, labels } = around.opened;
  const letter = await letterAs(around, id);
  const { letter: asked, author } = letter;
  require(asked.form === "ask", "kind");
  require(papers.length === asked.papers.length, "length");
  const nodes = [...new Set(papers.filter((paper) => paper !== undefined))].map(asId);
  const granted = papers.map((paper) => paper !== undefined);
  const said = checkLetter({ form: "answer", to: letter.id, granted, ...words(motive) }, 0);
  const person = nodes.length > 0 ? knownPerson(account.keyring, author) : personOf(account.keyring, author);
  const giving = nodes.length > 0 && person !== null ? { right: "read" as const, end: until, purpose: asked.purpose, ...(await granteeOf(around, person)) } : null;
  await locker.append(async (draft) => {
    if (giving !== null) for (const node of nodes) await give(draft, locker.keys, labels, node, giving);
    refuseDeposit(draft, letter.id);
  });
  await tell(around, person, said);
}

/** Says yes or no to a proposal, then tells who proposed. A yes needs somebody whom one has met. */
export async function decide(around: PeopleAround, { letter: id, accepted, motive }: Parameters<People["decide"]>[0]): Promise<void> {
  const { keyring } = around.opened.account;
  const letter = await letterAs(around, id);
  const { letter: proposal, author } = letter;
  require(proposal.form === "propose", "kind");
  const by = proposal.by === "holder" ? "practitioner" : "holder";
  const said = checkLetter({ form: accepted ? "accept" : "decline", to: letter.id, what: proposal.what, by, ...words(motive) }, 0);
  const person = accepted || by === "practitioner" ? knownPerson(keyring, author) : personOf(keyring, author);
  if (accepted && person !== null && trustOf(around, person).trust === "unverified") throw new ArmoireError("unverified");
  if (person !== null && by === "practitioner") {
    // They take it in when they read it: nothing here changes before it is sent.
    await writeTo(around, person, randomId(), said);
    return accepted ? putAway(around, letter) : refuse(around, letter.id);
  }
  if (accepted && person !== null) await accept(around, letter, proposal, person, motive);
  else await decline(around, letter, proposal, motive);
  // A stranger who was refused isn't written to.
  return tell(around, person, said);
}

async function accept(around: PeopleAround, letter: WaitingLetter, proposal: Proposal, person: Person, motive: string | undefined): Promise<void> {
  const { account, locker, labels } = around.opened;
  const opening = { keys: locker.keys, labels };
  const notes = await ownNotes(around);
  const known = entryWith(notes, letter.author);
  if (known === undefined) checkRoom(notes);
  const who = { account: letter.author, kind: "person" as const, since: letter.time };
  if (proposal.what === "entry" && proposal.entry !== undefined) {
    if (known !== undefined) throw new ArmoireError("entry");
    const entry: Entry = { ...proposal.entry, ...who, addedBy: letter.author };
    const giving = { right: "read" as const, end: around.remote.now() + OWN_ENTRY, ...(await granteeOf(around, person)) };
    await locker.append(async (draft) => {
      if (!draft.locker.deposits.has(letter.id)) throw new ArmoireError("not_found");
      // At the node of the deposit itself: who proposed it and who accepted it have both signed.
      await putEntry(draft, opening, letter.id, entry, {}, letter.act);
      await give(draft, locker.keys, labels, letter.id, giving);
    });
    return;
  }
  const { locker: _, ...introduction } = person.introduction;
  const entry = known ?? randomId();
  await locker.append(async (draft) => {
    if (known === undefined) await putEntry(draft, opening, entry, { ...introduction, ...who, addedBy: account.id });
    await keepLetter(draft, opening, letter);
    // Both at once: a proposal waits for the holder, so that it stands only with their answer.
    await follow(draft, opening, [(time) => proposed(letter, proposal, entry, time), (time) => own("accepted", entry, time, motive)]);
  });
}

async function decline(around: PeopleAround, letter: WaitingLetter, proposal: Proposal, motive: string | undefined): Promise<void> {
  const { locker, labels } = around.opened;
  const notes = await ownNotes(around);
  const { newest } = referentIn(notes).referent;
  const entry = entryWith(notes, letter.author);
  const isFree = newest === undefined || newest.state === "declined" || newest.state === "ended";
  // In the middle of something else, or about the list, it is only refused.
  if (proposal.what === "entry" || entry === undefined || !isFree) return refuse(around, letter.id);
  const opening = { keys: locker.keys, labels };
  await locker.append(async (draft) => {
    await keepLetter(draft, opening, letter);
    await follow(draft, opening, [(time) => proposed(letter, proposal, entry, time), (time) => own("declined", entry, time, motive)]);
  });
}

/** The step by which a practitioner has proposed themselves. */
function proposed({ id, act }: WaitingLetter, { motive }: Proposal, entry: Step["entry"], time: number): Step {
  return { state: "proposed", entry, by: "practitioner", time, ...words(motive), letter: act, proposal: id };
}

function own(state: State, entry: Step["entry"], time: number, motive: string | undefined): Step {
  return { state, entry, by: "holder", time, ...words(motive) };
}

function words(motive: string | undefined): { motive?: string } {
  return motive === undefined ? {} : { motive };
}
