import type { Bytes } from "../bytes";
import { isInteger, isString, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import * as limits from "../limits";
import type { LabelPlace } from "../locker/label";
import { LABEL_BLOCK } from "../padding";
import { require } from "../refusal";
import { SEAL_OVERHEAD, openSealed, seal } from "../seal";
import { field, maybeField, readSealedJson, writeSealedJson } from "../sealed-json";
import type { Secret } from "../secret";
import { ASKED_KEYS, HANDED_KEYS, checkAsked, checkHanded, readAsked, readHanded, type Asked, type Handed } from "./asked";
import { checkIntroduction, readIntroduction } from "./introduction";
import { checkLetter, readKeptLetter, writeLetter, type Described, type Letter } from "./letter";
import { MEETING_KEYS, readMeeting, writeMeeting, type Meeting } from "./meeting";
import { Referent } from "./referent";

/** One of those who help, on the accompaniment list. */
export interface Entry extends Described {
  /** Absent for somebody whom the holder has typed in. */
  account?: Id;
  /** Somebody; or an outreach team, a service. */
  kind: "person" | "team";
  /** Since when they help; of a team that was met one day, when. Milliseconds since 1970. */
  since: number;
  /** Until when they helped. */
  until?: number;
  /** Who proposed it: the holder, or who stands on it. */
  addedBy: Id;
}

/** A document without objects in the private folder for people (§7): all is in its label, with the keys that this version doesn't know. */
export type Note = (
  | { note: "entry"; entry: Entry }
  | { note: "referent"; referent: Referent }
  /** One that was taken in, under the node of its deposit: both signatures stand in the log. */
  | { note: "letter"; author: Id; time: number; letter: Letter }
  /** A meeting that one has called. */
  | { note: "meeting"; meeting: Meeting }
  /** What one has asked for. */
  | { note: "asked"; asked: Asked }
  /** What one has handed in. */
  | { note: "handed"; handed: Handed }
) & { unknown: Fields };

const TEXTS = ["name", "organisation", "site", "mission", "reach"] as const;
const KEYS = {
  entry: ["note", ...TEXTS, "account", "kind", "since", "until", "added_by"],
  referent: ["note", "steps"],
  letter: ["note", "form", "author", "time", "label"],
  meeting: MEETING_KEYS as readonly string[],
  asked: ASKED_KEYS,
  handed: HANDED_KEYS,
};

/** `too_large` over 16 KiB; the refusals of what it says. */
export function sealNote(key: Secret, place: LabelPlace, note: Note): Promise<Bytes> {
  return seal(key, { context: "label", ...place }, writeSealedJson(writeNote(note), LABEL_BLOCK, limits.LABEL));
}

/**
 * The refusals of `openSealed`; `malformed` for what is no note, `kind` for one of a kind or form that isn't known; those of
 * `Referent.read`, `checkIntroduction` and `checkLetter`.
 */
export async function openNote(key: Secret, place: LabelPlace, sealed: Bytes): Promise<Note> {
  require(sealed.length <= limits.LABEL + SEAL_OVERHEAD, "too_large");
  return readNote(readSealedJson(await openSealed(key, { context: "label", ...place }, sealed), limits.LABEL));
}

function readNote(fields: Fields): Note {
  const note = field(fields, "note", isString);
  require(isKind(note), "kind");
  const unknown = Object.fromEntries(Object.entries(fields).filter(([key]) => !KEYS[note].includes(key)));
  switch (note) {
    case "entry":
      return { note, entry: readEntry(fields), unknown };
    case "referent":
      return { note, referent: Referent.read(fields["steps"]), unknown };
    case "meeting":
      return { note, meeting: readMeeting(fields), unknown };
    case "asked":
      return { note, asked: readAsked(fields), unknown };
    case "handed":
      return { note, handed: readHanded(fields), unknown };
    case "letter": {
      const [author, time] = [field(fields, "author", isId), field(fields, "time", isInteger)];
      return { note, author, time, letter: checkLetter(readKeptLetter(field(fields, "form", isString), fields["label"]), time), unknown };
    }
  }
}

function isKind(note: string): note is Note["note"] {
  return Object.hasOwn(KEYS, note);
}

function writeNote({ unknown, ...note }: Note): Fields {
  switch (note.note) {
    case "entry": {
      const { addedBy, ...entry } = note.entry;
      checkIntroduction(entry);
      return { note: note.note, ...entry, added_by: addedBy, ...unknown };
    }
    case "referent":
      return { note: note.note, steps: note.referent.steps, ...unknown };
    case "meeting":
      return { note: note.note, ...writeMeeting(note.meeting), ...unknown };
    case "asked":
      return { note: note.note, ...checkAsked(note.asked), ...unknown };
    case "handed":
      return { note: note.note, ...checkHanded(note.handed), ...unknown };
    case "letter": {
      const { author, time, letter } = note;
      return { note: note.note, form: letter.form, author, time, label: writeLetter(checkLetter(letter, time)), ...unknown };
    }
  }
}

function readEntry(fields: Fields): Entry {
  const { kind } = fields;
  require(kind === "person" || kind === "team", "malformed");
  const [account, until] = [maybeField(fields, "account", isId), maybeField(fields, "until", isInteger)];
  const [since, addedBy] = [field(fields, "since", isInteger), field(fields, "added_by", isId)];
  return { ...readIntroduction(fields, TEXTS), kind, since, addedBy, ...(account && { account }), ...(until !== undefined && { until }) };
}
