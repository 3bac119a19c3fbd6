import { french } from "./french/index";
import type { Texts } from "./texts";

export type { Texts } from "./texts";

/** A language of the interface, by its BCP 47 tag. */
export type Language = "fr" | "en";

/** What choosing a language needs before its texts are there. */
export interface LanguageEntry {
  tag: Language;
  /** Its name in itself. */
  name: string;
  direction: "ltr" | "rtl";
  /** How it writes days and hours where the people of this project live. */
  formats: string;
}

/** A language and its texts. */
export interface Speech {
  entry: LanguageEntry;
  texts: Texts;
}

const frenchEntry: LanguageEntry = { tag: "fr", name: "Français", direction: "ltr", formats: "fr-FR" };
const englishEntry: LanguageEntry = { tag: "en", name: "English", direction: "ltr", formats: "en-GB" };

/** Every language, in the order of the first screen. */
export const languages: readonly LanguageEntry[] = [frenchEntry, englishEntry];

/** The language chosen on this device, else the first of the browser's that we speak, else French. */
export function preferredLanguage(): Language {
  for (const wanted of [chosen(), ...navigator.languages]) {
    const entry = languages.find(({ tag }) => wanted.toLowerCase().split("-")[0] === tag);
    if (entry !== undefined) return entry.tag;
  }
  return frenchEntry.tag;
}

/** Keeps the choice on this device. It is the only thing that the page stores, and says nothing about a person. */
export function keepLanguage(tag: Language): void {
  try {
    localStorage.setItem(key, tag);
  } catch {
    // Storage may be refused (private window): the choice then lasts as long as the page.
  }
}

/** The texts of a language. French is part of the page, so that something can be said without a network. */
export async function textsOf(tag: Language): Promise<Speech> {
  switch (tag) {
    case "fr":
      return frenchSpeech;
    case "en":
      try {
        return { entry: englishEntry, texts: (await import("./english/index")).english };
      } catch {
        return frenchSpeech;
      }
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
