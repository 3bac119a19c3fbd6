import type { Bytes, Text64 } from "../bytes";
import type { Id } from "../id";
import * as limits from "../limits";
import { require } from "../refusal";
import { SEAL_OVERHEAD, openSealed, seal } from "../seal";
import type { Secret } from "../secret";

/** Where a text about an act belongs: no text written by a person stands in clear in a log (§7). */
export interface ActTextPlace {
  locker: Id;
  node: Id;
  /** Kind of the act. */
  kind: string;
  /** Salt of its body. */
  salt: Text64;
}

/** `too_large` over 4 KiB. */
export async function sealActText(nodeKey: Secret, place: ActTextPlace, text: Bytes): Promise<Bytes> {
  require(text.length <= limits.ACT_TEXT, "too_large");
  return seal(nodeKey, { context: "act", ...place }, text);
}

export async function openActText(nodeKey: Secret, place: ActTextPlace, sealed: Bytes): Promise<Bytes> {
  require(sealed.length <= limits.ACT_TEXT + SEAL_OVERHEAD, "too_large");
  return openSealed(nodeKey, { context: "act", ...place }, sealed);
}
