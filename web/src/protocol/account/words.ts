import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as french } from "@scure/bip39/wordlists/french.js";
import { randomBelow } from "../hazmat/random";
import { Refusal } from "../refusal";
import { normalised } from "./handle";

export const LANGUAGES = ["fr", "en", "numbers"] as const;

export type Language = (typeof LANGUAGES)[number];

/** Five words, as five indexes below 2,048: 55 bits, generated and never chosen (§5). */
export type WordIndexes = readonly [number, number, number, number, number];

const COUNT = 5;
const LIST = 2048;
/** From this many letters on, the beginning of a word stands for it. */
const BEGINNING = 4;
// Longer than any five words with generous separators.
const TYPED = 1024;

/** Fresh words, which in no language could be taken for words of another. */
export function generateWords(): WordIndexes {
  for (;;) {
    const indexes = asIndexes(Array.from({ length: COUNT }, () => randomBelow(LIST)));
    if (indexes !== null && LANGUAGES.every((language) => isReadBack(indexes, language))) return indexes;
  }
}

/** The words as they are shown: with their accents. */
export function showWords(indexes: WordIndexes, language: Language): string[] {
  return indexes.map((index) => list(language).shown[index] ?? "");
}

/**
 * The words that a person typed, and their language. `words_unknown` with the place of the first word that fits no list
 * (of the language that fits longest), `words_ambiguous` when two languages fit.
 */
export function readWords(typed: string): { indexes: WordIndexes; language: Language } {
  const words = split(typed);
  const found: { indexes: WordIndexes; language: Language }[] = [];
  let longest = 0;
  for (const language of LANGUAGES) {
    const indexes = leading(words, language);
    longest = Math.max(longest, indexes.length);
    const five = words.length === COUNT ? asIndexes(indexes) : null;
    if (five !== null) found.push({ indexes: five, language });
  }
  const [first] = found;
  if (found.length > 1) throw new Refusal("words_ambiguous");
  if (first === undefined) throw new Refusal("words_unknown", longest + 1);
  return first;
}

function split(typed: string): string[] {
  return normalised(typed.slice(0, TYPED)).split(/[^\p{Alphabetic}\p{N}]+/u).filter((word) => word !== "");
}

/** Indexes of the words that fit, up to the first that doesn't. */
function leading(words: string[], language: Language): number[] {
  const indexes: number[] = [];
  for (const word of words.slice(0, COUNT)) {
    const index = list(language).indexOf(word);
    if (index === null) break;
    indexes.push(index);
  }
  return indexes;
}

function isReadBack(indexes: WordIndexes, language: Language): boolean {
  try {
    return readWords(showWords(indexes, language).join(" ")).language === language;
  } catch {
    return false;
  }
}

function asIndexes(indexes: number[]): WordIndexes | null {
  return indexes.length === COUNT ? (indexes as unknown as WordIndexes) : null;
}

class List {
  readonly shown: readonly string[];
  readonly #typed: string[];
  readonly #whole: Map<string, number>;

  constructor(shown: readonly string[]) {
    this.shown = shown;
    this.#typed = shown.map(normalised);
    this.#whole = new Map(this.#typed.map((word, index) => [word, index]));
  }

  /** Whole words win over beginnings. */
  indexOf(word: string): number | null {
    const whole = this.#whole.get(word);
    if (whole !== undefined) return whole;
    if (word.length < BEGINNING) return null;
    const first = this.#typed.findIndex((entry) => entry.startsWith(word));
    const only = first >= 0 && !this.#typed.slice(first + 1).some((entry) => entry.startsWith(word));
    return only ? first : null;
  }
}

const lists = new Map<Language, List>();

/** Made when first needed: 4,096 words aren't normalised by who only looks at a locker. */
function list(language: Language): List {
  const known = lists.get(language);
  if (known !== undefined) return known;
  const made = new List(shownWords(language));
  lists.set(language, made);
  return made;
}

function shownWords(language: Language): readonly string[] {
  switch (language) {
    case "fr":
      return french;
    case "en":
      return english;
    case "numbers":
      return Array.from({ length: LIST }, (_, index) => String(index + 1).padStart(4, "0"));
  }
}
