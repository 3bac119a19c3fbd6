import { describe, expect, test } from "vitest";
import { specimen } from "./harness/files";
import { cutWords, smallTargets } from "./harness/measures";
import { onStage } from "./harness/on-stage";
import { brokenRules } from "./harness/rules";
import { sharedFakeSite } from "./harness/shared-site";
import { Stage, type Visit } from "./harness/stage";
import { people } from "./tour/people";
import { Walk } from "./tour/tour";

/** The screens about other people, for whom text is large, the screen narrow, and colours are their own. */
describe("access to other people", () => {
  const fake = onStage(sharedFakeSite);

  test.each(["fr", "ar"] as const)("nothing is cut off at 320 px with text twice as large (%s)", async (language) => {
    const large = await Stage.open(fake.site.origin, ["--blink-settings=defaultFontSize=32"]);
    const visit = await large.visit(language);
    await visit.page.setViewportSize({ width: 320, height: 640 });
    const broken: Record<string, string[]> = {};
    await walk(visit, async (screen) => {
      const width = await visit.page.evaluate(() => document.documentElement.scrollWidth);
      const wrong = [...(width > 320 ? [`${String(width)} px wide`] : []), ...(await visit.page.evaluate(cutWords))];
      if (wrong.length > 0) broken[screen] = wrong;
    });
    expect(broken).toEqual({});
    await large.close();
  }, 300_000);

  test("with colours of their own no rule is broken, and what is chosen or over is told by more than colour", async () => {
    const visit = await fake.stage.visit("fr");
    const { page } = visit;
    await page.emulateMedia({ forcedColors: "active" });
    const broken: Record<string, string[]> = {};
    await walk(visit, async (screen) => {
      const wrong = [...(await brokenRules(page)), ...(await page.evaluate(smallTargets)), ...(await page.evaluate(plainStates))];
      if (wrong.length > 0) broken[screen] = wrong;
    });
    expect(broken).toEqual({});
    await visit.context.close();
  }, 300_000);
});

async function walk({ person }: Visit, see: (screen: string) => Promise<void>): Promise<void> {
  await person.create("Nadia");
  await person.add("id", specimen("photos/p13-page-messagerie-compressee.jpg"));
  await people(new Walk(person, see));
}

/** States without a drawing or without a word, and chosen cells without an outline: they would differ by their colour alone. */
function plainStates(): string[] {
  const wrong: string[] = [];
  for (const state of document.querySelectorAll<HTMLElement>(".state")) {
    const { width, height } = state.getBoundingClientRect();
    if (width === 0 || height === 0 || state.closest(".points") !== null) continue;
    if (state.querySelector("svg") === null || state.textContent.trim() === "") wrong.push(`by colour alone: ${state.outerHTML.slice(0, 120)}`);
  }
  for (const cell of document.querySelectorAll<HTMLElement>(".shelf > .chosen")) {
    if (getComputedStyle(cell).outlineStyle === "none") wrong.push(`chosen by colour alone: ${cell.outerHTML.slice(0, 120)}`);
  }
  return wrong;
}
