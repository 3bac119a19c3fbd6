import { describe, expect, test } from "vitest";
import { dimensionsOf, isDrawable } from "../../src/app/papers/dimensions";
import { LONGEST_SIDE, MOST_PAGES, fromFrame } from "../../src/app/viewer/messages";
import { farther, farthest, nearer, nearest } from "../../src/app/viewer/zoom";

describe("what the frame says", () => {
  test("is read when it is sound", () => {
    expect(fromFrame({ kind: "opened", pages: 12, more: "x" })).toEqual({ kind: "opened", pages: 12 });
    expect(fromFrame({ kind: "shown", page: 1, width: 324, height: 458, partial: true })).toMatchObject({ partial: true, height: 458 });
    expect(fromFrame({ kind: "password", wrong: 1 })).toEqual({ kind: "password", wrong: false });
    expect(fromFrame({ kind: "need", part: "jbig2.wasm" })).toEqual({ kind: "need", part: "jbig2.wasm" });
  });

  test.each([
    null, undefined, 7, "opened", [], {}, { kind: "close" }, { kind: ["opened"], pages: 1 },
    { kind: "opened" }, { kind: "opened", pages: 0 }, { kind: "opened", pages: 1.5 }, { kind: "opened", pages: "3" }, { kind: "opened", pages: MOST_PAGES + 1 },
    { kind: "opened", pages: Number.NaN }, { kind: "opened", pages: Infinity },
    { kind: "shown", page: 1, width: LONGEST_SIDE + 1, height: 1 }, { kind: "shown", page: 1, width: 10, height: {} },
    { kind: "need", part: "constructor" }, { kind: "need", part: "../index.html" }, { kind: "key", key: "__proto__" },
  ])("is silence when it is %j", (said) => {
    expect(fromFrame(said)).toBeUndefined();
  });
});

test("a GIF is as large as its first image, whatever its screen says", () => {
  const gif = new Uint8Array(64);
  gif.set(Buffer.from("GIF89a"));
  // A screen of 1 by 1, an extension, and an image of 65,535 by 65,535.
  gif.set([1, 0, 1, 0, 0, 0, 0, 0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], 6);
  const size = dimensionsOf(gif, "gif");
  expect(size).toEqual({ width: 65_535, height: 65_535 });
  expect(isDrawable(size)).toBe(false);
});

test("nearer and farther end somewhere", () => {
  expect(nearer(nearest)).toBe(nearest);
  expect(farther(farthest)).toBe(farthest);
  expect(farther(nearer(farthest))).toBe(farthest);
});
