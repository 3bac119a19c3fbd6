import { describe, expect, test } from "vitest";
import { helpedBy } from "../../src/app/lent/helped";
import { lendersOf } from "../../src/app/lent/lenders";
import { allows, mayAdd, openShelves, runs } from "../../src/app/lent/rights";
import type { LentContents, Loan, Person } from "../../src/bridge/bridge";
import { apart, ended } from "../../src/languages/apart";
import { acting } from "../../src/languages/french/acting";

const marie: Person = { account: "marie", name: "Marie", trust: "scanned", since: 0, reachable: true };
const adel: Person = { account: "adel", name: "Adel", trust: "scanned", since: 0, reachable: true };

function loan(change: Partial<Loan>): Loan {
  return { grant: "g", locker: "m", from: marie, on: "paper", right: "read", start: 0, end: 1, ...change };
}

describe("what a right allows", () => {
  test("a right allows what the lesser ones do, and nothing else", () => {
    expect(allows("add", "edit")).toBe(false);
    expect(allows("edit", "edit")).toBe(true);
    expect(allows("manage", "add")).toBe(true);
    expect(allows(undefined, "read")).toBe(false);
  });

  test("papers are added to shelves and lockers, never to a paper or a line of the list", () => {
    expect(mayAdd([loan({ on: "shelf", right: "read" }), loan({ on: "paper", right: "edit" }), loan({ on: "entry", right: "add" })])).toBe(false);
    expect(mayAdd([loan({ on: "shelf", right: "add" })])).toBe(true);
    expect(runs([loan({ on: "shelf", right: "manage" }), loan({ on: "locker", right: "edit" })])).toBe(false);
    expect(runs([loan({ on: "locker", right: "manage" })])).toBe(true);
  });

  test("no shelf in the bin takes a paper, and none that is only to be seen", () => {
    const shelf = (id: string, change: object) => ({ id, name: id, pictogram: "box", right: "add" as const, end: 1, ...change });
    const folders = [shelf("a", {}), shelf("b", { right: "read" }), shelf("c", { trashed: 1 })];
    const locker: LentContents = { locker: "m", from: marie, end: 1, grants: [], folders, papers: [], awaited: 0 };
    expect(openShelves(locker).map(({ id }) => id)).toEqual(["a"]);
  });
});

describe("whose it is", () => {
  test("two lockers that one person lends stand apart", () => {
    const lenders = lendersOf([loan({ locker: "m" }), loan({ locker: "other", by: { account: "marie", trust: "scanned" } }), loan({ locker: "m", end: 5 })]);
    expect(lenders.map(({ locker, loans }) => [locker, loans.length])).toEqual([
      ["m", 2],
      ["other", 1],
    ]);
  });

  test("who leaves tells each person once, and not whoever lends for somebody else", () => {
    const loans = [
      loan({ on: "entry" }),
      loan({ grant: "h", on: "shelf" }),
      loan({ grant: "i", locker: "a", from: adel }),
      loan({ grant: "j", locker: "unknown", from: adel, by: { account: "adel", trust: "scanned" } }),
    ];
    expect(helpedBy(loans, []).map(({ person, entry, loans }) => [person.account, entry, loans])).toEqual([
      ["marie", true, true],
      ["adel", false, true],
    ]);
    expect(helpedBy(loans, [], "a").map(({ person }) => person.account)).toEqual(["adel"]);
    expect(helpedBy(loans, [], "unknown")).toEqual([]);
  });

  test("who leaves also tells those on whose lists they stand who lend nothing", () => {
    const loans = [loan({ on: "shelf" }), loan({ grant: "i", locker: "a", from: adel })];
    const standing = [
      { who: marie, referent: true },
      { who: { account: "zoe", name: "Zoé", trust: "invited" as const }, referent: false },
    ];
    const told = helpedBy(loans, standing).map(({ person, entry, referent, loans: lends }) => [person.account, entry, referent, lends]);
    expect(told).toEqual([
      ["marie", true, true, true],
      ["adel", false, false, true],
      ["zoe", true, false, false],
    ]);
    // Of one locker, what is known of its holder alone.
    expect(helpedBy(loans, standing, "a").map(({ person, entry }) => [person.account, entry])).toEqual([["adel", false]]);
  });
});

describe("sentences with a name", () => {
  test("French joins a name as it is spoken, and ends a sentence once", () => {
    expect(acting.acting.whose(apart("Karim"))).toBe("Armoire de \u2068Karim\u2069");
    expect(acting.acting.whose(apart("Élise"))).toBe("Armoire d’\u2068Élise\u2069");
    expect(acting.lentAdd.what(apart("Marie K."))).toBe("Vous ajoutez un papier dans l’armoire de \u2068Marie K.\u2069");
    expect(acting.lentAdd.what(apart("Adel"))).toBe("Vous ajoutez un papier dans l’armoire d’\u2068Adel\u2069.");
    expect(ended("Fini")).toBe("Fini.");
  });
});
