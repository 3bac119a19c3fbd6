/** What a lending begins with; the steps keep what was answered. */
export interface LendStart {
  to?: string;
  papers?: string[];
  shelf?: string;
}

/** The four questions of a lending, and who sees what. */
export type LendPlace =
  | { show: "lendWho"; start?: LendStart }
  | { show: "lendWhat" | "lendWhy" | "lendRead"; start?: LendStart }
  | { show: "sees" | "takeAllBack" | "reads" };
