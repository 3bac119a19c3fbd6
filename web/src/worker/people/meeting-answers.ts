import { ArmoireError } from "../../bridge/bridge";
import type { GrantId } from "../../protocol/act/people";
import type { Guest } from "../../protocol/people/meeting";
import { randomSalt } from "../../protocol/salt";
import type { Draft } from "../locker/draft";
import type { PeopleAround } from "./context";
import { ownNotes } from "./entries";
import type { WaitingLetter } from "./letters";
import { noteOf, putNote } from "./notes";
import { refuseDeposit } from "./waiting";

/**
 * Takes in whether somebody comes; a no takes back what was lent to them for it. An answer to a letter that isn't the last one that they were
 * sent only goes.
 */
export async function takeComing(around: PeopleAround, { id: deposit, author, letter }: WaitingLetter): Promise<void> {
  if (letter.form !== "coming") return;
  const { locker, labels } = around.opened;
  const isAsked = (guest: Guest): boolean => guest.account === author && guest.letter === letter.to;
  const found = (await ownNotes(around)).find(([, note]) => note.note === "meeting" && note.meeting.invited.some(isAsked))?.[0];
  await locker.append(async (draft) => {
    refuseDeposit(draft, deposit);
    if (found === undefined) return;
    const note = await noteOf(draft.locker, locker.keys, found);
    if (note.note !== "meeting") throw new ArmoireError("not_found");
    const { comes, motive } = letter;
    const invited = note.meeting.invited.map((guest): Guest => {
      if (!isAsked(guest)) return guest;
      if (!comes) takeBackIn(draft, guest.grants);
      const { account, letter: asked, grants } = guest;
      return { account, letter: asked, grants: comes ? grants : [], comes, ...(motive !== undefined && { motive }) };
    });
    await putNote(draft, { keys: locker.keys, labels }, found, { ...note, meeting: { ...note.meeting, invited } });
  });
}

/** One that ended meanwhile, or was taken back, is over. */
export function takeBackIn(draft: Draft, grants: readonly GrantId[]): void {
  for (const grant of grants) {
    if (draft.locker.grants.has(grant)) draft.add({ form: "revoke", kind: "revoke", salt: randomSalt(), grant });
  }
}
