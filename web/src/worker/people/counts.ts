import type { OthersCounts } from "../../bridge/bridge";
import { isLiving } from "../../protocol/log/rights";
import { exposedKey, type Locker } from "../../protocol/log/state";
import type { Id } from "../../protocol/id";
import { endOf } from "../../protocol/people/meeting";
import type { Note } from "../../protocol/people/note";
import type { Opened } from "../opened";
import { entriesIn } from "./entries";
import { endsIn } from "./leaving";
import { notesIn } from "./notes";
import { isUnwanted } from "./unwanted";

/**
 * How many others have to do with a locker, as far as this device knows; `undefined` when nobody has, and its holder has met nobody. Whoever was met
 * may lend something: that isn't known until it is asked for.
 */
export async function countOthers(opened: Opened, lent: number, now: number): Promise<OthersCounts | undefined> {
  const { reader, keys } = opened.locker;
  const { locker } = reader;
  // Whoever is shown an entry of the list sees nothing of the locker.
  const living = [...locker.grants.values()].filter((grant) => isLiving(locker, grant, now) && locker.documents.get(grant.node)?.objects.length !== 0);
  const notes = await notesIn(locker, { keys, labels: opened.labels });
  const waiting = [...locker.deposits.values()].filter((deposit) => !isUnwanted(locker, opened.account.keyring, deposit, now));
  const counts = {
    seeing: new Set(living.map(({ grantee }) => grantee)).size,
    helping: entriesIn(notes).filter(([, { until }]) => until === undefined).length,
    waiting: waiting.length + endsIn(notes).length,
    lent,
  };
  const ended = hasEnded(locker, now);
  const meetings = meetingsIn(notes, now);
  const isAlone = opened.account.keyring.people.length === 0;
  if (isAlone && !ended && Object.values(counts).every((count) => count === 0) && meetings === 0) return undefined;
  return { ...counts, ...(ended && { ended }), ...(meetings > 0 && { meetings }) };
}

/** Of those ahead that take place. */
function meetingsIn(notes: readonly [Id, Note][], now: number): number {
  return notes.filter(([, note]) => {
    const one = note.note === "meeting" ? note.meeting : note.note === "letter" && note.letter.form === "meeting" ? note.letter : undefined;
    return one !== undefined && !one.off && endOf(one) > now;
  }).length;
}

/** Whether the key of the whole locker is in the hands of somebody whose time is over, and who wasn't put out: until it is replaced. */
function hasEnded(locker: Locker, now: number): boolean {
  const exposed = locker.exposed.get(exposedKey(locker.id, locker.id));
  const isOver = exposed !== undefined && exposed.revoke === undefined;
  return isOver || [...locker.grants.values()].some(({ node, end }) => node === locker.id && end <= now);
}
