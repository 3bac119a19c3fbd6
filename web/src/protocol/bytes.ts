import { sha256 } from "./hazmat/hash";
import { Refusal, require } from "./refusal";

/** Bytes that own their buffer, so that they can be handed to WebCrypto and moved between threads. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes as JSON carries them: base64url without padding, checked strictly (§1). */
export type Text64 = string & { readonly text64: unique symbol };

/** SHA-256 as base64url, 43 characters. Compared with `===`. */
export type Hash = Text64 & { readonly hash: unique symbol };

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** By code unit; `NONE` for characters that stand for nothing. */
const NONE = 64;
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)) & 127).map((value) => Math.min(value, NONE));

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function hashOf(bytes: Uint8Array): Hash {
  return encode(sha256(bytes)) as Hash;
}

/** base64url without padding. */
export function encode(bytes: Uint8Array): Text64 {
  let out = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const word = (byte(bytes, at) << 16) | (byte(bytes, at + 1) << 8) | byte(bytes, at + 2);
    out += ALPHABET.charAt(word >> 18) + ALPHABET.charAt((word >> 12) & 63);
    if (left > 1) out += ALPHABET.charAt((word >> 6) & 63);
    if (left > 2) out += ALPHABET.charAt(word & 63);
  }
  return out as Text64;
}

/** Strict inverse of `encode`: `malformed` for padding, foreign characters and trailing bits that aren't zero. */
export function decode(text: string): Bytes {
  const tail = text.length % 4;
  require(tail !== 1, "malformed");
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let word = 0;
  let bits = 0;
  for (let place = 0; place < text.length; place += 1) {
    const value = VALUES[text.charCodeAt(place)] ?? NONE;
    require(value !== NONE, "malformed");
    word = ((word << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (word >> bits) & 0xff;
      at += 1;
    }
  }
  require((word & ((1 << bits) - 1)) === 0, "malformed");
  return bytes;
}

export function isText64(text: unknown): text is Text64 {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text)) return false;
  const tail = text.length % 4;
  const last = VALUES[text.charCodeAt(text.length - 1)] ?? 0;
  return tail === 0 || (tail === 2 && (last & 15) === 0) || (tail === 3 && (last & 3) === 0);
}

export function isHash(text: unknown): text is Hash {
  return isText64(text) && text.length === 43;
}

/** How many bytes a text stands for. */
export function lengthOf(text: Text64): number {
  return Math.floor((text.length * 3) / 4);
}

export function concat(...parts: Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Takes the same time wherever the two differ. */
export function equal(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at += 1) difference |= byte(one, at) ^ byte(other, at);
  return difference === 0;
}

/** In the order of their bytes: below 0 when `one` comes first. */
export function compare(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const difference = byte(one, at) - byte(other, at);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** UTF-8, strictly: `malformed` for anything else; a byte order mark stays. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Refusal("malformed");
  }
}

export function uint16(value: number): Bytes {
  return Uint8Array.of(value >> 8, value & 0xff);
}

export function uint32(value: number): Bytes {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

/** The byte at `at`; 0 past the end. */
export function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}
