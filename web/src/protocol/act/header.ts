import { isHash, type Hash } from "../bytes";
import { FieldReader, readCanonical } from "../canonical";
import { isId, type Id } from "../id";
import * as limits from "../limits";

/** The signed part of an act (§7). */
export interface Header {
  /** Absent in act 0, whose hash gives it. */
  locker?: Id;
  /** Place in the log, from 0. */
  seq: number;
  /** Hash of the act before; absent in act 0. */
  prev?: Hash;
  /** Hash of the act before in the same stream; absent in a stream's first. */
  chain?: Hash;
  author: Id;
  /** Hash of the author's card, whose key signs. */
  card: Hash;
  /** Milliseconds since 1970. */
  time: number;
  /** Hash of the body. */
  body: Hash;
}

export const HEADER_KEYS = ["locker", "seq", "prev", "chain", "author", "card", "time", "body"] as const;

/** `too_large` over 1 KiB, `not_canonical`. */
export function readHeader(bytes: Uint8Array): Header {
  const fields = new FieldReader(readCanonical(bytes, limits.ACT_HEADER), HEADER_KEYS);
  const locker = fields.maybe("locker", isId);
  const prev = fields.maybe("prev", isHash);
  const chain = fields.maybe("chain", isHash);
  return {
    ...(locker && { locker }),
    seq: fields.integer("seq"),
    ...(prev && { prev }),
    ...(chain && { chain }),
    author: fields.id("author"),
    card: fields.hash("card"),
    time: fields.integer("time"),
    body: fields.hash("body"),
  };
}
