import type { Locator, Page } from "playwright-core";

/** A part of a picture, in shares of its width and height. */
export interface Blot {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Inside of an A4 page's margins at 96 dots an inch. */
const paper = { width: 688, height: 1039 };

/** The card as it lies on paper, photographed, with what water has made of it. */
export class PrintedCard {
  readonly #page: Page;
  readonly #picture: string;
  /** Where the squares are. */
  readonly squares: readonly Blot[];

  private constructor(page: Page, picture: Buffer, squares: readonly Blot[]) {
    this.#page = page;
    this.#picture = picture.toString("base64");
    this.squares = squares;
  }

  /** Of the card's screen; `size` is the one that was printed last. The screen is left as it was. */
  static async of(page: Page, size: "a4" | "wallet"): Promise<PrintedCard> {
    const before = page.viewportSize();
    await page.setViewportSize(paper);
    await page.emulateMedia({ media: "print" });
    const card = page.locator(size === "a4" ? ".sheet" : ".wallet .cut");
    const around = await boxOf(card);
    const squares: Blot[] = [];
    for (const square of await card.locator(".square").all()) {
      const { x, y, width, height } = await boxOf(square);
      squares.push({ left: (x - around.x) / around.width, top: (y - around.y) / around.height, width: width / around.width, height: height / around.height });
    }
    const picture = await card.screenshot({ scale: "device" });
    await page.emulateMedia({ media: "screen" });
    if (before !== null) await page.setViewportSize(before);
    return new PrintedCard(page, picture, squares);
  }

  /** A photo of it on a table, with parts of it washed away; `filling` is how much of the photo it takes, between 0 and 1. */
  async photo(blots: readonly Blot[], filling = 1): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
    const table = await this.#page.context().newPage();
    const url = await table.evaluate(
      async ([picture, gone, share]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${picture}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        const scale = 2000 / Math.max(image.width, image.height);
        const [width, height] = [image.width * scale, image.height * scale];
        [canvas.width, canvas.height] = [width, height];
        const brush = canvas.getContext("2d");
        if (brush === null) throw new Error("no canvas");
        brush.fillStyle = "#78644f";
        brush.fillRect(0, 0, width, height);
        // Nobody holds a phone quite straight, or quite still.
        brush.filter = "blur(1px)";
        brush.translate(width / 2, height / 2);
        brush.rotate(0.07);
        brush.scale(share, share);
        brush.translate(-width / 2, -height / 2);
        brush.drawImage(image, 0, 0, width, height);
        brush.fillStyle = "#9db4c0";
        for (const blot of gone) brush.fillRect(blot.left * width, blot.top * height, blot.width * width, blot.height * height);
        return canvas.toDataURL("image/jpeg", 0.8);
      },
      [this.#picture, blots, filling] as const,
    );
    await table.close();
    return { name: "carte.jpg", mimeType: "image/jpeg", buffer: Buffer.from(url.slice(url.indexOf(",") + 1), "base64") };
  }
}

async function boxOf(what: Locator) {
  const box = await what.boundingBox();
  if (box === null) throw new Error("nothing is printed there");
  return box;
}
