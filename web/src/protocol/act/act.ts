import { hashOf, type Bytes, type Hash } from "../bytes";
import { writeCanonical } from "../canonical";
import { lockerId, type Id } from "../id";
import type { Secret } from "../secret";
import { sign } from "../sign";
import { writeBody, type Body } from "./body";
import { HEADER_KEYS, type Header } from "./header";

/** An act as it travels and is kept: header and body are canonical, and the body has the hash that the header names. */
export interface Act {
  header: Header;
  /** What is signed. */
  headerBytes: Bytes;
  /** By the author's card, as `act`. */
  signature: Bytes;
  /** Absent when it was purged. */
  body?: Body;
  bodyBytes?: Bytes;
  /** The list beside a checkpoint, or the age files that the body names; empty in a log that is read. */
  beside: Bytes;
  /** SHA-256 of the header. */
  hash: Hash;
}

/** Writes `body` into an act under `header` and signs it. */
export function signAct(header: Omit<Header, "body">, body: Body, seed: Secret, beside: Bytes = new Uint8Array(0)): Act {
  const bodyBytes = writeBody(body);
  const whole: Header = { ...header, body: hashOf(bodyBytes) };
  const headerBytes = writeCanonical(HEADER_KEYS, whole);
  return {
    header: whole,
    headerBytes,
    signature: sign("act", seed, headerBytes),
    body,
    bodyBytes,
    beside,
    hash: hashOf(headerBytes),
  };
}

/** The locker that an act is part of; for act 0, the one that it begins. */
export function lockerOf(act: Act): Id {
  return act.header.locker ?? lockerId(act.hash);
}
