/** What a lending begins with; the steps keep what was answered. */
export interface LendStart {
  to?: string;
  papers?: string[];
  shelf?: string;
  /** The whole locker, with this right. */
  whole?: "edit" | "manage";
}

/** The four questions of a lending, who sees what, and the ways to live with a locker. */
export type LendPlace =
  | { show: "lendWho"; start?: LendStart }
  | { show: "lendWhat" | "lendWhy" | "lendRead"; start?: LendStart }
  | { show: "sees" | "takeAllBack" | "reads" }
  /** How one lives with the locker, and what one may do after somebody's time in it ended. */
  | { show: "mode" | "ended" };
