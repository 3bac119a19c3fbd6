import { ArmoireError, type ReferentState } from "../../bridge/bridge";
import { randomId, type Id } from "../../protocol/id";
import { checkLetter } from "../../protocol/people/letter";
import type { Person } from "../../protocol/people/person";
import { asId } from "../named";
import type { PeopleAround } from "./context";
import { entriesIn, ownNotes } from "./entries";
import { knownPerson, personOf, trustOf } from "./known";
import { tell, writeTo } from "./letters";
import { referentIn } from "./notes";
import { takeStep } from "./taking-in";

/** What stands between the holder and a referent. */
export async function referent(around: PeopleAround): Promise<ReferentState> {
  await around.opened.locker.sync();
  const { newest } = referentIn(await ownNotes(around)).referent;
  if (newest === undefined) return { state: "none" };
  const { state, entry, by, time, motive, successor } = newest;
  const words = { ...(motive !== undefined && { motive }), ...(successor !== undefined && { successor }) };
  switch (state) {
    case "proposed":
      return { state, entry, by, time };
    case "accepted":
      return { state, entry, time };
    case "declined":
    case "ended":
      return { state, entry, by, time, ...words };
  }
}

/** Asks somebody of the list. Asked again while they haven't answered, the letter is sent again if it didn't arrive. */
export async function proposeReferent(around: PeopleAround, id: string): Promise<void> {
  const entry = asId(id);
  const notes = await ownNotes(around);
  const person = practitioner(around, notes, entry);
  const { newest } = referentIn(notes).referent;
  const isAsked = newest?.entry === entry && newest.state === "proposed" && newest.by === "holder";
  const proposal = (isAsked ? newest.proposal : undefined) ?? randomId();
  if (!isAsked) await takeStep(around, null, (time) => ({ state: "proposed", entry, by: "holder", time, proposal }));
  try {
    await writeTo(around, person, proposal, { form: "propose", what: "referent", by: "holder" });
  } catch (error) {
    // It had arrived, and only the answer was lost.
    const isThere = error instanceof ArmoireError && error.code === "act_refused" && error.detail?.["reason"] === "node";
    if (!(isAsked && isThere)) throw error;
  }
}

/** Ends it, or takes the proposal back; then tells them. */
export async function endReferent(around: PeopleAround, motive?: string): Promise<void> {
  const notes = await ownNotes(around);
  const { newest } = referentIn(notes).referent;
  if (newest === undefined) throw new ArmoireError("step");
  const { entry } = newest;
  const words = motive === undefined ? {} : { motive };
  const said = checkLetter({ form: "end", what: "referent", by: "holder", ...words }, 0);
  await takeStep(around, null, (time) => ({ state: "ended", entry, by: "holder", time, ...words }));
  const account = entriesIn(notes).find(([id]) => id === entry)?.[1].account;
  await tell(around, account === undefined ? null : personOf(around.opened.account.keyring, account), said);
}

/** Who stands on an entry, if something can be given to them: `no_account`, `unverified`. */
function practitioner(around: PeopleAround, notes: Parameters<typeof entriesIn>[0], entry: Id): Person {
  const found = entriesIn(notes).find(([id]) => id === entry)?.[1];
  if (found === undefined) throw new ArmoireError("not_found");
  if (found.account === undefined) throw new ArmoireError("no_account");
  const person = knownPerson(around.opened.account.keyring, found.account);
  if (trustOf(around, person).trust === "unverified") throw new ArmoireError("unverified");
  return person;
}
