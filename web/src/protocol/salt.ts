import { encode, type Text64 } from "./bytes";
import { randomBytes } from "./hazmat/random";

/** Of an act's body, so that it can't be guessed from its hash (§7). */
export function randomSalt(): Text64 {
  return encode(randomBytes(16));
}
