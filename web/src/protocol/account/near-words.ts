import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as french } from "@scure/bip39/wordlists/french.js";
import { normalised } from "./handle";

/** One word that somebody typed: what it stands for, else the words that are spelt nearly so. */
export interface Typed {
  typed: string;
  /** As the list shows it; a number with its four digits. */
  word?: string;
  /** At most three, the nearest first; none where `word` is there. */
  near: string[];
}

/** Words of more letters than any list has, and more words than five, are left alone. */
const LONGEST = 16;
const MOST = 8;
const NEAR = 3;
const BEGINNING = 4;
/** Letters that may be wrong: two are more than half of a short word. */
const FAULTS = 2;

/**
 * Each word of what was typed. The list that knows most of them stands first among what is offered: words of two languages
 * are no way in. Nothing here is sent: the lists are in the program.
 */
export function checkWords(typed: string): Typed[] {
  const words = split(typed);
  const known = (list: readonly Entry[]) => words.filter((word) => find(list, word) !== undefined).length;
  const order = known(frenchList()) >= known(englishList()) ? [frenchList(), englishList()] : [englishList(), frenchList()];
  return words.map((word) => {
    const found = order.map((list) => find(list, word)).find((entry) => entry !== undefined) ?? numberOf(word);
    return { typed: word, ...(found !== undefined && { word: found }), near: found === undefined ? nearest(order, word) : [] };
  });
}

interface Entry {
  shown: string;
  plain: string;
}

function split(typed: string): string[] {
  return normalised(typed.slice(0, 1024)).split(/[^\p{Alphabetic}\p{N}]+/u).filter((word) => word !== "").slice(0, MOST);
}

function find(list: readonly Entry[], word: string): string | undefined {
  const whole = list.find(({ plain }) => plain === word);
  if (whole !== undefined) return whole.shown;
  if (word.length < BEGINNING) return undefined;
  const [first, second] = list.filter(({ plain }) => plain.startsWith(word));
  return second === undefined ? first?.shown : undefined;
}

function numberOf(word: string): string | undefined {
  return /^\d{4}$/.test(word) && Number(word) >= 1 && Number(word) <= 2048 ? word : undefined;
}

function nearest(lists: readonly (readonly Entry[])[], word: string): string[] {
  if (word.length < 3 || word.length > LONGEST || /\d/.test(word)) return [];
  const faults = word.length < 5 ? 1 : FAULTS;
  return lists
    .flatMap((list, turn) => list.map(({ shown, plain }) => ({ shown, turn, far: distance(word, plain, faults) })))
    .filter(({ far }) => far <= faults)
    .sort((one, other) => one.far - other.far || one.turn - other.turn)
    .slice(0, NEAR)
    .map(({ shown }) => shown);
}

/** Letters to add, leave out, change, or exchange with their neighbour (Damerau and Levenshtein); more than `most` is `most + 1`. */
function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const exchanged = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next[column] = Math.min(
        at(last, column) + 1,
        at(next, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        exchanged ? at(before, column - 2) + 1 : Infinity,
      );
    }
    if (Math.min(...next) > most) return most + 1;
    before = last;
    last = next;
  }
  return Math.min(at(last, other.length), most + 1);
}

function at(row: readonly number[], place: number): number {
  return row[place] ?? Infinity;
}

let frenchEntries: Entry[] | undefined;
let englishEntries: Entry[] | undefined;

function frenchList(): readonly Entry[] {
  return (frenchEntries ??= entries(french));
}

function englishList(): readonly Entry[] {
  return (englishEntries ??= entries(english));
}

function entries(list: readonly string[]): Entry[] {
  return list.map((shown) => ({ shown, plain: normalised(shown) }));
}
