import { isBoolean, isFields, isInteger, isListOf, isString, type Fields } from "../canonical";
import { utf8 } from "../bytes";
import { isId, type Id } from "../id";
import { require } from "../refusal";
import { field, maybeField } from "../sealed-json";
import { TEXT, checkText } from "./introduction";
import { checkLetter } from "./letter";

/** What they answered: which were lent, in the order in which they were asked for; when, milliseconds since 1970. */
export interface Answered {
  granted: boolean[];
  motive?: string;
  time: number;
}

/** The note of papers that one has asked somebody to lend. */
export interface Asked {
  /** The letter: its deposit in their locker. */
  letter: Id;
  to: Id;
  /** When, milliseconds since 1970. */
  time: number;
  papers: { name: string }[];
  purpose: string;
  until: number;
  answer?: Answered;
}

/** The note of a paper that one has handed in. What became of it only its receiver knows. */
export interface Handed {
  /** Its deposit in their locker. */
  deposit: Id;
  to: Id;
  /** When, milliseconds since 1970. */
  time: number;
  name: string;
  /** Media type. */
  type: string;
  /** True size, bytes. */
  size: number;
}

export const ASKED_KEYS: readonly string[] = ["note", "letter", "to", "time", "papers", "purpose", "until", "answer"];
export const HANDED_KEYS: readonly string[] = ["note", "deposit", "to", "time", "name", "type", "size"];
const ANSWER_KEYS = ["granted", "motive", "time"];

/** The refusals of `checkAsked`; `malformed`. */
export function readAsked(said: Fields): Asked {
  const fields = present(said);
  const papers = field(fields, "papers", isListOf(isFields)).map((paper) => {
    require(Object.keys(paper).every((key) => key === "name"), "malformed");
    return { name: field(paper, "name", isString) };
  });
  const answer = maybeField(fields, "answer", isFields);
  return checkAsked({
    letter: field(fields, "letter", isId),
    to: field(fields, "to", isId),
    time: field(fields, "time", isInteger),
    papers,
    purpose: field(fields, "purpose", isString),
    until: field(fields, "until", isInteger),
    ...(answer && { answer: readAnswer(answer) }),
  });
}

/** Those of an `ask` at its time; `malformed` for an answer about more or fewer papers, or as in a letter. */
export function checkAsked(asked: Asked): Asked {
  const { papers, purpose, until, time, answer } = asked;
  checkLetter({ form: "ask", papers, purpose, until }, time);
  if (answer === undefined) return asked;
  require(answer.granted.length === papers.length, "malformed");
  if (answer.motive !== undefined) checkText(answer.motive, TEXT);
  return asked;
}

/** The refusals of `checkHanded`; `malformed`. */
export function readHanded(fields: Fields): Handed {
  return checkHanded({
    deposit: field(fields, "deposit", isId),
    to: field(fields, "to", isId),
    time: field(fields, "time", isInteger),
    name: field(fields, "name", isString),
    type: field(fields, "type", isString),
    size: field(fields, "size", isInteger),
  });
}

/** `malformed` for an empty text, `too_large` for one over 1,024 bytes. */
export function checkHanded(handed: Handed): Handed {
  for (const text of [handed.name, handed.type]) {
    require(text !== "", "malformed");
    require(utf8(text).length <= TEXT, "too_large");
  }
  return handed;
}

function readAnswer(said: Fields): Answered {
  const fields = present(said);
  require(Object.keys(fields).every((key) => ANSWER_KEYS.includes(key)), "malformed");
  const motive = maybeField(fields, "motive", isString);
  return { granted: field(fields, "granted", isListOf(isBoolean)), ...(motive !== undefined && { motive }), time: field(fields, "time", isInteger) };
}

/** Without what says nothing. */
function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
