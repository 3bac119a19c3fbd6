import type { LentContents, LentFolder, LentPaper, Loan, Person, Right } from "../../bridge/bridge";
import type { OthersTexts } from "../../languages/texts";
import { displayName } from "../papers/names";
import { allows } from "./rights";

/** What is lent on: papers one by one, shelves with what comes into them, or the whole locker. */
export type Kind = "papers" | "shelves" | "all";

/** What somebody may lend on there: what they manage. */
export interface Lendable {
  papers: readonly LentPaper[];
  folders: readonly LentFolder[];
  kinds: readonly Kind[];
}

/** What was chosen to be lent on. */
export interface Lending {
  to: Person;
  kind: Kind;
  papers: readonly LentPaper[];
  folders: readonly LentFolder[];
  right: Right;
  purpose: string;
  /** Milliseconds since 1970; absent for what begins now. */
  start?: number;
  end: number;
}

export function lendableOf({ papers, folders, right }: LentContents): Lendable {
  const mine = <T extends { right: Right; trashed?: number }>(all: readonly T[]): T[] => all.filter((one) => one.trashed === undefined && allows(one.right, "manage"));
  const [theirs, shelves] = [mine(papers), mine(folders)];
  return { papers: theirs, folders: shelves, kinds: ["papers", ...(shelves.length > 0 ? ["shelves" as const] : []), ...(right === "manage" ? ["all" as const] : [])] };
}

/** Rights that may be given on: every one up to one's own. Nothing is added to a paper. */
export function rightsOn(kind: Kind): readonly Right[] {
  return kind === "papers" ? ["read", "edit", "manage"] : ["read", "add", "edit", "manage"];
}

/** The nodes of what was chosen; none for the whole locker. */
export function nodesOf({ kind, papers, folders }: Pick<Lending, "kind" | "papers" | "folders">): string[] {
  if (kind === "all") return [];
  return (kind === "papers" ? papers : folders).map(({ id }) => id);
}

/** Until when what was chosen may be lent on: of each, the end of the loan that lets one manage it longest. `otherwise` while nothing is chosen, or the loans aren't known. */
export function latestEnd(loans: readonly Loan[], { kind, papers, folders }: Pick<Lending, "kind" | "papers" | "folders">, otherwise: number): number {
  const longest = (...nodes: readonly (string | undefined)[]): number[] => {
    const ends = loans.filter(({ on, node, right }) => right === "manage" && (on === "locker" || nodes.includes(node))).map(({ end }) => end);
    return ends.length === 0 ? [] : [Math.max(...ends)];
  };
  const ends = kind === "all" ? longest() : kind === "papers" ? papers.flatMap(({ id, shelf }) => longest(id, shelf ?? id)) : folders.flatMap(({ id }) => longest(id));
  return ends.length === 0 ? otherwise : Math.min(...ends);
}

/** What was chosen, in words: one thing by its name, several by their number. */
export function whatIn({ kind, papers, folders }: Pick<Lending, "kind" | "papers" | "folders">, { lend, runLend }: OthersTexts): string {
  if (kind === "all") return runLend.everything;
  if (kind === "papers") return papers.length === 1 && papers[0] !== undefined ? lend.one(displayName(papers[0].name)) : lend.papers(papers.length);
  return folders.length === 1 && folders[0] !== undefined ? runLend.shelf(displayName(folders[0].name)) : lend.shelves(folders.length);
}
