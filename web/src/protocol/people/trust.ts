import type { Person } from "./person";
import type { KeptVouch } from "./kept-vouch";

/** How sure it is that an account is the person whose name stands beside it: face to face, vouched for, by a link, or not at all. */
export type Trust = "scanned" | "vouched" | "invited" | "unverified";

/** The vouch is there where it counts. */
export type ShownTrust = { trust: Exclude<Trust, "vouched"> } | { trust: "vouched"; by: Person; vouch: KeptVouch };

/**
 * Trust as it is shown and decided on (§5): who was met by a link is vouched for while an organisation says so that was itself met face to
 * face, by the keys that are pinned now.
 */
export function trustIn(person: Person, people: readonly Person[], now: number): ShownTrust {
  const { trust, vouch } = person;
  const by = trust === "invited" && vouch !== undefined ? vouchingNow(vouch, people, now) : undefined;
  return vouch === undefined || by === undefined ? { trust } : { trust: "vouched", by, vouch };
}

/** The organisation, where what it said counts now. */
export function vouchingNow({ organisation, card, until }: KeptVouch, people: readonly Person[], now: number): Person | undefined {
  const by = people.find(({ account }) => account === organisation);
  return by !== undefined && mayVouch(by) && by.card === card && until > now ? by : undefined;
}

/** Whether somebody's word about others counts. */
export function mayVouch({ trust, fork }: Person): boolean {
  return trust === "scanned" && fork === undefined;
}
