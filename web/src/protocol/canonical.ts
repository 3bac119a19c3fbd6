import { fromUtf8, isHash, isText64, utf8, type Bytes, type Hash, type Text64 } from "./bytes";
import { isId, type Id } from "./id";
import * as limits from "./limits";
import { Refusal, require } from "./refusal";

const [BACKSLASH, QUOTE, BRACE, BRACKET, END_BRACE, END_BRACKET] = Array.from('\\"{[}]', (character) => character.charCodeAt(0));

/** The keys and values of a JSON object, as parsed. */
export type Fields = Record<string, unknown>;

/**
 * Reads canonical JSON (§1): what equals its own compact re-serialisation. `too_large` over `limit` bytes, before
 * parsing; `not_canonical` for everything else.
 */
export function readCanonical(bytes: Uint8Array, limit: number): unknown {
  require(bytes.length <= limit, "too_large");
  try {
    const text = fromUtf8(bytes);
    // Too deep isn't written by anybody; refused before a recursive writer meets it.
    if (!isNestedDeeper(text, limits.NESTING)) {
      const value: unknown = JSON.parse(text);
      if (JSON.stringify(value) === text) return value;
    }
  } catch {
    // Not UTF-8, or not JSON.
  }
  throw new Refusal("not_canonical");
}

/** Writes the given keys in the given order, without those that are absent. */
export function writeCanonical(keys: readonly string[], fields: object): Bytes {
  return utf8(JSON.stringify(inOrder(keys, fields)));
}

export function inOrder(keys: readonly string[], fields: object): Fields {
  const values = fields as Fields;
  return Object.fromEntries(keys.filter((key) => values[key] !== undefined).map((key) => [key, values[key]]));
}

/** Whether brackets in `text` open more than `most` levels; strings don't count. */
export function isNestedDeeper(text: string, most: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (quoted) {
      if (character === BACKSLASH) at += 1;
      else if (character === QUOTE) quoted = false;
    } else if (character === QUOTE) quoted = true;
    else if (character === BRACE || character === BRACKET) {
      depth += 1;
      if (depth > most) return true;
    } else if (character === END_BRACE || character === END_BRACKET) depth -= 1;
  }
  return false;
}

/** Reads the values of an object whose keys are known and ordered; `not_canonical` for any other key, order or type. */
export class FieldReader {
  readonly #fields: Fields;

  constructor(value: unknown, keys: readonly string[]) {
    require(isFields(value), "not_canonical");
    let place = -1;
    for (const key of Object.keys(value)) {
      const next = keys.indexOf(key);
      require(next > place && value[key] !== null, "not_canonical");
      place = next;
    }
    this.#fields = value;
  }

  has(key: string): boolean {
    return this.#fields[key] !== undefined;
  }

  keys(): string[] {
    return Object.keys(this.#fields);
  }

  get<T>(key: string, is: (value: unknown) => value is T): T {
    const value = this.#fields[key];
    require(is(value), "not_canonical");
    return value;
  }

  /** `undefined` when the key is absent. */
  maybe<T>(key: string, is: (value: unknown) => value is T): T | undefined {
    return this.has(key) ? this.get(key, is) : undefined;
  }

  id(key: string): Id {
    return this.get(key, isId);
  }

  hash(key: string): Hash {
    return this.get(key, isHash);
  }

  text64(key: string): Text64 {
    return this.get(key, isText64);
  }

  integer(key: string): number {
    return this.get(key, isInteger);
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** From 0 to 2^53 − 1. */
export function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}

export function isString(value: unknown): value is string {
  return typeof value === "string";
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

export function isListOf<T>(is: (value: unknown) => value is T): (value: unknown) => value is T[] {
  return (value): value is T[] => Array.isArray(value) && value.every(is);
}
