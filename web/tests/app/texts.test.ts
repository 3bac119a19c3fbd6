import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { ArmoireError } from "../../src/bridge/bridge";
import { account as arabicAccount } from "../../src/languages/arabic/account";
import { others as arabicOthers } from "../../src/languages/arabic/others";
import { arabic as arabicTexts } from "../../src/languages/arabic/index";
import { counted } from "../../src/languages/arabic/forms";
import { account as englishAccount } from "../../src/languages/english/account";
import { others as englishOthers } from "../../src/languages/english/others";
import { english as englishTexts } from "../../src/languages/english/index";
import { account as frenchAccount } from "../../src/languages/french/account";
import { others as frenchOthers } from "../../src/languages/french/others";
import { french as frenchTexts } from "../../src/languages/french/index";
import { isAltered, refusal } from "../../src/languages/refusal";

const french = { ...frenchTexts, ...frenchAccount, ...frenchOthers };
const english = { ...englishTexts, ...englishAccount, ...englishOthers };
const arabic = { ...arabicTexts, ...arabicAccount, ...arabicOthers };

describe.each([
  ["French", french],
  ["English", english],
  ["Arabic", arabic],
])("%s", (_, texts) => {
  test("no sentence has more than 12 words", () => {
    const long = sentences(texts).filter((sentence) => sentence.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word)).length > 12);
    expect(long).toEqual([]);
  });

  test("no sentence is empty", () => {
    expect(sentences(texts).filter((sentence) => sentence.trim() === "")).toEqual([]);
  });
});

test("French puts its marks where French does", () => {
  expect(sentences(french, false).filter((text) => / [?!;:»%]|« |'/u.test(text))).toEqual([]);
});

test("Arabic counts with its own forms, its own marks, and the digits 0 to 9", () => {
  const forms = { zero: "zero", one: "one", two: "two", few: (count: number) => `few ${count}`, many: (count: number) => `many ${count}` };
  expect([0, 1, 2, 3, 10, 11, 99, 100, 103].map((count) => counted(count, forms))).toEqual([
    "zero", "one", "two", "few 3", "few 10", "many 11", "many 99", "many 100", "few 103",
  ]);
  expect(sentences(arabic, false).filter((text) => /[?,;]|[\u0660-\u0669]/u.test(text))).toEqual([]);
});

describe("refusals", () => {
  test("every code of the protocol and of the HTTP interface has a sentence of its own or of its family", async () => {
    const plainest = new Set(["internal", "length_required", "tus_version", "range"]);
    const codes = [...(await protocolCodes()), ...(await problemCodes())];
    expect(codes.length).toBeGreaterThan(60);
    const silent = codes.filter(
      (code) => !plainest.has(code) && refusal(french, new ArmoireError(code)) === french.refusals.internal,
    );
    expect(silent).toEqual([]);
  });

  test("what is known exactly is said exactly", () => {
    expect(refusal(french, new ArmoireError("card_group", { place: 4 }))).toBe(french.exactly.card_group(4));
    expect(refusal(french, new ArmoireError("card_group"))).toBe(french.refusals.card_group);
    expect(refusal(english, new ArmoireError("too_many_tries", { retry_after: 61 }))).toBe(english.exactly.too_many_tries(2));
    expect(refusal(english, new ArmoireError("words_unknown", { place: "<b>" }))).toBe(english.refusals.words_unknown);
  });

  test("anything else that is thrown is said plainly, without its text", () => {
    expect(refusal(french, new Error("abandon brioche"))).toBe(french.refusals.internal);
    expect(refusal(french, undefined)).toBe(french.refusals.internal);
    expect(refusal(french, new ArmoireError("constructor"))).toBe(french.refusals.internal);
  });

  test("an altered object is told from an altered log", () => {
    expect(isAltered(new ArmoireError("tampered"))).toBe(true);
    expect(isAltered(new ArmoireError("signature"))).toBe(false);
  });
});

/** All sentences of a language; functions are asked with numbers and short names. */
function sentences(texts: object, split = true): string[] {
  return Object.values(texts).flatMap((value: unknown) => {
    if (typeof value === "string") return split ? value.split(/(?<=[.?!؟])\s+(?=\p{Lu}|\p{Lo}|\d)/u) : [value];
    if (typeof value === "function") return sentences([(value as (...given: unknown[]) => string)(2, "x")], split);
    return typeof value === "object" && value !== null ? sentences(value, split) : [];
  });
}

async function protocolCodes(): Promise<string[]> {
  const source = await readFile(new URL("../../src/protocol/refusal.ts", import.meta.url), "utf8");
  return Array.from(source.matchAll(/^ {2}\| "([a-z_]+)"/gm), ([, code = ""]) => code);
}

async function problemCodes(): Promise<string[]> {
  const page = await readFile(new URL("../../../src/server/http/README.md", import.meta.url), "utf8");
  const list = /^Codes: ([\s\S]*?)\n\n/m.exec(page)?.[1] ?? "";
  return Array.from(list.matchAll(/`([a-z_]+)`/g), ([, code = ""]) => code).filter(
    (word) => !["reason", "seq", "object", "quota", "used"].includes(word),
  );
}
