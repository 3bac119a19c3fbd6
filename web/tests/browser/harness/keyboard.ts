import type { Page } from "playwright-core";

/** Most presses of Tab before a control counts as out of reach. */
const mostPresses = 40;

/** Presses Tab until the control with this word has the focus. */
export async function tabTo(page: Page, word: string): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < mostPresses; press += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const control = document.activeElement;
      if (control === null || control === document.body) return "";
      const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])].map((label) => label.innerText) : [];
      return control.getAttribute("aria-label") ?? (labels.length > 0 ? labels.join(" ") : (control as HTMLElement).innerText);
    });
    if (focused.trim().startsWith(word)) return;
    passed.push(focused);
  }
  throw new Error(`Tab never reaches "${word}"; it passed ${JSON.stringify(passed)}`);
}

/** Reaches a control with Tab and presses it. */
export async function pressOn(page: Page, word: string): Promise<void> {
  await tabTo(page, word);
  await page.keyboard.press("Enter");
}
