import { createHmac } from "node:crypto";

/** What an authenticator shows (RFC 6238: HMAC-SHA-1, 30 seconds, six digits), `ahead` steps from now; `secret` in base32. */
export function codeOf(secret: string, ahead = 0): string {
  const bits = Array.from(secret, (character) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(character).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac("sha1", key).update(counter).digest();
  const value = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fff_ffff;
  return String(value % 1_000_000).padStart(6, "0");
}
