import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { othersPictograms, pictograms } from "../../src/app/pictograms/names";

describe.each([
  ["pictograms.svg", pictograms],
  ["people.svg", othersPictograms],
])("%s", (file, names) => {
  const sprite = () => readFile(new URL(`../../src/app/pictograms/${file}`, import.meta.url), "utf8");

  test("every pictogram that a screen may name is drawn, and each drawing is named", async () => {
    const drawn = Array.from((await sprite()).matchAll(/<symbol id="([a-z]+)" viewBox="0 0 24 24">/g), ([, id = ""]) => id);
    expect(drawn.sort()).toEqual([...names].sort());
  });

  test("the sprite holds shapes only: no script, style, link or address", async () => {
    expect((await sprite()).replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/script|style|href|http|url\(/i);
  });
});
