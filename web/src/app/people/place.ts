import type { Introduction } from "../../bridge/bridge";

/** Who helps, and how people meet. */
export type PeoplePlace =
  | { show: "helpers" }
  /** Somebody of the list. */
  | { show: "helper"; id: string }
  /** Somebody who was met and doesn't stand on the list. */
  | { show: "met"; account: string }
  | { show: "addHelper" }
  /** Somebody whose keys aren't those that were met, or of whom nobody is sure. */
  | { show: "meetAgain"; account?: string; why: "card" | "unverified" }
  /** A new entry, of somebody who was met where there is an account, or in somebody's words; or one that is changed. */
  | { show: "writeHelper"; account?: string; words?: Introduction; id?: string }
  | { show: "showHelper" | "removeHelper" | "askReferent" | "endReferent"; id: string }
  /** Vouching for somebody, as their service. */
  | { show: "vouch"; account: string }
  /** Showing somebody that a service vouches for oneself. */
  | { show: "showVouch"; account: string }
  /** Offering oneself to somebody, for their list or as their referent. */
  | { show: "propose"; account: string }
  | { show: "introduce" | "listOut" }
  | { show: "square" | "link" | "scanSquare" }
  | { show: "join"; text: string };
