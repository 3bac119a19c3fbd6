import { ArmoireError, type Letter as Shown, type People } from "../../bridge/bridge";
import type { Hash } from "../../protocol/bytes";
import { randomId, type Id } from "../../protocol/id";
import type { Letter } from "../../protocol/people/letter";
import type { Person } from "../../protocol/people/person";
import { asId } from "../named";
import { deleteDocument } from "../history/deletion";
import type { PeopleAround } from "./context";
import { ownNotes } from "./entries";
import { cardsOf, introductionIn, knownPerson, refreshKeyring, shownGrantee } from "./known";
import { takeComing } from "./meeting-answers";
import { keep, takeAnswer } from "./kept";
import { told, untoldEnds } from "./leaving";
import { send } from "./sending";
import { putAway } from "./standing";
import { takeIn } from "./taking-in";
import { takeVouch } from "./vouching";
import { refuseDeposit, waitingAs, waitingIn, type Waiting } from "./waiting";

/** A letter that waits in one's own locker. */
export interface WaitingLetter {
  id: Id;
  author: Id;
  time: number;
  letter: Letter;
  /** Hash of its act. */
  act: Hash;
}

/** Takes in what makes a step by itself, and gives what waits for an answer or to be read, the newest first. */
export async function letters(around: PeopleAround): Promise<Shown[]> {
  // Meetings have a screen of their own.
  const waiting = (await lettersIn(around)).filter(({ letter }) => letter.form !== "meeting");
  const all = [...waiting, ...(await untoldEnds(around))].sort((one, other) => other.time - one.time);
  return all.map(({ id, author, time, letter: { form, ...said } }) => ({ id, from: shownGrantee(around, author), time, content: { kind: form, ...said } as Shown["content"] }));
}

/** The same, as they were written. */
export async function lettersIn(around: PeopleAround): Promise<WaitingLetter[]> {
  const { locker } = around.opened;
  await Promise.all([locker.sync(), refreshKeyring(around)]);
  const all = (await waitingIn(around)).map(letterOf).filter((letter) => letter !== null);
  const waiting: WaitingLetter[] = [];
  for (const letter of all) {
    if (all.some((later) => takesBack(later, letter))) await refuse(around, letter.id);
    else if (letter.letter.form === "coming") await takeComing(around, letter);
    else if (letter.letter.form === "vouch") await takeVouch(around, letter);
    else if (!(await takeAnswer(around, letter)) && !(await takeIn(around, letter))) waiting.push(letter);
  }
  return waiting.reverse();
}

/** Takes in what makes a step by itself before somebody is met: what an organisation has just said of the holder goes along. */
export async function takeWaiting(around: PeopleAround): Promise<void> {
  const { locker } = around.opened;
  const taking = around.queue.run(async () => {
    await locker.sync();
    if (locker.reader.locker.deposits.size > 0) await lettersIn(around);
  });
  // Without it the invitation is as good, but for the organisation's word.
  await taking.catch(() => undefined);
}

/** One that waits; `not_found` when it doesn't any more, or is no letter. */
export async function letterAs(around: PeopleAround, id: string): Promise<WaitingLetter> {
  const letter = letterOf(await waitingAs(around, asId(id)));
  if (letter === null) throw new ArmoireError("not_found");
  return letter;
}

/** One that asks nothing was read: it goes. */
export async function dismiss(around: PeopleAround, id: string): Promise<void> {
  if (!around.opened.locker.reader.locker.deposits.has(asId(id))) return told(around, asId(id));
  const letter = await letterAs(around, id);
  // A proposal that is put away was never agreed to.
  if (letter.letter.form === "propose") await refuse(around, letter.id);
  else await putAway(around, letter);
}

/** What one had said yes to goes once a newer letter about the same meeting was answered or read. */
export async function forgetOlder(around: PeopleAround, { id, author, letter }: WaitingLetter): Promise<void> {
  if (letter.form !== "meeting") return;
  for (const [note, kept] of await ownNotes(around)) {
    const isIt = note !== id && kept.note === "letter" && kept.author === author && kept.letter.form === "meeting" && kept.letter.meeting === letter.meeting;
    if (isIt) await deleteDocument(around.api, around.opened.locker, note);
  }
}

/** Asks somebody to lend papers; they choose which. */
export async function ask(around: PeopleAround, { to, papers, purpose, until }: Parameters<People["ask"]>[0]): Promise<void> {
  const person = knownPerson(around.opened.account.keyring, asId(to));
  const letter = randomId();
  const said = { papers: papers.map(({ name }) => ({ name })), purpose, until };
  await writeTo(around, person, letter, { form: "ask", ...said });
  await keep(around, { note: "asked", asked: { letter, to: person.account, time: around.remote.now(), ...said } });
}

/** Offers a person to stand on their list, as one introduced oneself, or to be their referent. */
export async function propose(around: PeopleAround, { to, what, motive }: Parameters<People["propose"]>[0]): Promise<void> {
  const { keyring } = around.opened.account;
  const person = knownPerson(keyring, asId(to));
  const words = motive === undefined ? {} : { motive };
  if (what === "referent") return writeTo(around, person, randomId(), { form: "propose", what, by: "practitioner", ...words });
  const own = introductionIn(keyring);
  if (own === undefined) throw new ArmoireError("introduction");
  const { locker: _, ...entry } = own;
  return writeTo(around, person, randomId(), { form: "propose", what, by: "practitioner", entry, ...words });
}

/** Writes to one of one's people, by the keys that were met. */
export async function writeTo(around: PeopleAround, person: Person, node: Id, letter: Letter): Promise<void> {
  const { chain } = await cardsOf(around, person);
  await send(around, person, chain, { node, objects: [] }, letter);
}

/** The same where all is done already: whoever isn't told now sees it by what was done. */
export async function tell(around: PeopleAround, person: Person | null, letter: Letter): Promise<void> {
  if (person !== null) await writeTo(around, person, randomId(), letter).catch(() => undefined);
}

export async function refuse({ opened: { locker } }: PeopleAround, id: Id): Promise<void> {
  await locker.append((draft) => {
    refuseDeposit(draft, id);
    return Promise.resolve();
  });
}

function letterOf({ id, state, what }: Waiting): WaitingLetter | null {
  return what.form === "paper" ? null : { id, author: state.author, time: state.time, letter: what, act: state.act.hash };
}

/** Whether this later letter stands for the earlier one: a proposal was taken back or made anew, a meeting moved. */
function takesBack(later: WaitingLetter, earlier: WaitingLetter): boolean {
  const [newer, older] = [later.letter, earlier.letter];
  if (later.author !== earlier.author) return false;
  if (newer.form === "meeting" && older.form === "meeting") return newer.meeting === older.meeting && newer.sequence > older.sequence;
  if ((newer.form !== "end" && newer.form !== "propose") || older.form !== "propose") return false;
  if (newer.what !== older.what || newer.by !== older.by || later.id === earlier.id) return false;
  return newer.form === "end" ? earlier.time <= later.time : earlier.time < later.time;
}
