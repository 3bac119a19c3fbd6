import { utf8 } from "../../protocol/bytes";

/** Bytes of a safe name at most. File systems take 255; the rest is room for `.age` and what others add. */
const LONGEST = 200;
/** Bytes of an extension, with its dot, that is worth keeping. */
const LONGEST_EXTENSION = 20;
const NAMELESS = "document";

/** Separators and what Windows refuses; controls; what changes how a name reads without being seen. The two joiners stay. */
const UNSAFE =
  /[/\\<>:"|?*\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
/** Names of devices on Windows, with any extension. */
const RESERVED = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])$/;

/**
 * The safe form of a name, the same as the command line's: no separators, control or bidirectional characters, nothing that
 * Windows refuses, no leading dash or dot, at most 200 bytes with its extension kept.
 */
export function safeName(name: string): string {
  // A half of a pair that lost its other half has no UTF-8.
  const cleaned = new TextDecoder().decode(utf8(name)).normalize("NFC").replace(UNSAFE, "_").replace(/\s/gu, " ");
  // Windows drops dots and spaces at the end, and two names would become one.
  const trimmed = cleaned.trim().replace(/[. ]+$/u, "").trimStart();
  const stem = (trimmed.split(".", 1)[0] ?? "").trimEnd().toUpperCase();
  const begun = /^[.-]/u.test(trimmed) ? `_${trimmed.slice(1)}` : RESERVED.test(stem) ? `_${trimmed}` : trimmed;
  return fit(begun === "" || begun === "_" ? NAMELESS : begun, "");
}

/** Gives each name once, also where upper and lower case are one: what is taken gets a number. */
export class Names {
  readonly #taken = new Set<string>();

  give(name: string): string {
    const safe = safeName(name);
    let given = safe;
    for (let number = 2; this.#taken.has(given.toLowerCase()); number += 1) given = fit(safe, ` (${number})`);
    this.#taken.add(given.toLowerCase());
    return given;
  }
}

/** `name` with `suffix` before its extension, cut to the longest. */
function fit(name: string, suffix: string): string {
  const [stem, extension] = split(name);
  const room = LONGEST - utf8(suffix).length - utf8(extension).length;
  return `${cut(stem, room)}${suffix}${extension}`;
}

function split(name: string): [string, string] {
  const dot = name.lastIndexOf(".");
  const extension = name.slice(dot);
  const is = dot > 0 && utf8(extension).length <= LONGEST_EXTENSION && !extension.includes(" ");
  return is ? [name.slice(0, dot), extension] : [name, ""];
}

/** Between two characters, at or before so many bytes. */
function cut(text: string, most: number): string {
  if (utf8(text).length <= most) return text;
  let fitting = "";
  let length = 0;
  for (const character of text) {
    length += utf8(character).length;
    if (length > most) break;
    fitting += character;
  }
  return fitting.replace(/[. ]+$/u, "");
}
