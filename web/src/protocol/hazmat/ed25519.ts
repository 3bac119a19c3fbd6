import { ed25519 } from "@noble/curves/ed25519.js";

export function publicKey(seed: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(ed25519.getPublicKey(seed));
}

export function sign(seed: Uint8Array, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(ed25519.sign(message, seed));
}

/**
 * Strict: canonical encodings only (`zip215: false`), no key and no commitment of small order. A key of small order is
 * told apart, because it verifies anything.
 */
export function verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): "holds" | "broken" | "weak_key" {
  try {
    // Small order is looked for in every encoding, canonical or not.
    if (ed25519.Point.fromBytes(key, true).isSmallOrder()) return "weak_key";
    const commitment = ed25519.Point.fromBytes(signature.subarray(0, 32), false);
    if (commitment.isSmallOrder()) return "broken";
    return ed25519.verify(signature, message, key, { zip215: false }) ? "holds" : "broken";
  } catch {
    return "broken";
  }
}
