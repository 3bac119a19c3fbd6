import type { Document } from "../../bridge/bridge";
import type { Shelf } from "./shelves";

/** Longest question that is looked at, in characters. */
export const longestQuestion = 100;

/** A paper and what it is found by. */
interface Entry {
  paper: Document;
  name: string;
  shelf: string;
}

export type Index = readonly Entry[];

/** Everything that can be found: the papers that aren't binned, by their names and the names of their shelves. */
export function indexOf(papers: readonly Document[], shelves: readonly Shelf[]): Index {
  const shelfNames = new Map(shelves.flatMap(({ folder, name }) => (folder === undefined ? [] : [[folder.id, fold(name)] as const])));
  return papers.map((paper) => ({ paper, name: fold(paper.name), shelf: shelfNames.get(paper.folder) ?? "" }));
}

/**
 * The papers that have every word of the question in their name or their shelf's: those whose name begins with it first,
 * then those with a word that does, then the others; the newest first among equals.
 */
export function find(question: string, index: Index): Document[] {
  const asked = fold(question.slice(0, longestQuestion));
  const words = asked.split(" ").filter((word) => word !== "");
  if (words.length === 0) return [];
  return index
    .filter(({ name, shelf }) => words.every((word) => name.includes(word) || shelf.includes(word)))
    .map(({ paper, name }) => ({ paper, rank: rankOf(name, asked, words) }))
    .sort((one, other) => one.rank - other.rank || other.paper.added - one.paper.added)
    .map(({ paper }) => paper);
}

/**
 * A text as it is compared: without case, accents, Arabic vowel signs and joiners; letters that people write for each other
 * are one; digits are 0 to 9; everything else is a space.
 */
export function fold(text: string): string {
  const plain = text.normalize("NFKD").toLowerCase().replace(/[\p{M}\u0640]/gu, "");
  const same = plain.replace(/[œæßøłđıٱىئیةؤک]/gu, (letter) => twins[letter] ?? letter);
  const digits = same.replace(/[٠-٩۰-۹]/gu, (digit) => String(digit.charCodeAt(0) & 0xf));
  return digits.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const twins: Partial<Record<string, string>> = {
  œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i",
  // Alef, ye, te marbuta, waw and kaf, as Arabic, Persian and Pashto keyboards write them.
  ٱ: "ا", ى: "ي", ئ: "ي", ی: "ي", ة: "ه", ؤ: "و", ک: "ك",
};

function rankOf(name: string, asked: string, words: readonly string[]): number {
  if (name.startsWith(asked)) return 0;
  const starts = ` ${name}`;
  return words.every((word) => starts.includes(` ${word}`)) ? 1 : 2;
}
