import { describe, expect, test } from "vitest";
import { fakeStage } from "./harness/fake-stage";
import { readSquare } from "./harness/square";

/** A millimetre of paper in the page's own unit. */
const mm = 96 / 25.4;

/** The recovery card on paper. */
describe.each(["fr", "ar"] as const)("the card on paper (%s)", (language) => {
  const open = fakeStage();

  test("is one A4 page, or a card of a wallet's size; pictures say what to do; no name stands on it", async () => {
    const { person, page, context } = await open.stage.visit(language);
    const { texts } = person;
    await person.begin("Nadia");
    await person.button(texts.words.go).click();
    await person.title(texts.card.title).waitFor();
    const groups = await person.copyCard();
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".wallet").isVisible()).toBe(false);
    expect(await page.locator(".sheet .pictures li").count()).toBe(4);
    const paper = await page.locator(".sheet").innerText();
    for (const group of groups) expect(paper).toContain(group);
    expect(paper).not.toContain("nadia");
    // The same card twice, at the two ends of the page.
    const [top, bottom] = await page.locator(".sheet .square").evaluateAll((squares) => squares.map((square) => square.getBoundingClientRect().top));
    expect((bottom ?? 0) - (top ?? 0)).toBeGreaterThan(150 * mm);
    const scanned = await readSquare(page, ".sheet .cut:first-of-type");
    expect(await readSquare(page, ".sheet .cut:last-of-type")).toBe(scanned);
    expect(scanned).toContain(groups.join(""));
    // A fifth of it is torn away: a camera still reads it.
    expect(await readSquare(page, ".sheet", 0.2)).toBe(scanned);

    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => {
      globalThis.print = () => undefined;
    });
    await person.button(texts.card.printWallet).click();
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".sheet").isVisible()).toBe(false);
    const side = await page.locator(".wallet .cut > div").first().boundingBox();
    expect(side?.width).toBeCloseTo(85.6 * mm, 0);
    expect(side?.height).toBeCloseTo(54 * mm, 0);
    const overflowing = await page.locator(".wallet .cut > div").evaluateAll((sides) => sides.filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1).length);
    expect(overflowing).toBe(0);
    for (const half of [1, 2]) expect(await readSquare(page, `.wallet .cut > div:nth-child(${half})`, 0.2)).toBe(scanned);
    await context.close();
  });
});

function pagesOf(pdf: Buffer): number {
  return (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}
