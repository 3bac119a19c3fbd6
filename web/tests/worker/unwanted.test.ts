import { describe, expect, it } from "vitest";
import type { Keyring } from "../../src/protocol/account/keyring";
import type { GrantId } from "../../src/protocol/act/people";
import { hashOf, utf8 } from "../../src/protocol/bytes";
import { randomId } from "../../src/protocol/id";
import { DEPOSIT_TIME } from "../../src/protocol/limits";
import type { Locker, LockerDeposit, LockerGrant } from "../../src/protocol/log/state";
import { isUnwanted } from "../../src/worker/people/unwanted";

const NOW = 1_800_000_000_000;
const author = randomId();
const act = { seq: 3, hash: hashOf(utf8("act")) };
const keyring = { unknown: {} } as unknown as Keyring;

function handedIn(time: number): LockerDeposit {
  return { act, author, time, objects: [] };
}

function lockerWith(...grants: Partial<LockerGrant>[]): Locker {
  const whole = { act, node: randomId(), author: randomId(), grantee: author, card: act.hash, right: "read" as const, start: 0, end: NOW + 1, given: new Map() };
  return { grants: new Map(grants.map((grant, at) => [String(at) as GrantId, { ...whole, ...grant }])) } as unknown as Locker;
}

describe("what waits", () => {
  it("is wanted for sixty days", () => {
    expect(isUnwanted(lockerWith(), keyring, handedIn(NOW - DEPOSIT_TIME), NOW)).toBe(false);
    expect(isUnwanted(lockerWith(), keyring, handedIn(NOW - DEPOSIT_TIME - 1), NOW)).toBe(true);
  });

  it("is wanted for longer of somebody to whom something is lent", () => {
    const old = handedIn(NOW - DEPOSIT_TIME - 1);
    expect(isUnwanted(lockerWith({}), keyring, old, NOW)).toBe(false);
    expect(isUnwanted(lockerWith({ end: NOW }), keyring, old, NOW), "until it is over").toBe(true);
    expect(isUnwanted(lockerWith({ start: NOW + 1 }), keyring, old, NOW), "once it has begun").toBe(true);
    expect(isUnwanted(lockerWith({ grantee: randomId() }), keyring, old, NOW), "to nobody else").toBe(true);
  });

  it("isn't wanted of who is blocked, whatever was lent to them", () => {
    const blocking = { unknown: { blocked: [author] } } as unknown as Keyring;
    expect(isUnwanted(lockerWith({}), blocking, handedIn(NOW), NOW)).toBe(true);
  });
});
