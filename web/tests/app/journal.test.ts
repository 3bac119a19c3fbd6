import { describe, expect, it } from "vitest";
import type { JournalEntry } from "../../src/bridge/bridge";
import { sentence } from "../../src/app/account/journal";
import { account as arabic } from "../../src/languages/arabic/account";
import { account as english } from "../../src/languages/english/account";
import { account as french } from "../../src/languages/french/account";

const UNTIL = new Date(2030, 11, 3, 15, 30).getTime();
const luc = { name: "Luc Petit" };

/** Without the marks that keep a name's direction, and with plain spaces. */
function said(entry: Omit<JournalEntry, "seq" | "time">, texts = french, formats = "fr"): string {
  return sentence({ seq: 1, time: 1, ...entry }, texts, formats).replace(/[\u2068\u2069]/g, "").replace(/\s/g, " ");
}

describe("the journal says of other people", () => {
  it("who lent what to whom until when", () => {
    expect(said({ act: "lent", on: "paper", name: "bail.pdf", whom: luc, until: UNTIL })).toMatch(/^Vous avez prêté « bail(\.pdf)? » à Luc Petit, jusqu’au mardi 3 décembre 2030, 15:30\.$/);
    expect(said({ act: "lent", on: "locker", whom: {}, until: UNTIL })).toContain("toute votre armoire à quelqu’un que vous ne connaissez pas");
    expect(said({ act: "lent", on: "shelf", name: "Health", whom: luc, by: {}, until: UNTIL }, english, "en")).toMatch(/^Somebody you don’t know lent “Health” to Luc Petit, until/);
    expect(said({ act: "lent", on: "shelf", whom: luc, until: UNTIL }, arabic, "ar-MA")).toContain("أعرتم رف إلى Luc Petit");
  });

  it("who took back, gave back, and handed in", () => {
    expect(said({ act: "taken_back", on: "shelf", name: "Santé", whom: luc })).toBe("Vous avez repris « Santé », prêté à Luc Petit.");
    expect(said({ act: "given_back", on: "shelf", name: "Santé", by: luc })).toBe("Luc Petit a rendu « Santé ».");
    expect(said({ act: "deposited", by: {} })).toBe("Quelqu’un que vous ne connaissez pas a déposé quelque chose pour vous.");
    expect(said({ act: "accepted", name: "avis", whom: luc })).toBe("Vous avez accepté « avis », déposé par Luc Petit.");
    expect(said({ act: "refused", whom: {} }, english)).toBe("You refused what somebody you don’t know handed in.");
  });

  it("what they changed, and never that the holder did it", () => {
    expect(said({ act: "added", name: "a", by: luc })).toBe("Luc Petit a ajouté « a ».");
    expect(said({ act: "moved", name: "a", to: "B", by: luc }, english)).toBe("Luc Petit moved “a” to “B”.");
    const acts = ["added", "moved", "replaced", "trashed", "restored", "lent", "taken_back", "given_back", "deposited", "accepted", "refused"] as const;
    for (const [texts, you] of [[french, /^Vous/], [english, /^You /], [arabic, /تم /]] as const) {
      for (const act of acts) expect(said({ act, name: "a", by: luc }, texts)).not.toMatch(you);
    }
  });
});
