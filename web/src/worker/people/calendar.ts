import { hashOf, decode, utf8 } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import type { MeetingId } from "../../protocol/people/meeting";

/** A line's bytes, without its end. */
const LINE = 75;

/** What a calendar is told. Only what is in it leaves the locker. */
export interface CalendarEvent {
  meeting: MeetingId;
  /** Whose calendar it is for: two people's files of one meeting have nothing in common but the time. */
  account: Id;
  sequence: number;
  /** Milliseconds since 1970. */
  written: number;
  start: number;
  end: number;
  /** What the calendar shows. */
  title: string;
  place?: string;
  off: boolean;
}

/** One appointment as a calendar file (RFC 5545). It reminds a day and an hour before, unless the meeting is off. */
export function toCalendar(event: CalendarEvent): string {
  const { sequence, written, start, end, title, place, off } = event;
  const alarms = off ? [] : ["-P1D", "-PT1H"];
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Calendar//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${uid(event)}`,
    `DTSTAMP:${utc(written)}`,
    `SEQUENCE:${String(sequence)}`,
    `DTSTART:${utc(start)}`,
    `DTEND:${utc(end)}`,
    `SUMMARY:${escaped(title)}`,
    ...(place === undefined ? [] : [`LOCATION:${escaped(place)}`]),
    "CLASS:PRIVATE",
    `STATUS:${off ? "CANCELLED" : "CONFIRMED"}`,
    ...alarms.flatMap((before) => ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(title)}`, `TRIGGER:${before}`, "END:VALARM"]),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map(folded).join("");
}

/** A UUID of version 8 (RFC 9562), the same whenever the meeting is moved. */
function uid({ meeting, account }: CalendarEvent): string {
  const bytes = decode(hashOf(utf8(`armoire/1/calendar\n${meeting}\n${account}`))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A TEXT (RFC 5545 §3.3.11). */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n").replace(/\p{Cc}/gu, "");
}

/** A line with its end, folded between characters. */
function folded(line: string): string {
  let text = "";
  let length = 0;
  for (const character of line) {
    const { length: bytes } = utf8(character);
    if (length + bytes > LINE) {
      text += "\r\n ";
      length = 1;
    }
    text += character;
    length += bytes;
  }
  return `${text}\r\n`;
}

/** `20261124T130000Z`. */
function utc(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}
