import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Names, safeName } from "../../src/worker/archive/names";

const specimens = ["odd/noms.json", "hostile/noms-difficiles.json"].flatMap(
  (file) => JSON.parse(readFileSync(new URL(`../../../tests/fixtures/${file}`, import.meta.url), "utf8")) as string[],
);

describe("names in an archive", () => {
  // The command line's cases: src/client/export/safe_name.rs.
  it.each([
    ["Pièce d’identité — recto (1).jpg", "Pièce d’identité — recto (1).jpg"],
    ["شهادة السكن.pdf", "شهادة السكن.pdf"],
    ["👨‍👩‍👧.png", "👨‍👩‍👧.png"],
    ["../../specimen.pdf", "_._.._specimen.pdf"],
    ["-rf.pdf", "_rf.pdf"],
    [".caché", "_caché"],
    ["CON.pdf", "_CON.pdf"],
    ["com¹", "_com¹"],
    ["point final.", "point final"],
    [" espaces .pdf ", "espaces .pdf"],
    ["attestation \u202egpj.exe\u202c", "attestation _gpj.exe_"],
    ["tabulation\tdedans.pdf", "tabulation_dedans.pdf"],
    ["e\u0301 décomposé.pdf", "é décomposé.pdf"],
    ["", "document"],
    ["...", "document"],
    ["\u200b/\0", "___"],
  ])("%j is %j", (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  it("are safe for every specimen, and their own safe form", () => {
    expect(specimens.length).toBeGreaterThan(10);
    for (const name of specimens) {
      const safe = safeName(name);
      expect(safe).not.toMatch(/^[.\- ]|[. ]$|[/\\:\n\t\0\u202e\u2028\u200b]/);
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
      expect(safeName(safe)).toBe(safe);
    }
  });

  it("are given once, also across case", () => {
    const names = new Names();
    const given = ["a.pdf", "A.pdf", "a.pdf", "a?.pdf", "a*.pdf"].map((name) => names.give(name));
    expect(given).toEqual(["a.pdf", "A (2).pdf", "a (3).pdf", "a_.pdf", "a_ (2).pdf"]);
  });
});
