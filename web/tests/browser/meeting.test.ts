import { describe, expect, test } from "vitest";
import type { FakeControl } from "./fake/client";
import { fakeStage, photo } from "./harness/fake-stage";
import { specimen } from "./harness/files";
import { smallTargets } from "./harness/measures";
import { brokenRules } from "./harness/rules";
import { meeting } from "./tour/meeting";
import { Walk } from "./tour/tour";

/** The screens of meetings; the worker here is the fake. */
describe("meetings", () => {
  const fake = fakeStage();

  test.each(["fr", "ar", "en"] as const)("no screen breaks an accessibility rule, or is wider than a small phone (%s)", async (language) => {
    const { person, page, context, watched } = await fake.stage.visit(language);
    await person.create("Nadia");
    await person.add("id", specimen(`photos/${photo}`));
    await page.evaluate(() => {
      const { fake: control } = globalThis as unknown as { fake: FakeControl };
      control.others.meet({ account: "worker", name: "Claire Martin", organisation: "Service social du 10e", trust: "scanned", since: Date.now(), reachable: true });
      control.others.meet({ account: "brother", name: "Paul", trust: "invited", since: Date.now(), reachable: true });
      control.wake();
    });
    const broken: Record<string, string[]> = {};
    const walk = new Walk(person, async (screen) => {
      const rules = [...(await brokenRules(page)), ...(await page.evaluate(smallTargets))];
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 360) rules.push(`${String(width)} px wide`);
      if (rules.length > 0) broken[screen] = rules;
    });
    await meeting(walk);
    expect(broken).toEqual({});
    expect(watched.errors).toEqual([]);
    await context.close();
  });
});
