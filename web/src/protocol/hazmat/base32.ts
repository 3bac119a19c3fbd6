import { base32nopad } from "@scure/base";

/** Upper case, without padding (RFC 4648). */
export function encodeBase32(bytes: Uint8Array): string {
  return base32nopad.encode(bytes);
}

/** Strictly; `null` for anything else. */
export function decodeBase32(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(base32nopad.decode(text));
  } catch {
    return null;
  }
}
