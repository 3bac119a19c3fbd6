import type { CardChain, VerifiedCard } from "../account/card";
import { isHash, type Hash } from "../bytes";
import { isInteger, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import { Refusal, require } from "../refusal";
import { INTRODUCTION_KEYS, readIntroduction, type Introduction } from "./introduction";

/** How sure it is that an account is the person whose name stands beside it: face to face, by a link, vouched for, or not at all. */
export type Trust = "scanned" | "invited" | "vouched" | "unverified";

/** Somebody who was met, as a keyring keeps them (§5). */
export interface Person {
  account: Id;
  /** Their newest card that was seen, a pin: its hash and its number. */
  card: Hash;
  number: number;
  trust: Trust;
  introduction: Introduction;
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
    return { account, card, number, since, trust: trustOf(trust), introduction: readIntroduction(fields), ...head, ...forkOf(fields["fork"]) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** The newest card of a chain that holds the pinned one at its place; `card` when it doesn't: this isn't who was met. */
export function newestCardOf(person: Person, chain: CardChain): VerifiedCard {
  require(chain.account === person.account && chain.find(person.card)?.content.number === person.number, "card");
  return chain.newest();
}

/** As the keyring's JSON has them, with what else it says of them. */
export function writePerson({ introduction, ...person }: Person, before: Fields = {}): Fields {
  const replaced: readonly string[] = [...INTRODUCTION_KEYS, "seq", "hash", "fork"];
  const others = Object.entries(before).filter(([key]) => !replaced.includes(key));
  return { ...Object.fromEntries(others), ...person, ...introduction };
}

const SUREST: readonly Trust[] = ["scanned", "vouched", "invited", "unverified"];

/** The surer of two: who was once met face to face stays so when they answer a link. */
export function surer(one: Trust, other: Trust): Trust {
  return SUREST.indexOf(one) <= SUREST.indexOf(other) ? one : other;
}

function forkOf(pair: unknown): Pick<Person, "fork"> {
  const [seq, hash] = Array.isArray(pair) ? (pair as unknown[]) : [];
  return isInteger(seq) && isHash(hash) ? { fork: [seq, hash] } : {};
}

/** What isn't known isn't trusted. */
function trustOf(trust: unknown): Trust {
  return trust === "scanned" || trust === "invited" || trust === "vouched" ? trust : "unverified";
}
