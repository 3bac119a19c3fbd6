import { utf8 } from "../bytes";
import { isString, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import { require } from "../refusal";

/** Bytes of UTF-8 (§3): a name of a person, an organisation or a site; a mission, or how somebody is reached. */
export const NAME = 256;
export const TEXT = 1024;

const MOST = { name: NAME, organisation: NAME, site: NAME, mission: TEXT, reach: TEXT } as const;

const TEXTS = Object.keys(MOST) as (keyof typeof MOST)[];

/** The order in which a reply holds them. */
export const INTRODUCTION_KEYS = [...TEXTS, "locker"] as const;

/** How a person introduces themselves: their own words, which nobody has checked. */
export interface Introduction {
  name: string;
  /** Who employs them. */
  organisation?: string;
  /** Where. */
  site?: string;
  /** What they do for people. */
  mission?: string;
  /** How to reach them. */
  reach?: string;
  /** Into which locker one hands something in. */
  locker?: Id;
}

/** What these keys say, as JSON has it; `malformed` for another type, and what `checkIntroduction` refuses. */
export function readIntroduction(fields: Fields, keys: readonly (keyof Introduction)[] = INTRODUCTION_KEYS): Introduction {
  const texts = keys.map((key) => [key, Object.hasOwn(fields, key) ? fields[key] : undefined]).filter(([, text]) => text !== undefined && text !== null);
  const who = Object.fromEntries(texts) as Fields;
  require(Object.values(who).every(isString) && isString(who["name"]) && (who["locker"] === undefined || isId(who["locker"])), "malformed");
  return checkIntroduction(who as unknown as Introduction);
}

/** Whether it can be shown: `too_large` for a text over its bound, `malformed` for one that is blank or holds a control character. */
export function checkIntroduction(who: Introduction): Introduction {
  for (const key of TEXTS) {
    const text = who[key];
    if (text === undefined) continue;
    checkText(text, MOST[key]);
  }
  return who;
}

/** Whether a text that a person wrote can be shown: `too_large` over `most` bytes, `malformed` for one that is blank or holds a control character. */
export function checkText(text: string, most: number): void {
  require(text.length <= most && utf8(text).length <= most, "too_large");
  require(!/^\p{White_Space}*$/u.test(text) && !/\p{Cc}/u.test(text), "malformed");
}
