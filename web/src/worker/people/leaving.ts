import { ArmoireError, type People } from "../../bridge/bridge";
import type { Id } from "../../protocol/id";
import { checkLetter } from "../../protocol/people/letter";
import type { Note } from "../../protocol/people/note";
import { randomId } from "../../protocol/id";
import { asId } from "../named";
import { parts } from "../parts";
import type { PeopleAround } from "./context";
import { ownNotes } from "./entries";
import { knownPerson } from "./known";
import { writeTo, type WaitingLetter } from "./letters";
import { readLoans } from "./loans";
import { noteOf, putNote } from "./notes";
import { forgetStanding } from "./standing";

/** Who helps ends it: what they were for somebody, referent too, and everything that these have lent to them. */
export async function leave(around: PeopleAround, { to, motive, successor }: Parameters<People["leave"]>[0]): Promise<void> {
  const person = knownPerson(around.opened.account.keyring, asId(to));
  const words = { ...(motive !== undefined && { motive }), ...(successor !== undefined && { successor }) };
  const said = checkLetter({ form: "end", what: "entry", by: "practitioner", ...words }, 0);
  await writeTo(around, person, randomId(), said);
  const theirs = (await readLoans(around)).filter(({ holder }) => holder === person.account);
  await (await parts.acting()).giveBack(around, theirs.map(({ body }) => body.grant));
  await forgetStanding(around, person.account);
}

/** Ends by those who helped, which were taken in, and that nobody was told of yet. */
export async function untoldEnds(around: PeopleAround): Promise<Omit<WaitingLetter, "act">[]> {
  return endsIn(await ownNotes(around)).map(([id, { author, time, letter }]) => ({ id, author, time, letter }));
}

export function endsIn(notes: readonly [Id, Note][]): [Id, Extract<Note, { note: "letter" }>][] {
  return notes.flatMap(([id, note]) => {
    const isUntold = note.note === "letter" && note.letter.form === "end" && note.letter.by === "practitioner" && note.unknown["told"] !== true;
    return isUntold ? [[id, note] satisfies [Id, Extract<Note, { note: "letter" }>]] : [];
  });
}

/** It was read. `not_found` where there is none. */
export async function told({ opened: { locker, labels } }: PeopleAround, id: Id): Promise<void> {
  await locker.append(async (draft) => {
    const note = await noteOf(draft.locker, locker.keys, id);
    if (note.note !== "letter") throw new ArmoireError("not_found");
    await putNote(draft, { keys: locker.keys, labels }, id, { ...note, unknown: { ...note.unknown, told: true } });
  });
}
