import { encode, hashOf, type Bytes, type Hash, type Text64 } from "./bytes";
import { writeCanonical } from "./canonical";
import type { Id } from "./id";
import type { Secret } from "./secret";
import { sign } from "./sign";

/** The header that carries the signature. */
export const SIGNATURE_HEADER = "Armoire-Signature";

/** Who can sign what a session alone may not change: the account's newest card, with its seed. */
export interface Signer {
  account: Id;
  /** Hash of the newest card. */
  card: Hash;
  seed: Secret;
}

/** Signs a request, such as `PUT /keyring`, with the body as it is sent; empty without one. */
export function signChange({ account, card, seed }: Signer, request: string, body: Bytes): Text64 {
  return encode(sign("change", seed, changeBytes(account, card, request, body)));
}

/** What is signed (§5). */
export function changeBytes(account: Id, card: Hash, request: string, body: Bytes): Bytes {
  return writeCanonical(["account", "card", "request", "body"], { account, card, request, body: hashOf(body) });
}
