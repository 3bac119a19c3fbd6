import { sha256 as noble } from "@noble/hashes/sha2.js";

/** SHA-256 of something small, at once. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return noble(bytes);
}

/** SHA-256 of something large, by the browser's own code. */
export async function sha256Large(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
