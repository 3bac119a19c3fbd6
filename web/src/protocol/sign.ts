import { concat, utf8, type Bytes } from "./bytes";
import * as ed25519 from "./hazmat/ed25519";
import { Refusal } from "./refusal";
import type { Secret } from "./secret";

/** Everything that is ever signed. A signature under one type is worthless under another. */
export const SIGNATURE_TYPES = ["card", "endorsement", "act", "change", "reply", "consents", "vouch"] as const;

export type SignatureType = (typeof SIGNATURE_TYPES)[number];

export const SIGNATURE = 64;

/** The Ed25519 public key, 32 bytes, of a signing seed. */
export function publicKeyOf(seed: Secret): Bytes {
  return ed25519.publicKey(seed.exposeBytes());
}

export function sign(type: SignatureType, seed: Secret, bytes: Uint8Array): Bytes {
  return ed25519.sign(seed.exposeBytes(), preAuthenticationEncoding(type, bytes));
}

/** `weak_key` for a key of small order, `signature` for everything else that doesn't hold. */
export function verify(type: SignatureType, key: Uint8Array, bytes: Uint8Array, signature: Uint8Array): void {
  const outcome = ed25519.verify(key, preAuthenticationEncoding(type, bytes), signature);
  if (outcome !== "holds") throw new Refusal(outcome === "weak_key" ? "weak_key" : "signature");
}

/** DSSE v1 (secure-systems-lab/dsse, protocol.md). */
function preAuthenticationEncoding(type: SignatureType, bytes: Uint8Array): Bytes {
  const media = `application/vnd.armoire.${type}+json`;
  return concat(utf8(`DSSEv1 ${media.length} ${media} ${bytes.length} `), bytes);
}
