import { french } from "./french/index";
import type { Texts } from "./texts";

export type { Texts } from "./texts";

/** A language of the interface, by its BCP 47 tag. */
export type Language = "fr" | "en" | "ar";

/** What choosing a language needs before its texts are there. */
export interface LanguageEntry {
  tag: Language;
  /** Its name in itself. */
  name: string;
  direction: "ltr" | "rtl";
  /** How it writes days and hours where the people of this project live. */
  formats: string;
  /** The list that the five words come from: the protocol has two. */
  words: "fr" | "en";
  /** Who reads other letters is shown the five words as numbers first. */
  numbersFirst: boolean;
}

/** A language and its texts. */
export interface Speech {
  entry: LanguageEntry;
  texts: Texts;
}

const frenchEntry: LanguageEntry = {
  tag: "fr",
  name: "Français",
  direction: "ltr",
  formats: "fr-FR",
  words: "fr",
  numbersFirst: false,
};

const englishEntry: LanguageEntry = {
  tag: "en",
  name: "English",
  direction: "ltr",
  formats: "en-GB",
  words: "en",
  numbersFirst: false,
};

// Digits are 0 to 9, as on the papers of the people who read it here; hours are counted to 24.
const arabicEntry: LanguageEntry = {
  tag: "ar",
  name: "العربية",
  direction: "rtl",
  formats: "ar-u-hc-h23-nu-latn",
  words: "fr",
  numbersFirst: true,
};

/** Every language, in the order of the first screen. */
export const languages: readonly LanguageEntry[] = [frenchEntry, englishEntry, arabicEntry];

/** The language chosen on this device, else the first of the browser's that we speak, else French. */
export function preferredLanguage(): Language {
  for (const wanted of [chosen(), ...navigator.languages]) {
    const entry = languages.find(({ tag }) => wanted.toLowerCase().split("-")[0] === tag);
    if (entry !== undefined) return entry.tag;
  }
  return frenchEntry.tag;
}

/** Keeps the choice on this device. It says nothing about a person. */
export function keepLanguage(tag: Language): void {
  try {
    localStorage.setItem(key, tag);
  } catch {
    // Storage may be refused (private window): the choice then lasts as long as the page.
  }
}

/** On a device that isn't one's own the choice lasts as long as the page. */
export function forgetLanguage(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing could be kept either.
  }
}

/** The texts of a language. French is part of the page, so that something can be said without a network. */
export async function textsOf(tag: Language): Promise<Speech> {
  try {
    switch (tag) {
      case "fr":
        return frenchSpeech;
      case "en":
        return { entry: englishEntry, texts: (await import("./english/index")).english };
      case "ar":
        return { entry: arabicEntry, texts: (await import("./arabic/index")).arabic };
    }
  } catch {
    return frenchSpeech;
  }
}

const frenchSpeech: Speech = { entry: frenchEntry, texts: french };
const key = "language";

function chosen(): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}
