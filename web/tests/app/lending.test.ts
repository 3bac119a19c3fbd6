import { describe, expect, test } from "vitest";
import type { Grant, JournalEntry, Read } from "../../src/bridge/bridge";
import { beginOf, whyNoBegin, type ChosenBegin } from "../../src/app/lend/begin";
import { endsFor, termOf, type Draft } from "../../src/app/lend/draft";
import { firstLooks } from "../../src/app/lent/home-block";
import { keepsAct, keepsRead, me, peopleOf, type Filter } from "../../src/app/lend/journal-filter";
import { seersOf, seesNow } from "../../src/app/lend/batches";
import { endedByThemselves, livingWith, theirsToTake } from "../../src/app/lend/mode";
import { endOf as endOfLoan } from "../../src/app/lent/lenders";
import { endOf, mostDays, timeLeft, whyNoEnd, type Until } from "../../src/app/lend/until";
import { others } from "../../src/languages/french/others";
import { fieldDay, timeOfDay } from "../../src/app/people/days";
import { telephoneIn } from "../../src/app/people/reach";
import { kindOf } from "../../src/app/people/scan-square";

const now = new Date(2025, 11, 2, 15, 0).getTime();

test("a loan that ends on this day of another year doesn't look as if it ended soon", () => {
  expect(endOfLoan(new Date(2025, 11, 20, 20).getTime(), others, "fr-FR", now)).toBe("20 décembre");
  expect(endOfLoan(new Date(2026, 11, 2, 20).getTime(), others, "fr-FR", now)).toBe("2 décembre 2026");
});
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

describe("when a lending ends", () => {
  test("an hour is counted from now, everything else to the last minute of a day", () => {
    const end = (until: Until, day = "") => endOf({ until, day, birth: "" }, now);
    expect(end("hour")).toBe(at(2025, 11, 2, 16, 0));
    expect(end("evening")).toBe(at(2025, 11, 2, 23, 59));
    expect(end("week")).toBe(at(2025, 11, 9, 23, 59));
    expect(end("tenDays")).toBe(at(2025, 11, 12, 23, 59));
    expect(end("month")).toBe(at(2026, 0, 2, 23, 59));
    expect(end("year")).toBe(at(2026, 11, 2, 23, 59));
    expect(end("day", "2025-12-24")).toBe(at(2025, 11, 24, 23, 59));
  });

  test("a month after the 31st is the last day of a shorter month", () => {
    expect(endOf({ until: "month", day: "", birth: "" }, at(2026, 0, 31, 9, 0))).toBe(at(2026, 1, 28, 23, 59));
  });

  test("a day that is over, too far, or no day is none", () => {
    for (const day of ["", "2025-12-01", "2025-13-45x", fieldDay(now + (mostDays + 1) * 86_400_000)]) {
      expect(endOf({ until: "day", day, birth: "" }, now)).toBeUndefined();
    }
    expect(endOf({ until: "day", day: "2025-12-02", birth: "" }, now)).toBe(at(2025, 11, 2, 23, 59));
  });

  test("at 18 it ends with the first minute of the birthday, whatever was chosen before", () => {
    const eighteen = (birth: string, from = now) => endOf({ until: "eighteen", day: "2026-01-01", birth }, from);
    expect(eighteen("2008-03-14")).toBe(at(2026, 2, 14, 0, 0));
    // Born on 29 February: 18 on 1 March.
    expect(eighteen("2008-02-29")).toBe(at(2026, 2, 1, 0, 0));
    expect(eighteen("2007-12-03", at(2025, 11, 2, 23, 59))).toBe(at(2025, 11, 3, 0, 0));
    const wrong = (birth: string) => whyNoEnd({ until: "eighteen", day: "", birth }, now);
    expect([wrong(""), wrong("2007-12-02"), wrong("1990-01-01"), wrong("2019-05-05"), wrong("2008-03-14")]).toEqual(["none", "over", "over", "far", undefined]);
    expect(eighteen("2019-05-05")).toBeUndefined();
  });

  test("what is left is said in the unit that says it best", () => {
    const left = (minutes: number) => timeLeft(now + minutes * 60_000, now);
    expect(left(-5)).toEqual({ unit: "minutes", count: 1 });
    expect(left(59.5)).toEqual({ unit: "minutes", count: 60 });
    expect(left(60)).toEqual({ unit: "hours", count: 1 });
    expect(left(47 * 60)).toEqual({ unit: "hours", count: 47 });
    expect(left(48 * 60)).toEqual({ unit: "days", count: 2 });
  });
});

describe("when a lending begins", () => {
  const tomorrow: ChosenBegin = { begin: "day", firstDay: "2025-12-03" };

  test("with the first minute of its day, or now", () => {
    expect(beginOf(tomorrow, now)).toBe(at(2025, 11, 3, 0, 0));
    expect(beginOf({ ...tomorrow, firstDay: "2025-12-02" }, now)).toBeUndefined();
    expect(beginOf({ ...tomorrow, begin: "now" }, now)).toBeUndefined();
  });

  test("a day that is over, further than a year, or no day is none", () => {
    const wrong = (firstDay: string) => whyNoBegin({ begin: "day", firstDay }, now);
    expect(["", "2025-12-01", "2025-12-02", "2026-12-02", "2026-12-03", "9999-12-31"].map(wrong)).toEqual(["none", "over", undefined, undefined, "far", "far"]);
    expect(beginOf({ begin: "day", firstDay: "2026-12-03" }, now)).toBeUndefined();
  });

  test("its end is counted from there, and an hour isn't offered", () => {
    const draft: Draft = {
      ...{ what: "papers", papers: ["p"], shelves: [], right: "read", words: "" },
      ...{ ...tomorrow, until: "week", day: "", birth: "" },
    };
    expect(termOf(draft, now)).toEqual({ begin: at(2025, 11, 3, 0, 0), end: at(2025, 11, 10, 23, 59) });
    expect(termOf({ ...draft, until: "evening" }, now)).toEqual({ begin: at(2025, 11, 3, 0, 0), end: at(2025, 11, 3, 23, 59) });
    expect(termOf({ ...draft, until: "day", day: "2025-12-02" }, now)).toBeUndefined();
    expect(termOf({ ...draft, firstDay: "" }, now)).toBeUndefined();
    expect(termOf({ ...draft, firstDay: "2025-12-02" }, now)).toEqual({ end: at(2025, 11, 9, 23, 59) });
    expect(endsFor(draft)).not.toContain("hour");
    // What was chosen and isn't offered any more is another one.
    expect(termOf({ ...draft, until: "hour" }, now)?.end).toBe(at(2025, 11, 13, 23, 59));
  });
});

test("a field's day is the device's own day, and back", () => {
  expect(fieldDay(now)).toBe("2025-12-02");
  expect(timeOfDay("2025-12-02")).toBe(at(2025, 11, 2, 0, 0));
  expect(timeOfDay("02/12/2025")).toBeUndefined();
});

test.each([
  ["01 44 00 00 00", "0144000000"],
  ["Tous les jours de 9 h à 12 h, au 01.44.00.00.00", "0144000000"],
  ["+33 (0)1 44 00 00 00, poste 12", "+33144000000"],
  ["٠١ ٤٤ ٠٠ ٠٠ ٠٠", "0144000000"],
  ["115", "115"],
  ["12 rue des Lilas, 75010 Paris", undefined],
  ["le 115 la nuit", undefined],
  ["1".repeat(40), undefined],
  [undefined, undefined],
])("the number of %j is %j", (reach, number) => {
  expect(telephoneIn(reach)).toBe(number);
});

test("an invitation is told from a recovery card, which is shown to nobody", () => {
  expect(kindOf(" ARMOIRE:2:ABC ")).toBe("square");
  expect(kindOf("armoire:2:abc")).toBe("square");
  expect(kindOf("https://armoire.example/#/invite/a.b.c")).toBe("link");
  expect(kindOf("ARMOIRE:1:ABC")).toBe("card");
  expect(kindOf("https://example.org/")).toBeUndefined();
});

test("what was lent together to somebody is one batch, and names of the list are apart", () => {
  const grant = (id: string, account: string, more: Partial<Grant>): Grant => ({
    id,
    on: "paper",
    to: { account, trust: "scanned" },
    right: "read",
    start: now,
    end: now + 1000,
    ...more,
  });
  const seers = seersOf([
    grant("1", "sister", { on: "locker", right: "manage", end: now + 9000 }),
    grant("2", "worker", { purpose: "housing" }),
    grant("3", "worker", { purpose: "housing" }),
    grant("4", "worker", { purpose: "health" }),
    grant("5", "worker", { on: "entry", purpose: "housing" }),
    grant("6", "worker", { purpose: "housing", start: now + 500 }),
    grant("7", "aunt", { start: now + 500, end: now + 9000 }),
    grant("8", "helper", { on: "entry", end: now + 9500 }),
  ], now);
  expect(seers.map(({ grantee, batches }) => [grantee.account, batches.map(({ grants }) => grants.map(({ id }) => id))])).toEqual([
    ["worker", [["2", "3"], ["4"], ["5"], ["6"]]],
    ["sister", [["1"]]],
    ["aunt", [["7"]]],
    ["helper", [["8"]]],
  ]);
  expect(seers.map((seer) => seesNow(seer, now))).toEqual([true, true, false, false]);
});

describe("how one lives with the locker", () => {
  const lent = (id: string, account: string, more: Partial<Grant> = {}): Grant => ({
    ...{ id, on: "locker", to: { account, name: account, trust: "scanned" }, right: "manage", start: now, end: now + 1000 },
    ...more,
  });
  const paper = (id: string, account: string): Grant => lent(id, account, { on: "paper", node: "n", right: "read" });

  test("it follows from what is lent now", () => {
    const mode = (...grants: Grant[]) => livingWith(grants, now).mode;
    expect(mode()).toBe("alone");
    expect(mode(paper("1", "worker"), lent("2", "worker", { right: "read" }))).toBe("alone");
    expect(mode(lent("1", "sister", { on: "shelf", node: "n", right: "manage" }))).toBe("alone");
    expect(mode(lent("1", "sister", { right: "add" }))).toBe("with");
    expect(mode(lent("1", "sister", { right: "edit" }))).toBe("with");
    expect(mode(lent("1", "sister", { right: "edit" }), lent("2", "aunt"))).toBe("run");
    expect(mode(lent("1", "sister", { over: now }))).toBe("alone");
    expect(mode(lent("1", "sister", { start: now + 1 }))).toBe("alone");
  });

  test("alone again takes back everything of these people, and nothing of others", () => {
    const all = [lent("1", "sister"), paper("2", "sister"), paper("3", "worker"), lent("4", "aunt", { right: "edit" }), lent("5", "sister", { over: now - 5 })];
    expect(theirsToTake(livingWith(all, now), all).map(({ id }) => id)).toEqual(["1", "2", "4"]);
  });

  test("what ended at its time is told, what was taken back or goes on isn't", () => {
    const end = now - 1000;
    const over = (id: string, account: string, more: Partial<Grant> = {}) => lent(id, account, { end, over: end, ...more });
    const told = (...grants: Grant[]) => endedByThemselves(grants).map(({ id }) => id);
    expect(told(over("1", "guardian"), over("2", "aunt", { over: end - 5 }), over("3", "worker", { right: "read" }), paper("4", "worker"))).toEqual(["1"]);
    // The same person was let in again.
    expect(told(over("1", "guardian"), lent("2", "guardian", { right: "edit" }))).toEqual([]);
  });
});

describe("who looked", () => {
  const read = (account: string, name: string, time: number): Read => ({ who: { account, name: account, trust: "scanned" }, name, time });
  const hour = 3_600_000;

  test("the first opening of each paper by each person is told for a day, one for each person", () => {
    const told = (...reads: Read[]) => firstLooks(reads, now).map(({ who, name }) => `${who.account} ${name ?? ""}`);
    expect(told(read("worker", "card", now - hour))).toEqual(["worker card"]);
    // Known for long, but not on this paper.
    expect(told(read("worker", "card", now - 50 * hour), read("worker", "lease", now - hour))).toEqual(["worker lease"]);
    expect(told(read("worker", "card", now - 50 * hour), read("worker", "card", now - hour))).toEqual([]);
    expect(told(read("worker", "card", now - 3 * hour), read("team", "card", now - 2 * hour), read("worker", "lease", now - hour))).toEqual(["worker lease", "team card"]);
  });

  test("the journal shows what was seen, written or lent, by whom", () => {
    const act = (act: JournalEntry["act"], more: Partial<JournalEntry> = {}): JournalEntry => ({ seq: 1, time: now, act, ...more });
    const worker = { account: "worker", name: "Claire" };
    const acts = [act("added"), act("added", { by: worker }), act("lent", { whom: worker }), act("checkpoint"), act("taken_back", { by: worker, whom: { account: "team" } })];
    const kept = (look: Filter["look"], who = "") => acts.map((one) => (keepsAct({ look, who }, one) ? 1 : 0)).join("");
    expect([kept("all"), kept("saw"), kept("wrote"), kept("lent")]).toEqual(["11111", "00000", "11000", "00101"]);
    expect([kept("all", "worker"), kept("wrote", "worker"), kept("wrote", me), kept("lent", "team"), kept("lent", me)]).toEqual(["01101", "01000", "10000", "00001", "00100"]);
    const seen = (look: Filter["look"], who = "") => keepsRead({ look, who }, read("worker", "card", now));
    expect([seen("all"), seen("saw"), seen("saw", "worker"), seen("saw", "team"), seen("all", me), seen("wrote"), seen("lent")]).toEqual([true, true, true, false, false, false, false]);
    expect(peopleOf(acts, [read("team", "card", now)])).toEqual([{ account: "worker", name: "Claire" }, { account: "team", name: "team" }]);
  });
});
