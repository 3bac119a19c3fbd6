import type { Keyring } from "../account/keyring";
import { isFields, type Fields } from "../canonical";
import { byBytes, type Id } from "../id";
import * as limits from "../limits";
import { Refusal } from "../refusal";
import { checkWords } from "./kept-vouch";
import { readSealedVouch, writeVouch, type Vouch } from "./vouch";

/** What organisations have said of the holder themselves, as their keyring keeps it (§5): one of each. */
export function vouchesIn({ unknown }: Pick<Keyring, "unknown">): Vouch[] {
  return readAll(unknown["vouches"]);
}

/** With one more, and without what is over. */
export function keepingVouch(keyring: Keyring, vouch: Vouch, now: number): Keyring {
  return withVouches(keyring, united(vouchesIn(keyring), [vouch]), now);
}

/** Without what is over; the same keyring where nothing is. */
export function withoutOverVouches(keyring: Keyring, now: number): Keyring {
  return vouchesIn(keyring).some(({ until }) => until <= now) ? withVouches(keyring, vouchesIn(keyring), now) : keyring;
}

/** What is shown to others: what ends last, of several the first by organisation; nothing that is over. */
export function ownVouch(keyring: Keyring, now: number): Vouch | undefined {
  return vouchesIn(keyring)
    .filter(({ until }) => until > now)
    .sort(endsLast)[0];
}

/** Two keyrings' vouches, as JSON has them. */
export function mergeVouches(newer: unknown, older: unknown): Fields[] {
  return united(readAll(newer), readAll(older)).map(writeVouch);
}

/** Of one organisation the later, of two alike the one of `first`; of too many those that end last; ascending by organisation. */
function united(first: readonly Vouch[], second: readonly Vouch[]): Vouch[] {
  const each = new Map<Id, Vouch>();
  for (const vouch of [...first, ...second]) {
    const known = each.get(vouch.organisation);
    if (known === undefined || known.until < vouch.until) each.set(vouch.organisation, vouch);
  }
  return [...each.values()].sort(endsLast).slice(0, limits.VOUCHES).sort(byOrganisation);
}

function withVouches({ unknown, ...keyring }: Keyring, vouches: readonly Vouch[], now: number): Keyring {
  const { vouches: _, ...rest } = unknown;
  const living = vouches.filter(({ until }) => until > now).map(writeVouch);
  return { ...keyring, unknown: { ...rest, ...(living.length > 0 && { vouches: living }) } };
}

function readAll(value: unknown): Vouch[] {
  return Array.isArray(value) ? value.flatMap(readOrLeaveOut) : [];
}

function readOrLeaveOut(value: unknown): Vouch[] {
  try {
    return isFields(value) ? [checkWords(readSealedVouch(value))] : [];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function endsLast(one: Vouch, other: Vouch): number {
  return other.until - one.until || byOrganisation(one, other);
}

function byOrganisation(one: Vouch, other: Vouch): number {
  return byBytes(one.organisation, other.organisation);
}
