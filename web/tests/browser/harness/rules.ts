import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import type { AxeResults } from "axe-core";

const source = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const colours = ["color-contrast", "color-contrast-enhanced"];

/** The accessibility rules that a screen breaks (WCAG A and AA up to 2.2, good practice, or those about colours), each with where. */
export async function brokenRules(page: Page, which: "all" | "colours" = "all"): Promise<string[]> {
  // Evaluated by the debugger, so the page's policy stays as strict as it is for people; once for each page.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await source);
  const results = await page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } };
    if (only !== null) return axe.run({ runOnly: only, resultTypes: ["violations"] });
    // A touch target that the foot covers in part comes into sight by scrolling: how far the page is scrolled just now says nothing.
    const feet = [...document.querySelectorAll<HTMLElement>(".foot")];
    for (const foot of feet) foot.style.position = "static";
    const results = await axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
      rules: { "color-contrast-enhanced": { enabled: true } },
    });
    for (const foot of feet) foot.style.removeProperty("position");
    return results;
  }, which === "colours" ? colours : null);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}
