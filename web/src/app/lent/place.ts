/** Screens about what others lend, hand in or ask. People, grants, papers, letters and lockers are named by ids that never reach the address. */
export type LentPlace =
  /** What is lent to me. */
  | { show: "lent" }
  /** What is lent of one locker. */
  | { show: "loan"; of: string }
  | { show: "lentPaper" | "lentLarge"; grant: string; paper: string }
  /** Something is done in somebody's locker, with a right that they gave. */
  | { show: "lentAdd" | "runLend" | "runLent" | "giveBack"; of: string }
  | { show: "lentRename" | "lentReplace" | "lentMove" | "lentTrash"; of: string; paper: string }
  /** Who helps no longer does: everybody, the one whose locker it is, or one person, whose account it is. */
  | { show: "leaving"; of?: string; whom?: string }
  /** A paper for somebody's locker. */
  | { show: "handIn"; to?: string }
  /** What I have asked for, and asking. */
  | { show: "asked" }
  | { show: "ask"; to?: string }
  /** What waits in one's own locker, or in one that one runs. */
  | { show: "waiting"; of?: string }
  | { show: "waitingPaper" | "waitingSight" | "waitingLarge" | "refuseWaiting"; deposit: string; of?: string }
  | { show: "letter" | "requestReview" | "requestNo"; letter: string }
  /** Which of one's papers answers the asked one at this place, from 0. */
  | { show: "requestPick"; letter: string; asked: number }
  /** Who can't send anything. */
  | { show: "blocked" };

const acting = ["lentAdd", "runLend", "runLent", "giveBack", "lentRename", "lentReplace", "lentMove", "lentTrash"] as const satisfies readonly LentPlace["show"][];
const area = ["lent", "loan", "lentPaper", "lentLarge", "leaving", "handIn", "asked", "ask", ...acting] as const satisfies readonly LentPlace["show"][];
const waiting = [
  "waiting", "waitingPaper", "waitingSight", "waitingLarge", "refuseWaiting", "letter", "requestReview", "requestNo", "requestPick", "blocked",
] as const satisfies readonly LentPlace["show"][];

/** Where something is written into somebody else's locker, or asked about it. */
export type ActingPlace = Extract<LentPlace, { show: (typeof acting)[number] }>;
/** Places that share what was lent, so that nothing is fetched twice between them. */
export type AreaPlace = Extract<LentPlace, { show: (typeof area)[number] }>;
/** What waits, and answering it: what was chosen so far stays between them. */
export type WaitingPlace = Exclude<LentPlace, AreaPlace>;

export function isActing(place: AreaPlace): place is ActingPlace {
  return (acting as readonly string[]).includes(place.show);
}

export function isArea(place: { show: string }): place is AreaPlace {
  return (area as readonly string[]).includes(place.show);
}

export function isWaiting(place: { show: string }): place is WaitingPlace {
  return (waiting as readonly string[]).includes(place.show);
}

export function isLent(place: { show: string }): place is LentPlace {
  return isArea(place) || isWaiting(place);
}
