import { describe, expect, it } from "vitest";
import { checkWords } from "../../src/protocol/account/near-words";

describe("words that somebody types", () => {
  it("knows whole words, beginnings, numbers, and forgives accents and capitals", () => {
    const words = checkWords("Abandon  brio, 0233 EFFORT lumie").map(({ word }) => word?.normalize("NFC"));
    expect(words).toEqual(["abandon", "brioche", "0233", "effort", "lumière"]);
    expect(checkWords("girafe").map(({ near }) => near)).toEqual([[]]);
  });

  it("offers the nearest for a letter that is wrong, missing, too many, or exchanged", () => {
    for (const typed of ["girage", "girfe", "griafe"]) expect(checkWords(typed)[0]?.near[0], typed).toBe("girafe");
    expect(checkWords("xylophone")[0]?.near).toEqual([]);
    expect(checkWords("ab")[0]?.near).toEqual([]);
  });

  it("offers words of the language that is typed first", () => {
    expect(checkWords("jardin girafe effor").at(-1)?.word).toBe("effort");
    const [, , , unsure] = checkWords("zebra window yellow hapyp");
    expect(unsure?.near[0]).toBe("happy");
  });

  it("stays small whatever is pasted", () => {
    expect(checkWords("a".repeat(1_000_000)).length).toBe(1);
    expect(checkWords("abandon ".repeat(5000)).length).toBe(8);
  });
});
