import { fromUtf8, utf8, type Bytes } from "./bytes";
import { isFields, isNestedDeeper, type Fields } from "./canonical";
import * as limits from "./limits";
import { padJson } from "./padding";
import { Refusal, require } from "./refusal";

/**
 * JSON that is sealed and not signed: it needn't be canonical, and keys that this version doesn't know are kept.
 * `too_large` when its padded form is over `limit`.
 */
export function writeSealedJson(fields: Fields, block: number, limit: number): Bytes {
  const padded = padJson(utf8(JSON.stringify(fields)), block);
  require(padded.length <= limit, "too_large");
  return padded;
}

/** `too_large` over `limit` bytes or nested too deep, `malformed` for what isn't an object. */
export function readSealedJson(bytes: Uint8Array, limit: number): Fields {
  require(bytes.length <= limit, "too_large");
  const text = fromUtf8(bytes).replace(/ +$/, "");
  require(!isNestedDeeper(text, limits.NESTING), "too_large");
  const value = parse(text);
  require(isFields(value), "malformed");
  return value;
}

/** The value of `key`; `malformed` when it is missing or of another type. */
export function field<T>(fields: Fields, key: string, is: (value: unknown) => value is T): T {
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  require(is(value), "malformed");
  return value;
}

/** `undefined` when the key is absent. */
export function maybeField<T>(fields: Fields, key: string, is: (value: unknown) => value is T): T | undefined {
  return Object.hasOwn(fields, key) ? field(fields, key, is) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("malformed");
  }
}
