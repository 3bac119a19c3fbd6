import type { CardChain, VerifiedCard } from "../account/card";
import { isHash, type Hash } from "../bytes";
import { isInteger, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import { Refusal, require } from "../refusal";
import { INTRODUCTION_KEYS, readIntroduction, type Introduction } from "./introduction";
import type { Trust } from "./trust";
import { readKeptVouch, type KeptVouch } from "./kept-vouch";

/** What a keyring says of it; `vouched` follows from it and from an organisation's (`trustIn`). */
export type KeptTrust = Exclude<Trust, "vouched">;

/** Somebody's newest card that was seen: its hash and its number. */
export interface Pinned {
  account: Id;
  card: Hash;
  number: number;
}

/** Somebody who was met, as a keyring keeps them (§5). */
export interface Person extends Pinned {
  trust: KeptTrust;
  introduction: Introduction;
  /** What an organisation has said of them. */
  vouch?: KeptVouch;
  /** Since when they are trusted so, milliseconds since 1970. */
  since: number;
  /** The newest act of their own locker that they have told. */
  seq?: number;
  hash?: Hash;
  /** An act that they have seen in one's own locker and that was never there: the server shows two histories. */
  fork?: readonly [number, Hash];
}

/** A person as a keyring's JSON has them; `null` for what this version can't read. */
export function readPerson(fields: Fields): Person | null {
  const { account, card, number, since, trust, seq, hash } = fields;
  if (!isId(account) || !isHash(card) || !isInteger(number) || !isInteger(since)) return null;
  try {
    const head = isInteger(seq) && isHash(hash) ? { seq, hash } : {};
    const vouch = readKeptVouch(fields["vouch"]);
    return { account, card, number, since, trust: trustOf(trust), introduction: readIntroduction(fields), ...(vouch && { vouch }), ...head, ...forkOf(fields["fork"]) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** The newest card of a chain that holds the pinned one at its place; `card` when it doesn't: this isn't who was met. */
export function newestCardOf(person: Pinned, chain: CardChain): VerifiedCard {
  require(isPinned(person, chain), "card");
  return chain.newest();
}

/** Whether these are the cards of whom one has met. */
export function isPinned({ account, card, number }: Pinned, chain: CardChain): boolean {
  return chain.account === account && chain.find(card)?.content.number === number;
}

/** As the keyring's JSON has them, with what else it says of them. */
export function writePerson({ introduction, ...person }: Person, before: Fields = {}): Fields {
  const replaced: readonly string[] = [...INTRODUCTION_KEYS, "vouch", "seq", "hash", "fork"];
  const others = Object.entries(before).filter(([key]) => !replaced.includes(key));
  return { ...Object.fromEntries(others), ...person, ...introduction };
}

const SUREST: readonly KeptTrust[] = ["scanned", "invited", "unverified"];

/** The surer of two: who was once met face to face stays so when they answer a link. */
export function surer(one: KeptTrust, other: KeptTrust): KeptTrust {
  return SUREST.indexOf(one) <= SUREST.indexOf(other) ? one : other;
}

function forkOf(pair: unknown): Pick<Person, "fork"> {
  const [seq, hash] = Array.isArray(pair) ? (pair as unknown[]) : [];
  return isInteger(seq) && isHash(hash) ? { fork: [seq, hash] } : {};
}

/** What isn't known isn't trusted. That somebody is vouched for is written by nobody. */
function trustOf(trust: unknown): KeptTrust {
  if (trust === "vouched") return "invited";
  return trust === "scanned" || trust === "invited" ? trust : "unverified";
}
