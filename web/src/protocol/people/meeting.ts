import type { GrantId } from "../act/people";
import { decode, isText64, type Text64 } from "../bytes";
import { inOrder, isBoolean, isFields, isInteger, isListOf, isString, type FieldReader, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import * as limits from "../limits";
import { require } from "../refusal";
import { field, maybeField } from "../sealed-json";
import { NAME, TEXT, checkText } from "./introduction";

/** 16 random bytes, base64url. It is in letters and notes alone: no server knows it. */
export type MeetingId = Text64 & { readonly meeting: unique symbol };

/** When, where and what for; the same for everybody. */
export interface Appointment {
  /** How often it was moved or called off. */
  sequence: number;
  /** When it begins, milliseconds since 1970. */
  start: number;
  minutes: number;
  place?: string;
  purpose: string;
}

/** The letter that invites to a meeting, moves it or calls it off. */
export interface Invited extends Appointment {
  /** Which; the same when it is moved. */
  meeting: MeetingId;
  /** Names of the others who are invited, where who calls it says so. */
  with?: string[];
  /** It doesn't take place. */
  off: boolean;
}

/** The answer to it. */
export interface Coming {
  /** The deposit that is answered. */
  to: Id;
  comes: boolean;
  motive?: string;
}

/** The note of who called it. */
export interface Meeting extends Appointment {
  meeting: MeetingId;
  /** Until when what is lent for it stays lent, milliseconds since 1970. */
  until: number;
  invited: Guest[];
  /** Whether each is told who the others are. */
  named: boolean;
  off: boolean;
}

/** One of those who are invited. */
export interface Guest {
  account: Id;
  /** The letter that they were sent last, and what they have answered to that. */
  letter: Id;
  /** By which they see something for it. */
  grants: GrantId[];
  comes?: boolean;
  motive?: string;
}

export const INVITED_KEYS = ["meeting", "sequence", "start", "minutes", "place", "purpose", "with", "off"] as const;
export const COMING_KEYS = ["to", "comes", "motive"] as const;
export const MEETING_KEYS = ["note", "meeting", "sequence", "start", "minutes", "place", "purpose", "until", "invited", "named", "off"] as const;
const GUEST_KEYS = ["account", "letter", "grants", "comes", "motive"] as const;

export function readInvited(fields: FieldReader): Invited {
  const [place, others] = [fields.maybe("place", isString), fields.maybe("with", isListOf(isString))];
  return {
    meeting: fields.get("meeting", isMeetingId),
    sequence: fields.integer("sequence"),
    start: fields.integer("start"),
    minutes: fields.integer("minutes"),
    ...(place !== undefined && { place }),
    purpose: fields.get("purpose", isString),
    ...(others !== undefined && { with: others }),
    off: fields.get("off", isBoolean),
  };
}

/** `malformed` for times or texts that make no sense, `too_large` over a bound, `end` for one more than 366 days after `time`, the letter's. */
export function checkInvited(invited: Invited, time: number): void {
  checkAppointment(invited, time);
  if (invited.with === undefined) return;
  checkCount(invited.with.length, limits.INVITED - 1);
  for (const name of invited.with) checkText(name, NAME);
}

export function checkComing({ motive }: Coming): void {
  if (motive !== undefined) checkText(motive, NAME);
}

/** Of a note; `malformed`, `too_large`. */
export function readMeeting(said: Fields): Meeting {
  const fields = present(said);
  const place = maybeField(fields, "place", isString);
  const meeting = {
    meeting: field(fields, "meeting", isMeetingId),
    sequence: field(fields, "sequence", isInteger),
    start: field(fields, "start", isInteger),
    minutes: field(fields, "minutes", isInteger),
    ...(place !== undefined && { place }),
    purpose: field(fields, "purpose", isString),
    until: field(fields, "until", isInteger),
    invited: field(fields, "invited", Array.isArray).map(readGuest),
    named: field(fields, "named", isBoolean),
    off: field(fields, "off", isBoolean),
  };
  checkMeeting(meeting);
  return meeting;
}

/** What stands in the note, in the order of its keys. */
export function writeMeeting(meeting: Meeting): Fields {
  checkMeeting(meeting);
  return inOrder(MEETING_KEYS, { ...meeting, invited: meeting.invited.map((guest) => inOrder(GUEST_KEYS, guest)) });
}

/** What is said to a guest, whose place in the list this is; `names` are those of all guests, in the same order. */
export function letterTo({ meeting, sequence, start, minutes, place, purpose, named, off }: Meeting, guest: number, names: readonly string[]): Invited {
  const others = names.filter((_, other) => other !== guest);
  return { meeting, sequence, start, minutes, ...(place !== undefined && { place }), purpose, ...(named && others.length > 0 && { with: others }), off };
}

/** When it ends, milliseconds since 1970. */
export function endOf({ start, minutes }: Appointment): number {
  return start + minutes * 60_000;
}

export function checkAppointment({ sequence, start, minutes, place, purpose }: Appointment, time: number): void {
  require(sequence <= limits.MOVES, "too_large");
  require(minutes >= 1 && minutes <= limits.MEETING_MINUTES, "malformed");
  if (place !== undefined) checkText(place, NAME);
  checkText(purpose, TEXT);
  require(start <= time + limits.ASK_TIME, "end");
}

function checkMeeting(meeting: Meeting): void {
  checkAppointment(meeting, meeting.start);
  checkCount(meeting.invited.length, limits.INVITED);
  require(new Set(meeting.invited.map(({ account }) => account)).size === meeting.invited.length, "malformed");
  require(meeting.invited.reduce((sum, { grants }) => sum + grants.length, 0) <= limits.MEETING_GRANTS, "too_large");
  for (const { motive } of meeting.invited) if (motive !== undefined) checkText(motive, NAME);
}

function readGuest(value: unknown): Guest {
  require(isFields(value), "malformed");
  const fields = present(value);
  require(Object.keys(fields).every((key) => (GUEST_KEYS as readonly string[]).includes(key)), "malformed");
  const [comes, motive] = [maybeField(fields, "comes", isBoolean), maybeField(fields, "motive", isString)];
  return {
    account: field(fields, "account", isId),
    letter: field(fields, "letter", isId),
    grants: field(fields, "grants", isListOf(isSixteen)) as GrantId[],
    ...(comes !== undefined && { comes }),
    ...(motive !== undefined && { motive }),
  };
}

/** Without what is null, which is as good as absent in a note. */
function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function checkCount(count: number, most: number): void {
  require(count > 0, "malformed");
  require(count <= most, "too_large");
}

function isMeetingId(value: unknown): value is MeetingId {
  return isSixteen(value);
}

function isSixteen(value: unknown): value is Text64 {
  return isText64(value) && decode(value).length === 16;
}
