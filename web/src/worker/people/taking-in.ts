import type { Id } from "../../protocol/id";
import type { Step } from "../../protocol/people/referent";
import { ArmoireError } from "../../bridge/bridge";
import type { Draft } from "../locker/draft";
import type { PeopleAround } from "./context";
import { ownNotes } from "./entries";
import type { WaitingLetter } from "./letters";
import { follow, noteOf, putEntry, putNote, referentIn, type Opening } from "./notes";

/** Takes in an answer to what the holder proposed, or an end, by whom it is about; whether it was one. */
export async function takeIn(around: PeopleAround, letter: WaitingLetter): Promise<boolean> {
  const { locker, labels } = around.opened;
  const opening = { keys: locker.keys, labels };
  const notes = await ownNotes(around);
  const theirs = notes.flatMap(([id, note]) => (note.note === "entry" && note.entry.account === letter.author ? [{ id, isOver: note.entry.until !== undefined }] : []));
  const { referent } = referentIn(notes);
  const isTheirs = theirs.some(({ id }) => id === referent.newest?.entry);
  const step = isTheirs ? referent.takenFrom(letter.letter, letter.act, letter.time) : null;
  if (step !== null) {
    await takeStep(around, letter, () => step);
    return true;
  }
  const said = letter.letter;
  const helping = theirs.find(({ isOver }) => !isOver);
  if (said.form !== "end" || said.what !== "entry" || said.by !== "practitioner" || helping === undefined) return false;
  // Being referent ends with it.
  const ended = referent.newest?.entry === helping.id ? referent.takenFrom({ ...said, what: "referent" }, letter.act, letter.time) : null;
  await locker.append(async (draft) => {
    await keepLetter(draft, opening, letter);
    await endEntry(draft, opening, helping.id, letter.time);
    if (ended !== null) await follow(draft, opening, [() => ended]);
  });
  return true;
}

/** One step of the referent's, with the letter that makes it. */
export async function takeStep({ opened: { locker, labels } }: PeopleAround, letter: WaitingLetter | null, ...steps: ((time: number) => Step)[]): Promise<void> {
  const opening = { keys: locker.keys, labels };
  await locker.append(async (draft) => {
    if (letter !== null) await keepLetter(draft, opening, letter);
    await follow(draft, opening, steps);
  });
}

/** Its author's signature stays in the log beside the holder's. */
export async function keepLetter(draft: Draft, opening: Opening, { id, author, time, letter, act }: WaitingLetter): Promise<void> {
  if (!draft.locker.deposits.has(id)) throw new ArmoireError("not_found");
  await putNote(draft, opening, id, { note: "letter", author, time, letter, unknown: {} }, act);
}

async function endEntry(draft: Draft, opening: Opening, id: Id, time: number): Promise<void> {
  const note = await noteOf(draft.locker, opening.keys, id);
  if (note.note !== "entry") throw new ArmoireError("not_found");
  await putEntry(draft, opening, id, { ...note.entry, until: note.entry.until ?? time }, note.unknown);
}
