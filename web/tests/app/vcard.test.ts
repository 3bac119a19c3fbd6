import { expect, test } from "vitest";
import { vcardsOf } from "../../src/app/people/vcard";

const lines = (...of: string[]) => of.map((line) => `${line}\r\n`).join("");

test("a contact has what was written of it, in the order of the vCard, and nothing of the locker", () => {
  const contact = {
    ...{ kind: "person" as const, name: "Claire Martin", organisation: "Service social du 10e", site: "Rue du Terrage", mission: "Assistante sociale" },
    ...{ reach: "Tous les jours, au 01 44 00 00 00", id: "secret", account: "secret", since: 1, shownTo: [] },
  };
  expect(vcardsOf([contact])).toBe(
    lines(
      "BEGIN:VCARD",
      "VERSION:4.0",
      "KIND:individual",
      "FN:Claire Martin",
      "ORG:Service social du 10e",
      "ADR:;;Rue du Terrage;;;;",
      "ROLE:Assistante sociale",
      "TEL:0144000000",
      "NOTE:Tous les jours\\, au 01 44 00 00 00",
      "END:VCARD",
    ),
  );
});

test("a team is an organisation; what nobody wrote isn't there", () => {
  expect(vcardsOf([{ kind: "team", name: "115" }, { kind: "person", name: "أمينة" }])).toBe(
    lines("BEGIN:VCARD", "VERSION:4.0", "KIND:org", "FN:115", "END:VCARD", "BEGIN:VCARD", "VERSION:4.0", "KIND:individual", "FN:أمينة", "END:VCARD"),
  );
});

test("the order is of no language, and those who helped before come last", () => {
  const named = (name: string, until?: number) => ({ kind: "person" as const, name, ...(until !== undefined && { until }) });
  const saved = vcardsOf([named("Avant", 5), named("\u{1d54f}"), named("\uff41"), named("Éric"), named("Zoé"), named("Zo"), named("ana"), named("Zoé")]);
  expect(saved.match(/(?<=FN:).*(?=\r)/g)).toEqual(["Zo", "Zoé", "Zoé", "ana", "Éric", "\uff41", "\u{1d54f}", "Avant"]);
});

test("nobody's words end a line, a part or a card", () => {
  const name = "a\\b;c,d\r\nEND:VCARD\u0000\u0085\t:e";
  expect(vcardsOf([{ kind: "person", name }])).toContain("\r\nFN:a\\\\b\\;c\\,d\\nEND:VCARD:e\r\nEND:VCARD\r\n");
});

test("long lines are folded at 75 bytes, and no character is cut", () => {
  const encoder = new TextEncoder();
  for (const letter of ["a", "é", "م", "𝕏", ","]) {
    const name = letter.repeat(200);
    const card = vcardsOf([{ kind: "person", name }]);
    const physical = card.split("\r\n");
    expect(physical.every((line) => encoder.encode(line).length <= 75)).toBe(true);
    expect(physical.filter((line) => line.startsWith(" ")).length).toBeGreaterThan(1);
    expect(card.replaceAll("\r\n ", "")).toContain(`\r\nFN:${letter === "," ? "\\,".repeat(200) : name}\r\n`);
    expect(card).not.toContain("\uFFFD");
  }
});
