import { hkdf as noble } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";

/**
 * HKDF-SHA-256 (RFC 5869), `length` bytes. With a key that the browser keeps, the browser derives; otherwise our own code does, since
 * handing a few bytes over to the browser and back takes three times as long as deriving from them.
 */
export async function hkdf(
  key: Uint8Array<ArrayBuffer> | CryptoKey,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!(key instanceof CryptoKey)) return new Uint8Array(noble(sha256, key, salt, info, length));
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, length * 8));
}

/** A key that the browser keeps: from then on it derives, and no code can read it. */
export function importHkdfKey(key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
}
