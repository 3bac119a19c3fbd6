import type { Grant } from "../../bridge/bridge";

/** How somebody lives with their locker: alone, learning with somebody, or with somebody who runs it. */
export type Mode = "alone" | "with" | "run";

/** A mode, and whom it is with. */
export interface Living {
  mode: Mode;
  /** What lets them: grants on the whole locker that have begun and aren't over; the furthest right first, then the longest. */
  grants: readonly Grant[];
}

const order = { read: 0, add: 1, edit: 2, manage: 3 } as const;

/**
 * The mode follows from what is lent, and is kept nowhere: whoever may change the whole locker learns with its holder, whoever manages it
 * runs it. Somebody who only sees everything leaves the holder alone.
 */
export function livingWith(all: readonly Grant[], now: number): Living {
  const grants = all
    .filter(({ on, right, start, over }) => on === "locker" && right !== "read" && over === undefined && start <= now)
    .sort((one, other) => order[other.right] - order[one.right] || other.end - one.end);
  const [first] = grants;
  return { mode: first === undefined ? "alone" : first.right === "manage" ? "run" : "with", grants };
}

/** What goes when the holder wants to be alone again: everything that these people were lent, and nothing of anybody else's. */
export function theirsToTake({ grants }: Living, all: readonly Grant[]): Grant[] {
  const accounts = new Set(grants.map(({ to }) => to.account));
  return all.filter(({ to, over }) => over === undefined && accounts.has(to.account));
}

/** What ended at its own time and let somebody change the whole locker: they may know how it opens. The newest end first. */
export function endedByThemselves(all: readonly Grant[]): Grant[] {
  return all
    .filter(({ on, right, over, end, to: { account } }) => on === "locker" && right !== "read" && over === end && !isStillIn(account, all))
    .sort((one, other) => other.end - one.end);
}

function isStillIn(account: string, all: readonly Grant[]): boolean {
  return all.some(({ on, right, over, to }) => to.account === account && on === "locker" && right !== "read" && over === undefined);
}
