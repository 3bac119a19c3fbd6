/** HKDF-SHA-256 (RFC 5869), `length` bytes. */
export async function hkdf(
  key: Uint8Array<ArrayBuffer> | CryptoKey,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const material = key instanceof CryptoKey ? key : await importHkdfKey(key);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, material, length * 8));
}

/** A key that the browser keeps: from then on it derives, and no code can read it. */
export function importHkdfKey(key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
}
