import { useEffect, useMemo, useState } from "preact/hooks";
import type { LentContents, Outgoing } from "../../bridge/bridge";
import { shelvesOf, type Shelf } from "../papers/shelves";
import { useOthersSetting } from "../people/others-setting";
import { allows, openShelves } from "./rights";

/**
 * The shelves of somebody's locker onto which papers may be put. Where the whole locker is open to additions, the six that come into being with
 * their first paper are among them.
 */
export function useLentShelves(locker: LentContents): Shelf[] {
  const { texts } = useOthersSetting();
  return useMemo(() => {
    const shelves = shelvesOf({ folders: openShelves(locker), documents: [], head: { seq: 0 } }, texts);
    return allows(locker.right, "add") ? shelves : shelves.filter(({ folder }) => folder !== undefined);
  }, [locker, texts]);
}

/** What is on its way into somebody's locker, and what has just arrived there since it was looked at. */
export function useOutgoingOf(locker: string, onArrival: () => void): readonly Outgoing[] {
  const { armoire } = useOthersSetting();
  const [papers, setPapers] = useState<readonly Outgoing[]>([]);
  useEffect(() => {
    let before: readonly Outgoing[] = [];
    const take = (all: readonly Outgoing[]) => {
      const now = all.filter(({ of }) => of === locker);
      const arrived = before.some(({ id }) => !now.some((paper) => paper.id === id));
      before = now;
      setPapers(now);
      if (arrived) onArrival();
    };
    armoire.outgoing().then(take, () => undefined);
    return armoire.watch((event) => {
      if (event.kind === "outgoing") take(event.papers);
    });
    // `onArrival` asks the same at every drawing.
  }, [armoire, locker]);
  return papers;
}
