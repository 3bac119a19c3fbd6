import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { dimensionsOf, headerBytes, isDrawable, mostPixels } from "../../src/app/papers/dimensions";

const fixtures = new URL("../../../tests/fixtures/", import.meta.url);

async function header(path: string): Promise<Uint8Array> {
  return (await readFile(new URL(path, fixtures))).subarray(0, headerBytes);
}

/** A big-endian number of `size` bytes. */
function number(value: number, size: number): number[] {
  return Array.from({ length: size }, (_, place) => (value >>> (8 * (size - 1 - place))) & 0xff);
}

const ascii = (text: string) => [...new TextEncoder().encode(text)];

describe("a picture's size is read from its header", () => {
  test.each([
    ["odd/transparent.png", "png"],
    ["odd/anime.gif", "gif"],
    ["photos/p01-carte-bois-facile.jpg", "jpeg"],
    ["photos/p13-page-messagerie-compressee.jpg", "jpeg"],
  ] as const)("%s", async (path, kind) => {
    const size = dimensionsOf(await header(path), kind);
    expect(size?.width).toBeGreaterThan(50);
    expect(size?.height).toBeGreaterThan(50);
    expect(isDrawable(size)).toBe(true);
  });

  test("50,000 × 50,000 is told and not drawn", async () => {
    const size = dimensionsOf(await header("hostile/png-50000x50000.png"), "png");
    expect(size).toEqual({ width: 50_000, height: 50_000 });
    expect(isDrawable(size)).toBe(false);
  });

  test("a JPEG's frame stands behind notes of any kind; its thumbnail isn't it", () => {
    const thumbnail = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 10, 0, 10, 1, 1, 0x11, 0, 0xff, 0xd9];
    const notes = [0xff, 0xe1, ...number(2 + thumbnail.length, 2), ...thumbnail];
    const frame = [0xff, 0xff, 0xc2, 0, 11, 8, ...number(3000, 2), ...number(4000, 2), 1, 1, 0x11, 0];
    expect(dimensionsOf(new Uint8Array([0xff, 0xd8, ...notes, ...frame]), "jpeg")).toEqual({ width: 4000, height: 3000 });
  });

  test("WebP in its three forms, and the largest picture of an AVIF", () => {
    const riff = (form: string, rest: number[]) => new Uint8Array([...ascii("RIFF"), 0, 0, 0, 0, ...ascii(`WEBP${form}`), 0, 0, 0, 0, ...rest]);
    expect(dimensionsOf(riff("VP8X", [0, 0, 0, 0, 0x0f, 0x27, 0, 0x1f, 0x4e, 0]), "webp")).toEqual({ width: 10_000, height: 20_000 });
    expect(dimensionsOf(riff("VP8 ", [0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0]), "webp")).toEqual({ width: 320, height: 240 });
    expect(dimensionsOf(riff("VP8L", [0x2f, 0x3f, 0xc1, 0x3b, 0]), "webp")).toEqual({ width: 320, height: 240 });
    const ispe = (width: number, height: number) => [...ascii("ispe"), 0, 0, 0, 0, ...number(width, 4), ...number(height, 4)];
    expect(dimensionsOf(new Uint8Array([0, 0, 0, 0, ...ispe(64, 64), ...ispe(90_000, 70_000)]), "avif")).toEqual({ width: 90_000, height: 70_000 });
  });

  test("what says no size, or isn't whole, isn't drawn", () => {
    for (const [bytes, kind] of [
      [[0xff, 0xd8, 0xff], "jpeg"],
      [[0xff, 0xd8, 0xff, 0xda, 0, 4, 0, 0], "jpeg"],
      [[0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xc0], "jpeg"],
      [[0x89, 0x50], "png"],
      [[], "gif"],
      [ascii("RIFF0000WEBPABCD"), "webp"],
      [[0, 0, 0, 0], "avif"],
      [[1, 2, 3], "pdf"],
    ] as const) {
      expect(isDrawable(dimensionsOf(new Uint8Array(bytes), kind))).toBe(false);
    }
  });

  test("the limit is on the whole and on each side", () => {
    expect(isDrawable({ width: mostPixels / 8000, height: 8000 })).toBe(true);
    expect(isDrawable({ width: mostPixels / 8000 + 1, height: 8000 })).toBe(false);
    expect(isDrawable({ width: 100_000, height: 10 })).toBe(false);
  });

  test("headers of noise never throw", () => {
    let state = 7;
    const next = () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff);
    for (let round = 0; round < 500; round += 1) {
      const noise = Uint8Array.from({ length: next() % 200 }, () => next() & 0xff);
      for (const kind of ["jpeg", "png", "gif", "webp", "avif"] as const) dimensionsOf(noise, kind);
    }
  });
});
