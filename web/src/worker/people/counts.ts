import type { OthersCounts } from "../../bridge/bridge";
import { isLiving } from "../../protocol/log/rights";
import type { Opened } from "../opened";
import { entriesIn } from "./entries";
import { notesIn } from "./notes";

/** How many others have to do with a locker, as far as this device knows; `undefined` when nobody has. */
export async function countOthers(opened: Opened, lent: number, now: number): Promise<OthersCounts | undefined> {
  const { reader, keys } = opened.locker;
  const { locker } = reader;
  // Whoever is shown an entry of the list sees nothing of the locker.
  const living = [...locker.grants.values()].filter((grant) => isLiving(locker, grant, now) && locker.documents.get(grant.node)?.objects.length !== 0);
  const notes = await notesIn(locker, { keys, labels: opened.labels });
  const counts = {
    seeing: new Set(living.map(({ grantee }) => grantee)).size,
    helping: entriesIn(notes).filter(([, { until }]) => until === undefined).length,
    waiting: locker.deposits.size,
    lent,
  };
  return Object.values(counts).some((count) => count > 0) ? counts : undefined;
}
