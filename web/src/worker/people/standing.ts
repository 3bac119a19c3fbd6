import type { Standing } from "../../bridge/bridge";
import type { Id } from "../../protocol/id";
import type { Letter } from "../../protocol/people/letter";
import { deleteDocument } from "../history/deletion";
import type { PeopleAround } from "./context";
import { ownNotes } from "./entries";
import { personOf, shownGrantee } from "./known";
import { lettersIn, refuse, type WaitingLetter } from "./letters";
import { keepLetter } from "./taking-in";

/** A letter by a holder that says where one stands with them: an answer, an end, or what oneself has said yes to. */
type Said = Pick<WaitingLetter, "id" | "author" | "time" | "letter">;

/** On whose lists one stands, as one knows it: by what was accepted. Whoever was taken off a list isn't told. */
export async function standing(around: PeopleAround): Promise<Standing[]> {
  const waiting = (await lettersIn(around)).filter(({ letter }) => saysWhere(letter) && letter.form !== "propose");
  const all = [...(await kept(around)), ...waiting].sort((one, other) => one.time - other.time);
  const known = new Map<Id, Standing>();
  for (const { author, letter } of all) {
    // Nobody whom one hasn't met can be told anything.
    if (personOf(around.opened.account.keyring, author) === null) continue;
    if (letter.form === "end" && letter.what === "entry") known.delete(author);
    else known.set(author, { who: shownGrantee(around, author), referent: saysReferent(letter, known.get(author)?.referent ?? false) });
  }
  return [...known.values()];
}

/**
 * Puts a letter away that one has read, or said yes to. One that says where one stands stays, the newest of each matter; the end of all with somebody
 * takes the rest of theirs along.
 */
export async function putAway(around: PeopleAround, letter: WaitingLetter): Promise<void> {
  const { locker, labels } = around.opened;
  if (!saysWhere(letter.letter)) return refuse(around, letter.id);
  const { what } = letter.letter;
  const isOver = letter.letter.form === "end" && what === "entry";
  const older = (await kept(around)).filter((one) => one.author === letter.author && (isOver || (saysWhere(one.letter) && one.letter.what === what)));
  if (isOver) await refuse(around, letter.id);
  else await locker.append((draft) => keepLetter(draft, { keys: locker.keys, labels }, letter));
  for (const { id } of older) await deleteDocument(around.api, locker, id);
}

/** One helps them no longer, and they were told: what is left of it goes, now or with the next time. */
export async function forgetStanding(around: PeopleAround, account: Id): Promise<void> {
  const { api, opened } = around;
  const forget = async () => {
    for (const { id, author } of await kept(around)) if (author === account) await deleteDocument(api, opened.locker, id);
    for (const { id, author, letter } of await lettersIn(around)) if (author === account && saysWhere(letter) && letter.form !== "propose") await refuse(around, id);
  };
  await forget().catch(() => undefined);
}

async function kept(around: PeopleAround): Promise<Said[]> {
  return (await ownNotes(around)).flatMap(([id, note]) => (note.note === "letter" && saysWhere(note.letter) ? [{ id, ...note }] : []));
}

/** Whether it is a holder's word about who helps them. */
function saysWhere(letter: Letter): letter is Extract<Letter, { form: "propose" | "accept" | "end" }> {
  return (letter.form === "propose" || letter.form === "accept" || letter.form === "end") && letter.by === "holder";
}

/** Whoever is asked to be referent, or is it no longer, stands on the list. */
function saysReferent(letter: Letter, before: boolean): boolean {
  return saysWhere(letter) && letter.what === "referent" ? letter.form !== "end" : before;
}
