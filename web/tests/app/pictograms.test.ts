import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { pictograms } from "../../src/app/pictograms/names";

test("every pictogram that a screen may name is drawn, and each drawing is named", async () => {
  const sprite = await readFile(new URL("../../src/app/pictograms/pictograms.svg", import.meta.url), "utf8");
  const drawn = Array.from(sprite.matchAll(/<symbol id="([a-z]+)" viewBox="0 0 24 24">/g), ([, id = ""]) => id);
  expect(drawn.sort()).toEqual([...pictograms].sort());
});

test("the sprite holds shapes only: no script, style, link or address", async () => {
  const sprite = await readFile(new URL("../../src/app/pictograms/pictograms.svg", import.meta.url), "utf8");
  expect(sprite.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/script|style|href|http|url\(/i);
});
