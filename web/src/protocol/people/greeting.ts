import type { Bytes } from "../bytes";
import { inOrder, isFields } from "../canonical";
import type { Id } from "../id";
import { require } from "../refusal";
import { openSealed, seal } from "../seal";
import { maybeField, readSealedJson, writeSealedJson } from "../sealed-json";
import type { Secret } from "../secret";
import { checkIntroduction, readIntroduction, type Introduction } from "./introduction";
import { checkWords } from "./kept-vouch";
import { readSealedVouch, writeVouch, type Vouch } from "./vouch";

/** Padded to multiples of this, so that the length of a name doesn't show. */
const BLOCK = 512;
const MOST = 7 * BLOCK;
const SEALED = 4 * 1024;
const INTRODUCED = ["name", "organisation", "locker"] as const;
const KEYS = [...INTRODUCED, "vouch"] as const;

/** What an inviter says. Whose word the vouch is isn't known before it is checked. */
export interface Greeting {
  introduction: Introduction;
  vouch?: Vouch;
}

/** What an inviter says to whoever opens their invitation: name, organisation, locker and who vouches for them, under its secret. */
export async function sealGreeting(secret: Secret, inviter: Id, who: Introduction, vouch?: Vouch): Promise<Bytes> {
  const fields = { ...checkIntroduction(who), ...(vouch && { vouch: writeVouch(vouch) }) };
  const json = writeSealedJson(inOrder(KEYS, fields), BLOCK, MOST);
  return seal(secret, { context: "greeting", inviter }, json);
}

/** `too_large`, the refusals of `openSealed`, `readIntroduction`, `readSealedVouch` and `checkWords`. */
export async function openGreeting(secret: Secret, inviter: Id, sealed: Bytes): Promise<Greeting> {
  require(sealed.length <= SEALED, "too_large");
  const json = await openSealed(secret, { context: "greeting", inviter }, sealed);
  const fields = readSealedJson(json, MOST);
  const introduction = readIntroduction(fields, INTRODUCED);
  const vouch = maybeField(fields, "vouch", isFields);
  return { introduction, ...(vouch && { vouch: checkWords(readSealedVouch(vouch)) }) };
}
