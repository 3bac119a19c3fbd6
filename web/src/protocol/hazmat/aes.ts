// Each key seals once (a fresh salt derives it), so the nonce may be constant.
const NONCE = new Uint8Array(12);

/** AES-256-GCM with a key that is used for this message only. */
export async function encryptOnce(key: Uint8Array<ArrayBuffer>, plaintext: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: NONCE }, imported, plaintext));
}

/** `null` when the tag doesn't hold. */
export async function decryptOnce(key: Uint8Array<ArrayBuffer>, ciphertext: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
  const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: NONCE }, imported, ciphertext));
  } catch {
    return null;
  }
}
