import type { Introduction } from "../../bridge/bridge";
import { telephoneIn } from "./reach";

/** Somebody as an address book takes them. */
export interface Contact extends Introduction {
  kind: "person" | "team";
  /** Until when they helped. */
  until?: number;
}

/** Longest line of a vCard, in bytes of UTF-8 without its end (RFC 6350, 3.2). */
const longest = 75;

/**
 * Contacts as vCards 4.0 (RFC 6350), those who help now first, then by name: in an order of no language, so that every device and the command line
 * save the same file. Nothing in them names the locker, an account or when it was: an address book is often kept
 * elsewhere, by others.
 */
export function vcardsOf(contacts: readonly Contact[]): string {
  const ordered = [...contacts].sort((one, other) => Number(one.until !== undefined) - Number(other.until !== undefined) || byCodePoints(one.name, other.name));
  return ordered.map(vcardOf).join("");
}

function vcardOf({ kind, name, organisation, site, mission, reach }: Contact): string {
  const telephone = telephoneIn(reach);
  const lines = [
    "BEGIN:VCARD",
    "VERSION:4.0",
    `KIND:${kind === "team" ? "org" : "individual"}`,
    `FN:${escaped(name)}`,
    organisation !== undefined && `ORG:${escaped(organisation)}`,
    // Where they are, in their own words, stands for the street.
    site !== undefined && `ADR:;;${escaped(site)};;;;`,
    mission !== undefined && `ROLE:${escaped(mission)}`,
    telephone !== undefined && `TEL:${telephone}`,
    reach !== undefined && `NOTE:${escaped(reach)}`,
    "END:VCARD",
  ];
  return lines.flatMap((line) => (line === false ? [] : [`${folded(line)}\r\n`])).join("");
}

/** A text of others: it ends no line, no part and no card. */
function escaped(text: string): string {
  return text
    .replace(/(?!\n)\p{Cc}/gu, "")
    .replace(/[\\,;]/g, (mark) => `\\${mark}`)
    .replace(/\n/g, "\\n");
}

/** Long lines go on in the next one, after a space; no character is cut. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let whole = "";
  let bytes = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (bytes + size > longest) {
      whole += "\r\n ";
      // The space counts.
      bytes = 1;
    }
    whole += character;
    bytes += size;
  }
  return whole;
}

function byCodePoints(one: string, other: string): number {
  const [ones, others] = [one, other].map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0)) as [number[], number[]];
  const at = ones.findIndex((point, place) => point !== others[place]);
  if (at === -1) return ones.length - others.length;
  return (ones[at] ?? 0) - (others[at] ?? -1);
}
