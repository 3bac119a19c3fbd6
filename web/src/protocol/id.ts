import { byte, compare, concat, hashOf, decode, utf8, type Hash } from "./bytes";
import { randomBytes } from "./hazmat/random";

/** 20 bytes as 32 characters of lower-case base32 (§1). */
export type Id = string & { readonly id: unique symbol };

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const LENGTH = 20;

/** An id of a node, object or slot. */
export function randomId(): Id {
  return encodeId(randomBytes(LENGTH));
}

/** The account that begins with this Ed25519 key (§5). */
export function accountId(firstKey: Uint8Array): Id {
  return idOfHash(hashOf(concat(utf8("armoire/1/id\n"), firstKey)));
}

/** The locker that begins with the act of this hash (§7). */
export function lockerId(firstAct: Hash): Id {
  return idOfHash(firstAct);
}

// 160 bits are 32 characters without a rest, so every string of 32 such characters is an id.
export function isId(text: unknown): text is Id {
  return typeof text === "string" && /^[a-z2-7]{32}$/.test(text);
}

/** Ids in the order of their bytes: base32 has its digits last. */
export function byBytes(one: Id, other: Id): number {
  return compare(places(one), places(other));
}

function places(id: Id): Uint8Array {
  return Uint8Array.from(id, (character) => ALPHABET.indexOf(character));
}

function idOfHash(hash: Hash): Id {
  return encodeId(decode(hash).subarray(0, LENGTH));
}

function encodeId(bytes: Uint8Array): Id {
  let out = "";
  let word = 0;
  let bits = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    word = ((word << 8) | byte(bytes, at)) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += ALPHABET.charAt((word >> bits) & 31);
    }
  }
  return out as Id;
}
