import { type Asked as ShownAsked, type Handed as ShownHanded } from "../../bridge/bridge";
import { randomId, type Id } from "../../protocol/id";
import type { Asked, Handed } from "../../protocol/people/asked";
import type { Fields } from "../../protocol/canonical";
import type { Note } from "../../protocol/people/note";
import * as limits from "../../protocol/limits";
import { deleteDocument } from "../history/deletion";
import type { PeopleAround } from "./context";
import { ownNotes } from "./entries";
import { shownGrantee } from "./known";
import { lettersIn, type WaitingLetter } from "./letters";
import { noteOf, putNote } from "./notes";
import { refuseDeposit } from "./waiting";

type KeptNote = Extract<Note, { note: "asked" | "handed" }>;

/** Writes down what was sent to somebody. It arrived: where this fails, all that is missing is the list of it. */
export async function keep(around: PeopleAround, note: { note: "asked"; asked: Asked } | { note: "handed"; handed: Handed }): Promise<void> {
  const { api, queue, opened } = around;
  const { locker, labels } = opened;
  const written = queue.run(async () => {
    await locker.append((draft) => putNote(draft, { keys: locker.keys, labels }, randomId(), { ...note, unknown: {} }));
    const same = (await ownNotes(around)).filter(([, one]) => one.note === note.note).sort(([, one], [, other]) => timeOf(other) - timeOf(one));
    for (const [id] of same.slice(limits.KEPT)) await deleteDocument(api, locker, id);
  });
  await written.catch(() => undefined);
}

function timeOf(note: Note): number {
  return note.note === "asked" ? note.asked.time : note.note === "handed" ? note.handed.time : 0;
}

/** What this account has asked for, the newest first, with the answers that have come. */
export async function asked(around: PeopleAround): Promise<ShownAsked[]> {
  await lettersIn(around);
  const all = askedIn(await ownNotes(around)).map(([, { letter: id, to, ...said }]) => ({ id, ...said, to: shownGrantee(around, to) }));
  return all.sort((one, other) => other.time - one.time);
}

/** What it has handed in. */
export async function handed(around: PeopleAround): Promise<ShownHanded[]> {
  const { locker } = around.opened;
  await locker.sync();
  const all = (await ownNotes(around)).flatMap(([, note]) => (note.note === "handed" ? [note.handed] : []));
  return all.map(({ deposit: id, to, ...said }) => ({ id, ...said, to: shownGrantee(around, to) })).sort((one, other) => other.time - one.time);
}

/** Takes in an answer by whom it was asked, in one append with its going; whether it was one. */
export async function takeAnswer(around: PeopleAround, { id, author, time, letter }: WaitingLetter): Promise<boolean> {
  if (letter.form !== "answer") return false;
  const { locker, labels } = around.opened;
  const known = askedIn(await ownNotes(around)).find(([, one]) => one.letter === letter.to && one.to === author);
  if (known === undefined || known[1].answer !== undefined || known[1].papers.length !== letter.granted.length) return false;
  const { form: _, to: __, ...answer } = letter;
  await locker.append(async (draft) => {
    const note = await noteOf(draft.locker, locker.keys, known[0]);
    const next: KeptNote = { note: "asked", asked: { ...known[1], answer: { ...answer, time } }, unknown: note.unknown satisfies Fields };
    await putNote(draft, { keys: locker.keys, labels }, known[0], next);
    refuseDeposit(draft, id);
  });
  return true;
}

/** By id; of one letter the first counts. */
function askedIn(notes: readonly [Id, Note][]): [Id, Asked][] {
  const all = notes.flatMap(([id, note]) => (note.note === "asked" ? [[id, note.asked] satisfies [Id, Asked]] : []));
  return all.filter(([, { letter }], at) => all.findIndex(([, one]) => one.letter === letter) === at);
}
