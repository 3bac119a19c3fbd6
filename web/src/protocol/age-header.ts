import type { RecipientType } from "./hazmat/age";
import * as limits from "./limits";
import { Refusal, require } from "./refusal";

const INTRODUCTION = "age-encryption.org/v1";
/** age wraps stanza bodies at 64 columns; only the last line is shorter. */
const COLUMNS = 64;
const MAC = 43;

/**
 * Reads the header of an age file before any library sees it (§2): libraries take any number of stanzas, and a header that
 * names two recipients lets one of them rewrite the file for the other.
 *
 * `header` when it isn't an age header or doesn't end within 8,192 bytes; `stanzas` unless it holds exactly one stanza of
 * the expected type and at most one whose type ends in `-grease`. The format is https://c2sp.org/age.
 */
export function checkAgeHeader(file: Uint8Array, expected: RecipientType): void {
  const lines = new Lines(file.subarray(0, limits.AGE_HEADER));
  require(lines.next() === INTRODUCTION, "header");
  let recipients = 0;
  let grease = 0;
  for (;;) {
    const line = lines.next();
    if (line.startsWith("--- ")) {
      require(line.length === "--- ".length + MAC, "header");
      require(recipients === 1 && grease <= 1, "stanzas");
      return;
    }
    require(line.startsWith("-> "), "header");
    const type = line.slice("-> ".length).split(" ", 1)[0] ?? "";
    if (type === expected) recipients += 1;
    else if (type.endsWith("-grease")) grease += 1;
    else throw new Refusal("stanzas");
    require(recipients <= 1 && grease <= 1, "stanzas");
    skipBody(lines);
  }
}

function skipBody(lines: Lines): void {
  for (;;) {
    const body = lines.next();
    require(body.length <= COLUMNS && !body.startsWith("-> ") && !body.startsWith("---"), "header");
    if (body.length < COLUMNS) return;
  }
}

class Lines {
  #rest: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#rest = bytes;
  }

  next(): string {
    const end = this.#rest.indexOf(0x0a);
    require(end >= 0, "header");
    // One character a byte: lengths stay byte counts whatever a hostile file holds.
    const line = String.fromCharCode(...this.#rest.subarray(0, end));
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }
}
