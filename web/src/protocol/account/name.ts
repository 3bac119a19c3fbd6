import { fromUtf8, utf8, type Bytes } from "../bytes";
import type { Id } from "../id";
import * as limits from "../limits";
import { padJson } from "../padding";
import { require } from "../refusal";
import { openSealed, seal } from "../seal";
import type { Secret } from "../secret";

/** Whose, and the id of the slot or session that has the name. */
export interface NamePlace {
  account: Id;
  id: string;
}

/**
 * Seals what a holder calls a device, a passkey or a session: always as long, whatever the name. `malformed` for an empty one or
 * one with a control character, `too_large` over 128 bytes.
 */
export async function sealName(accountKey: Secret, place: NamePlace, typed: string): Promise<Bytes> {
  const name = typed.trim();
  require(isName(name), "malformed");
  const bytes = utf8(name);
  require(bytes.length <= limits.DEVICE_NAME, "too_large");
  return seal(accountKey, { context: "name", ...place }, padJson(bytes, limits.DEVICE_NAME));
}

/** Inverse of `sealName`: the refusals of `openSealed`, `length` for what isn't 128 bytes, `malformed` for what is no name. */
export async function openName(accountKey: Secret, place: NamePlace, sealed: Bytes): Promise<string> {
  const padded = await openSealed(accountKey, { context: "name", ...place }, sealed);
  require(padded.length === limits.DEVICE_NAME, "length");
  const name = fromUtf8(padded).replace(/ +$/, "");
  require(isName(name), "malformed");
  return name;
}

function isName(name: string): boolean {
  return name !== "" && !/\p{Cc}/u.test(name);
}
