import type { Bytes } from "../bytes";
import { inOrder } from "../canonical";
import type { Id } from "../id";
import { require } from "../refusal";
import { openSealed, seal } from "../seal";
import { readSealedJson, writeSealedJson } from "../sealed-json";
import type { Secret } from "../secret";
import { checkIntroduction, readIntroduction, type Introduction } from "./introduction";

/** Padded to multiples of this, so that the length of a name doesn't show. */
const BLOCK = 512;
const MOST = 7 * BLOCK;
const SEALED = 4 * 1024;
const KEYS = ["name", "organisation", "locker"] as const;

/** What an inviter says to whoever opens their invitation: name, organisation and locker, under its secret. */
export async function sealGreeting(secret: Secret, inviter: Id, who: Introduction): Promise<Bytes> {
  const json = writeSealedJson(inOrder(KEYS, checkIntroduction(who)), BLOCK, MOST);
  return seal(secret, { context: "greeting", inviter }, json);
}

/** `too_large`, the refusals of `openSealed` and `readIntroduction`. */
export async function openGreeting(secret: Secret, inviter: Id, sealed: Bytes): Promise<Introduction> {
  require(sealed.length <= SEALED, "too_large");
  const json = await openSealed(secret, { context: "greeting", inviter }, sealed);
  return readIntroduction(readSealedJson(json, MOST), KEYS);
}
