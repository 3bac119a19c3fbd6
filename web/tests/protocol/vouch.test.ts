import { describe, expect, it } from "vitest";
import { CardChain, firstCard, nextCard, type SignedCard } from "../../src/protocol/account/card";
import { mergeKeyrings, type Keyring } from "../../src/protocol/account/keyring";
import { encode, utf8 } from "../../src/protocol/bytes";
import { byBytes, randomId, type Id } from "../../src/protocol/id";
import { VOUCHES, VOUCH_CLOCKS, VOUCH_TIME } from "../../src/protocol/limits";
import { randomKey } from "../../src/protocol/locker/keys";
import { readPerson, writePerson, type Person } from "../../src/protocol/people/person";
import { trustIn } from "../../src/protocol/people/trust";
import { checkVouch, readVouch, readVouchBytes, signVouch, writeVouch, type Vouch } from "../../src/protocol/people/vouch";
import { keepingVouch, ownVouch, vouchesIn, withoutOverVouches } from "../../src/protocol/people/vouches";
import { sign } from "../../src/protocol/sign";
import { Identity } from "../../src/protocol/to";

const NOW = 1_800_000_000_000;
const DAY = 24 * 60 * 60 * 1000;
const seed = randomKey();
const newerSeed = randomKey();
const recipient = await new Identity("mlkem768x25519", randomKey()).recipient();
const first = firstCard(seed, recipient);
const service = new CardChain(accountOf(first), [first]);
const newer = service.with(nextCard(service.newest(), seed, newerSeed, recipient));
const organisation = { account: service.account, card: service.newest().hash, number: 1 };
const member = randomId();

function accountOf({ card }: SignedCard): Id {
  return (JSON.parse(new TextDecoder().decode(card)) as { account: Id }).account;
}

function vouchOf(said: Partial<Vouch> = {}, by = seed): Vouch {
  return signVouch({ organisation: service.account, card: service.newest().hash, member, role: "éducateur", until: NOW + 30 * DAY, ...said }, by);
}

describe("a vouch holds", () => {
  it("for its member, until its end, by its organisation's newest card", () => {
    const vouch = vouchOf({ site: "Lille" });
    expect(readVouchBytes(utf8(JSON.stringify(writeVouch(vouch))))).toEqual(vouch);
    expect(checkVouch(vouch, member, organisation, service, NOW)).toBe(service.newest());
    expect(checkVouch(vouchOf({ until: NOW + VOUCH_TIME + VOUCH_CLOCKS }), member, organisation, service, NOW)).toBe(service.newest());
    // Pinned when the organisation had an older card.
    const again = vouchOf({ card: newer.newest().hash }, newerSeed);
    expect(checkVouch(again, member, organisation, newer, NOW)).toBe(newer.newest());
  });

  it.each<[string, string, () => unknown]>([
    ["of somebody else", "vouch", () => checkVouch(vouchOf(), randomId(), organisation, service, NOW)],
    ["at its end", "end", () => checkVouch(vouchOf({ until: NOW }), member, organisation, service, NOW)],
    ["for too long", "end", () => checkVouch(vouchOf({ until: NOW + VOUCH_TIME + VOUCH_CLOCKS + 1 }), member, organisation, service, NOW)],
    ["by an older card", "card", () => checkVouch(vouchOf(), member, organisation, newer, NOW)],
    ["by another card than was met", "card", () => checkVouch(vouchOf(), member, { ...organisation, card: newer.newest().hash }, service, NOW)],
    ["by another organisation", "card", () => checkVouch(vouchOf({ organisation: member }), member, organisation, service, NOW)],
    ["signed by another key", "signature", () => checkVouch(vouchOf({}, randomKey()), member, organisation, service, NOW)],
    ["with another role than was signed", "signature", () => checkVouch({ ...vouchOf(), role: "directrice" }, member, organisation, service, NOW)],
    ["signed as something else", "signature", () => checkVouch({ ...vouchOf(), signature: encode(sign("reply", seed, utf8("{}"))) }, member, organisation, service, NOW)],
    ["with half a signature", "signature", () => checkVouch({ ...vouchOf(), signature: encode(new Uint8Array(32)) }, member, organisation, service, NOW)],
    ["with a role too long", "too_large", () => vouchOf({ role: "é".repeat(129) })],
    ["with a blank role", "malformed", () => vouchOf({ role: " " })],
    ["with a site that can't be shown", "malformed", () => vouchOf({ site: "\n" })],
    ["with a key more", "not_canonical", () => readVouchBytes(utf8(JSON.stringify({ ...writeVouch(vouchOf()), more: 1 })))],
    ["in another order", "not_canonical", () => readVouchBytes(utf8(JSON.stringify({ member, ...writeVouch(vouchOf()) })))],
    ["with a blank role, as it travels", "malformed", () => readVouchBytes(utf8(JSON.stringify({ ...writeVouch(vouchOf()), role: " " })))],
    ["of two thousand bytes more, inside something larger", "too_large", () => readVouch({ ...writeVouch(vouchOf()), role: "x".repeat(2048) })],
    ["of two thousand bytes more", "too_large", () => readVouchBytes(utf8(JSON.stringify(writeVouch(vouchOf())) + " ".repeat(2048)))],
  ])("%s is refused", (_, code, check) => {
    expect(check).toThrow(code);
  });
});

describe("trust as it is shown", () => {
  const base = { number: 1, introduction: { name: "Luc" }, since: NOW };
  const service_: Person = { ...base, ...organisation, trust: "scanned" };
  const vouch = { organisation: service.account, card: organisation.card, role: "éducateur", until: NOW + DAY };
  const person: Person = { ...base, account: member, card: newer.newest().hash, trust: "invited", vouch };

  it("is vouched for while the organisation stands as it was met", () => {
    expect(trustIn(person, [person, service_], NOW)).toEqual({ trust: "vouched", by: service_, vouch });
    expect(trustIn(person, [service_], NOW + DAY - 1).trust).toBe("vouched");
  });

  it.each<[string, Person, readonly Person[], number]>([
    ["once it is over", person, [service_], NOW + DAY],
    ["by nobody whom one knows", person, [person], NOW],
    ["by somebody known by a link", person, [{ ...service_, trust: "invited" }], NOW],
    ["by somebody who isn't verified", person, [{ ...service_, trust: "unverified" }], NOW],
    ["by somebody with other keys since", person, [{ ...service_, card: newer.newest().hash }], NOW],
    ["by somebody who has seen another history", person, [{ ...service_, fork: [1, organisation.card] }], NOW],
    ["without a vouch", { ...base, account: member, card: person.card, trust: "invited" }, [service_], NOW],
  ])("isn't, %s", (_, one, people, now) => {
    expect(trustIn(one, people, now)).toEqual({ trust: "invited" });
  });

  it("takes nothing from who was met face to face, and gives nothing to who isn't verified", () => {
    expect(trustIn({ ...person, trust: "scanned" }, [service_], NOW)).toEqual({ trust: "scanned" });
    expect(trustIn({ ...person, trust: "unverified" }, [service_], NOW)).toEqual({ trust: "unverified" });
  });

  it("follows from nothing that a keyring says by itself", () => {
    const written = { ...writePerson(person), trust: "vouched" };
    expect(readPerson(written)).toMatchObject({ trust: "invited", vouch });
    expect(readPerson({ ...written, vouch: { ...vouch, role: "" } })).not.toHaveProperty("vouch");
    expect(trustIn(readPerson({ ...written, vouch: undefined })!, [service_], NOW)).toEqual({ trust: "invited" });
  });
});

describe("a keyring's vouches", () => {
  const empty = { people: [], invitations: [], lockers: [], unknown: {} } as unknown as Keyring;
  const ids = Array.from({ length: 12 }, randomId).sort(byBytes);
  const of = (place: number, until: number): Vouch => vouchOf({ organisation: ids[place]!, until });

  it("are one of each organisation, the later; those that aren't over; shown is what ends last", () => {
    const kept = [of(3, NOW + 2), of(3, NOW + 3), of(1, NOW + 9), of(1, NOW + 5), of(2, NOW + 9), of(4, NOW)].reduce((keyring, vouch) => keepingVouch(keyring, vouch, NOW), empty);
    expect(vouchesIn(kept).map(({ organisation: id, until }) => [ids.indexOf(id), until - NOW])).toEqual([[1, 9], [2, 9], [3, 3]]);
    expect(ownVouch(kept, NOW)?.organisation).toBe(ids[1]);
    expect(ownVouch(kept, NOW + 9)).toBeUndefined();
    expect(vouchesIn(withoutOverVouches(kept, NOW + 3))).toHaveLength(2);
    expect(withoutOverVouches(kept, NOW + 9).unknown).toEqual({});
  });

  it("are the eight that end last; two keyrings' are united", () => {
    const all = Array.from({ length: 12 }, (_, place) => of(place, NOW + 1 + place));
    const [one, other] = [all.slice(0, 7), all.slice(5)].map((some) => some.reduce((keyring, vouch) => keepingVouch(keyring, vouch, NOW), empty));
    const merged = vouchesIn(mergeKeyrings(one!, other!));
    expect(merged.map(({ organisation: id }) => ids.indexOf(id))).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    expect(merged).toHaveLength(VOUCHES);
    // Of two alike the newer keyring's.
    const [newerOne, olderOne] = ["neuve", "vieille"].map((role) => keepingVouch(empty, vouchOf({ role }), NOW));
    expect(vouchesIn(mergeKeyrings(newerOne!, olderOne!))).toMatchObject([{ role: "neuve" }]);
  });
});
