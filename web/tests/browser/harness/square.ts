import type { Page } from "playwright-core";
import { decodeQR } from "qr/decode.js";

/**
 * The card's text, read by taking its square on the screen apart, or the first one inside what `where` leads to. `torn` is a part of its
 * width, between 0 and 1, that is gone: a white stripe beside its middle.
 */
export async function readSquare(page: Page, where = ".card", torn = 0): Promise<string> {
  const square = page.locator(`${where} .square svg`).first();
  const path = (await square.locator("path").nth(1).getAttribute("d")) ?? "";
  const size = Number((await square.getAttribute("viewBox"))?.split(" ")[2]);
  const scale = 8;
  const data = new Uint8Array((size * scale) ** 2 * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let line = Number(y) * scale; line < (Number(y) + 1) * scale; line += 1) {
      const start = (line * size * scale + Number(x) * scale) * 4;
      for (let at = start; at < start + Number(width) * scale * 4; at += 4) data.fill(0, at, at + 3);
    }
  }
  const gone = { from: Math.round(size * 0.3), to: Math.round(size * (0.3 + torn)) };
  for (let line = 0; line < size * scale; line += 1) data.fill(255, (line * size + gone.from) * scale * 4, (line * size + gone.to) * scale * 4);
  return decodeQR({ width: size * scale, height: size * scale, data });
}
