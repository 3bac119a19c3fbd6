import { utf8 } from "../bytes";
import { FieldReader, inOrder, isBoolean, isFields, isListOf, isString, type Fields } from "../canonical";
import type { Id } from "../id";
import * as limits from "../limits";
import { Refusal, require } from "../refusal";
import { NAME, TEXT, checkIntroduction, checkText, readIntroduction, type Introduction } from "./introduction";
import { checkWords } from "./kept-vouch";
import { COMING_KEYS, INVITED_KEYS, checkComing, checkInvited, readInvited, type Coming, type Invited } from "./meeting";
import { readVouch, writeVouch, type Vouch } from "./vouch";

/** What proposals, answers to them and ends are about. */
export type What = "entry" | "referent";

/** Who the author is in a matter: whose locker it is about, or who helps. Two people can help each other. */
export type Side = "holder" | "practitioner";

export type Described = Omit<Introduction, "locker">;
export type Successor = Omit<Described, "mission">;

/** A deposit that is no paper, but something to say (§7). Its author is certain, what it says is theirs. */
export type Letter =
  | { form: "ask"; papers: { name: string }[]; purpose: string; until: number }
  /** `to`: the deposit that is answered. */
  | { form: "answer"; to: Id; granted: boolean[]; motive?: string }
  | { form: "propose"; what: What; by: Side; entry?: Described; motive?: string }
  | { form: "accept" | "decline"; to: Id; what: What; by: Side; motive?: string }
  | { form: "end"; what: What; by: Side; motive?: string; successor?: Successor }
  | ({ form: "meeting" } & Invited)
  | ({ form: "coming" } & Coming)
  /** By the organisation to its member, or by the member to somebody whom they have met. */
  | { form: "vouch"; vouch: Vouch };

const DECISION = ["to", "what", "by", "motive"];
/** By form, the keys in their order. */
const KEYS: Record<Letter["form"], readonly string[]> = {
  ask: ["papers", "purpose", "until"],
  answer: ["to", "granted", "motive"],
  propose: ["what", "by", "entry", "motive"],
  accept: DECISION,
  decline: DECISION,
  end: ["what", "by", "motive", "successor"],
  meeting: INVITED_KEYS,
  coming: COMING_KEYS,
  vouch: ["vouch"],
};
const DESCRIBED = ["name", "organisation", "site", "mission", "reach"] as const;
const SUCCESSOR = ["name", "organisation", "site", "reach"] as const;

export function isLetterForm(form: unknown): form is Letter["form"] {
  return isString(form) && Object.hasOwn(KEYS, form);
}

/** Reads a letter of this form, without `checkLetter`; `not_canonical` for any other key, order or type. */
export function readLetter(form: Letter["form"], value: unknown): Letter {
  const fields = new FieldReader(value, KEYS[form]);
  const motive = optional("motive", fields.maybe("motive", isString));
  switch (form) {
    case "ask": {
      const papers = fields.get("papers", isListOf(isFields)).map((paper) => ({ name: new FieldReader(paper, ["name"]).get("name", isString) }));
      return { form, papers, purpose: fields.get("purpose", isString), until: fields.integer("until") };
    }
    case "answer":
      return { form, to: fields.id("to"), granted: fields.get("granted", isListOf(isBoolean)), ...motive };
    case "propose":
      return { form, what: fields.get("what", isWhat), by: fields.get("by", isSide), ...optional("entry", read(fields, "entry", DESCRIBED)), ...motive };
    case "accept":
    case "decline":
      return { form, to: fields.id("to"), what: fields.get("what", isWhat), by: fields.get("by", isSide), ...motive };
    case "end":
      return { form, what: fields.get("what", isWhat), by: fields.get("by", isSide), ...motive, ...optional("successor", read(fields, "successor", SUCCESSOR)) };
    case "meeting":
      return { form, ...readInvited(fields) };
    case "coming":
      return { form, to: fields.id("to"), comes: fields.get("comes", isBoolean), ...motive };
    case "vouch":
      return { form, vouch: readVouch(fields.get("vouch", isFields)) };
  }
}

/** The same of a letter that was kept in a note: in any order, `kind` for a form that isn't known, `malformed`. */
export function readKeptLetter(form: unknown, value: unknown): Letter {
  require(isLetterForm(form), "kind");
  try {
    return readLetter(form, ordered(value, KEYS[form]));
  } catch (error) {
    throw error instanceof Refusal && error.code === "not_canonical" ? new Refusal("malformed") : error;
  }
}

/** What stands in a box, or a note, in the order of its keys. */
export function writeLetter(letter: Letter): Fields {
  const fields: Fields = { ...letter };
  if (letter.form === "propose" && letter.entry !== undefined) fields["entry"] = inOrder(DESCRIBED, letter.entry);
  if (letter.form === "end" && letter.successor !== undefined) fields["successor"] = inOrder(SUCCESSOR, letter.successor);
  if (letter.form === "vouch") fields["vouch"] = writeVouch(letter.vouch);
  return inOrder(KEYS[letter.form], fields);
}

/**
 * Whether it can be sent, or shown. `too_large` over 8 KiB or for a text over its bound, `malformed` for a text that can't be shown or a part
 * that is missing or too much, `end` for papers that are asked for until more than 366 days after `time`, that of the deposit's act.
 */
export function checkLetter(letter: Letter, time: number): Letter {
  require(utf8(JSON.stringify(writeLetter(letter))).length <= limits.LETTER, "too_large");
  if (letter.form === "ask") {
    checkNumber(letter.papers.length);
    for (const { name } of letter.papers) checkText(name, NAME);
    checkText(letter.purpose, TEXT);
    require(letter.until <= time + limits.ASK_TIME, "end");
    return letter;
  }
  if (letter.form === "vouch") {
    checkWords(letter.vouch);
    return letter;
  }
  if (letter.form === "meeting" || letter.form === "coming") {
    if (letter.form === "meeting") checkInvited(letter, time);
    else checkComing(letter);
    return letter;
  }
  if (letter.form === "answer") checkNumber(letter.granted.length);
  if (letter.motive !== undefined) checkText(letter.motive, TEXT);
  if (letter.form === "propose") {
    require((letter.what === "entry") === (letter.entry !== undefined), "malformed");
    require(letter.what === "referent" || letter.by === "practitioner", "malformed");
    if (letter.entry !== undefined) checkIntroduction(letter.entry);
  }
  // Nobody is asked by a holder to stand on their list.
  if (letter.form === "accept" || letter.form === "decline") require(letter.what === "referent" || letter.by === "holder", "malformed");
  if (letter.form === "end" && letter.successor !== undefined) {
    require(letter.by === "practitioner", "malformed");
    checkIntroduction(letter.successor);
  }
  return letter;
}

/** A successor of a referent's step; `malformed`. */
export function readSuccessor(value: unknown): Successor {
  const said = ordered(value, SUCCESSOR);
  require(isFields(said) && Object.keys(said).every((key) => (SUCCESSOR as readonly string[]).includes(key)), "malformed");
  return readIntroduction(said, SUCCESSOR);
}

export function isSide(value: unknown): value is Side {
  return value === "holder" || value === "practitioner";
}

export function isWhat(value: unknown): value is What {
  return value === "entry" || value === "referent";
}

function read(fields: FieldReader, key: string, keys: readonly (keyof Described)[]): Described | undefined {
  const said = fields.maybe(key, isFields);
  if (said === undefined) return undefined;
  const texts = new FieldReader(said, keys);
  const others = keys.slice(1).map((one) => [one, texts.maybe(one, isString)] as const);
  return { name: texts.get("name", isString), ...Object.fromEntries(others.filter(([, text]) => text !== undefined)) };
}

/** Keys that are known in their order, then those that aren't; without those that are null. */
function ordered(value: unknown, keys: readonly string[]): unknown {
  if (!isFields(value)) return value;
  const nested: Fields = { entry: DESCRIBED, successor: SUCCESSOR };
  const present = Object.entries(value).filter(([, one]) => one !== null);
  const fields = Object.fromEntries(present.map(([key, one]) => [key, Array.isArray(nested[key]) && isFields(one) ? ordered(one, nested[key] as string[]) : one]));
  return { ...inOrder(keys, fields), ...Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key))) };
}

function checkNumber(papers: number): void {
  require(papers > 0, "malformed");
  require(papers <= limits.ASKED, "too_large");
}

function optional<K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<K, T>>;
}

