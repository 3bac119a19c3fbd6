import { isFields, isInteger, type Fields } from "../canonical";
import type { KeptTrust } from "./person";

/**
 * Two keyrings' people, united by account. Of one account the higher card number counts, then what was decided later; where two cards
 * have one number, nobody knows any more who it is. Of two vouches the later counts, of two that end together the first keyring's.
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

function merge(known: Fields, other: Fields): Fields {
  const isForked = numberOf(known, "number") === numberOf(other, "number") && known["card"] !== other["card"];
  const { seq, hash } = numberOf(other, "seq") > numberOf(known, "seq") ? other : known;
  const { vouch } = untilOf(other) > untilOf(known) ? other : known;
  const later = numberOf(other, "number") - numberOf(known, "number") || numberOf(other, "since") - numberOf(known, "since");
  return {
    ...(later > 0 ? other : known),
    ...(seq !== undefined && { seq }),
    ...(hash !== undefined && { hash }),
    ...(vouch !== undefined && { vouch }),
    ...(isForked && { trust: "unverified" satisfies KeptTrust }),
  };
}

function untilOf({ vouch }: Fields): number {
  return isFields(vouch) ? numberOf(vouch, "until") : -1;
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
