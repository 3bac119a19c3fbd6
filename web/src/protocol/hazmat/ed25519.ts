import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToNumberLE } from "@noble/curves/utils.js";
import { sha512 } from "@noble/hashes/sha2.js";

const { Point } = ed25519;

export function publicKey(seed: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(ed25519.getPublicKey(seed));
}

export function sign(seed: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(ed25519.sign(message, seed));
}

/**
 * Strict: canonical encodings only (`zip215: false`), no key and no commitment of small order, and the equation itself. A key
 * of small order is told apart, because it verifies anything.
 */
export function verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): "holds" | "broken" | "weak_key" {
  try {
    // Small order is looked for in every encoding, canonical or not.
    if (Point.fromBytes(key, true).isSmallOrder()) return "weak_key";
    if (Point.fromBytes(signature.subarray(0, 32), false).isSmallOrder()) return "broken";
    const holds = ed25519.verify(signature, message, key, { zip215: false }) && isExact(key, message, signature);
    return holds ? "holds" : "broken";
  } catch {
    return "broken";
  }
}

/**
 * S·B = R + k·A. The library compares the two sides times eight, and so takes signatures of a key with a part of small order
 * that strict implementations refuse: one log, two answers.
 */
function isExact(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const [commitment, scalar] = [signature.subarray(0, 32), signature.subarray(32)];
  const hash = sha512.create().update(commitment).update(key).update(message).digest();
  const challenge = Point.Fn.create(bytesToNumberLE(hash));
  const right = Point.fromBytes(commitment, false).add(Point.fromBytes(key, false).multiplyUnsafe(challenge));
  return Point.BASE.multiplyUnsafe(bytesToNumberLE(scalar)).equals(right);
}
