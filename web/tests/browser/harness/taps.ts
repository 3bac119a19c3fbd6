import type { BrowserContext, Page } from "playwright-core";

/**
 * Counts what a finger does from now on: touches on the page's own buttons, labels and links. Typing isn't counted, nor the keyboard's own
 * "Go", nor what the phone's camera asks for.
 */
export async function countTaps(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const counted = globalThis as { taps?: number };
    counted.taps = 0;
    addEventListener(
      "click",
      (event) => {
        // A click that the keyboard or a label makes has no count of its own.
        if (event.isTrusted && event.detail > 0) counted.taps = (counted.taps ?? 0) + 1;
      },
      { capture: true },
    );
  });
}

export function taps(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as { taps?: number }).taps ?? -1);
}
