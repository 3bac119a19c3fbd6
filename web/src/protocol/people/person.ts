import type { CardChain, VerifiedCard } from "../account/card";
import { isHash, type Hash } from "../bytes";
import { isInteger, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import { Refusal, require } from "../refusal";
import { readIntroduction, type Introduction } from "./introduction";

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
}

/** A person as a keyring's JSON has them; `null` for what this version can't read. */
export function readPerson(fields: Fields): Person | null {
  const { account, card, number, since, trust } = fields;
  if (!isId(account) || !isHash(card) || !isInteger(number) || !isInteger(since)) return null;
  try {
    return { account, card, number, since, trust: trustOf(trust), introduction: readIntroduction(fields) };
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

/**
 * Two keyrings' people, united by account. Of one account the higher card number counts, then what was decided later; where two cards
 * have one number, nobody knows any more who it is.
 */
export function mergePeople(people: readonly Fields[], others: readonly Fields[]): Fields[] {
  const merged = [...people];
  for (const other of others) {
    const at = merged.findIndex((known) => isSamePerson(known, other));
    const known = merged[at];
    if (known === undefined) merged.push(other);
    else merged[at] = merge(known, other);
  }
  return merged;
}

/** What isn't known isn't trusted. */
function trustOf(trust: unknown): Trust {
  return trust === "scanned" || trust === "invited" || trust === "vouched" ? trust : "unverified";
}

function merge(known: Fields, other: Fields): Fields {
  const isForked = numberOf(known, "number") === numberOf(other, "number") && known["card"] !== other["card"];
  const { seq, hash } = numberOf(other, "seq") > numberOf(known, "seq") ? other : known;
  const later = numberOf(other, "number") - numberOf(known, "number") || numberOf(other, "since") - numberOf(known, "since");
  return {
    ...(later > 0 ? other : known),
    ...(seq !== undefined && { seq }),
    ...(hash !== undefined && { hash }),
    ...(isForked && { trust: "unverified" satisfies Trust }),
  };
}

function isSamePerson(one: Fields, other: Fields): boolean {
  const account = one["account"];
  return (account !== undefined && account === other["account"]) || JSON.stringify(one) === JSON.stringify(other);
}

/** Less than any that is there for a key that is absent. */
function numberOf(fields: Fields, key: string): number {
  const value = fields[key];
  return isInteger(value) ? value : -1;
}
