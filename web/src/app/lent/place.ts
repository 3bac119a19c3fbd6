/** Screens about what others lend, hand in or ask. People, grants, papers and letters are named by ids that never reach the address. */
export type LentPlace =
  /** What is lent to me. */
  | { show: "lent" }
  /** What one person lends, by their account. */
  | { show: "loan"; from: string }
  | { show: "lentPaper" | "lentLarge"; grant: string; paper: string }
  /** A paper for somebody's locker. */
  | { show: "handIn"; to?: string }
  /** What I have asked for, and asking. */
  | { show: "asked" }
  | { show: "ask"; to?: string }
  /** What waits in one's own locker. */
  | { show: "waiting" }
  | { show: "waitingPaper" | "refuseWaiting"; deposit: string }
  | { show: "letter" | "requestReview" | "requestNo"; letter: string }
  /** Which of one's papers answers the asked one at this place, from 0. */
  | { show: "requestPick"; letter: string; asked: number };

/** Places that share what was lent, so that nothing is fetched twice between them. */
export type AreaPlace = Extract<LentPlace, { show: "lent" | "loan" | "lentPaper" | "lentLarge" | "handIn" | "asked" | "ask" }>;
/** What waits, and answering it: what was chosen so far stays between them. */
export type WaitingPlace = Exclude<LentPlace, AreaPlace>;

const area = ["lent", "loan", "lentPaper", "lentLarge", "handIn", "asked", "ask"] as const satisfies readonly AreaPlace["show"][];
const waiting = [
  "waiting", "waitingPaper", "refuseWaiting", "letter", "requestReview", "requestNo", "requestPick",
] as const satisfies readonly WaitingPlace["show"][];

export function isArea(place: { show: string }): place is AreaPlace {
  return (area as readonly string[]).includes(place.show);
}

export function isWaiting(place: { show: string }): place is WaitingPlace {
  return (waiting as readonly string[]).includes(place.show);
}

export function isLent(place: { show: string }): place is LentPlace {
  return isArea(place) || isWaiting(place);
}
