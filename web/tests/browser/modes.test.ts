import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { FakeControl } from "./fake/client";
import { control, fakeStage, photo } from "./harness/fake-stage";
import type { Person } from "./harness/person";

/** The three ways to live with a locker, and ends that were set beforehand; the worker here is the fake. */
describe("living with a locker", () => {
  const fake = fakeStage();

  test("learning with somebody, then run by them, then alone again by one touch; others keep what they were lent", async () => {
    const { person, page, context, watched } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await control(page, ({ armoire, others }) => {
      void armoire.contents().then(({ documents }) => others.lend({ nodes: [documents[0]!.id], to: "worker", right: "read", end: Date.now() + 1e9 }));
    });
    await toMode(person, page);
    await now(page, texts.mode.alone.name).waitFor();
    expect(await page.getByRole("button", { name: new RegExp(`^${texts.sees.takeAll}`) }).count()).toBe(0);

    for (const [mode, right] of [["with", "edit"], ["run", "manage"]] as const) {
      await person.button(texts.mode.goName(texts.mode.choose, texts.mode[mode].name)).click();
      await page.getByRole("radio", { name: /Ma sœur/ }).check();
      await person.button(texts.lend.next).click();
      expect(await page.getByRole("radio", { name: new RegExp(`^${texts.lendWhat.rights[right]}`) }).isChecked()).toBe(true);
      await person.button(texts.lendWhat.go(texts.lend.all)).click();
      await page.getByRole("radio", { name: texts.lendWhy.reasons.daily }).check({ force: true });
      await page.getByRole("radio", { name: texts.lendWhy.ends.year }).check({ force: true });
      await person.button(texts.lend.next).click();
      for (const line of [...texts.lendRead.may[right], texts.lendRead.mayNot[right]]) await page.getByText(line).waitFor();
      await person.button(texts.lendRead.yes).click();
      await person.title(texts.mode.title).waitFor();
      await now(page, texts.mode[mode].name).waitFor();
      expect((await lent(page)).at(-1)).toMatchObject({ on: "locker", right, purpose: texts.lendWhy.purposes.daily, to: { account: "sister" } });
    }

    await person.button(texts.mode.takeAllName("Ma sœur")).click();
    await page.getByText(texts.mode.taken("Ma sœur")).first().waitFor();
    await now(page, texts.mode.alone.name).waitFor();
    const left = (await lent(page)).filter(({ over }) => over === undefined);
    expect(left).toMatchObject([{ on: "paper", to: { account: "worker" } }]);
    // Whom it was taken from was told nothing: no letter, before or after.
    expect(await page.evaluate(() => (globalThis as unknown as { fake: FakeControl }).fake.others.sent.length)).toBe(0);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("an end on one's eighteenth birthday: what is too far or over is said, and the date goes nowhere", async () => {
    const { person, page, context } = await fake.withPhoto();
    const { texts } = person;
    await page.clock.setFixedTime(new Date(2026, 2, 1, 12));
    await meet(page);
    await toMode(person, page);
    await person.button(texts.mode.goName(texts.mode.choose, texts.mode.run.name)).click();
    await page.getByRole("radio", { name: /Ma sœur/ }).check();
    await person.button(texts.lend.next).click();
    await person.button(texts.lendWhat.go(texts.lend.all)).click();
    await page.getByRole("radio", { name: texts.lendWhy.reasons.daily }).check({ force: true });
    await page.getByRole("radio", { name: texts.lendWhy.ends.eighteen }).check({ force: true });
    const next = page.getByRole("contentinfo").getByRole("button");
    await page.getByText(texts.lendWhy.birthStays).waitFor();
    expect(await next.innerText()).toBe(texts.lendWhy.missingBirth);
    const born = page.getByLabel(texts.lendWhy.birth);
    await born.fill("2020-05-05");
    await page.getByRole("status").getByText(texts.lendWhy.far).waitFor();
    await born.fill("2000-05-05");
    await page.getByRole("status").getByText(texts.lendWhy.isEighteen).waitFor();
    expect(await next.innerText()).toBe(texts.lendWhy.missingBirth);
    await born.fill("2009-05-05");
    await person.button(texts.lend.next).click();
    await person.button(texts.lendRead.yes).click();
    await person.title(texts.mode.title).waitFor();
    const [grant] = await lent(page);
    expect(grant).toMatchObject({ on: "locker", right: "manage", end: new Date(2027, 4, 5).getTime() });
    expect(JSON.stringify(grant)).not.toContain("2009");
    // The next lending doesn't know it either.
    await person.button(texts.mode.goName(texts.mode.another, texts.mode.run.name)).click();
    await page.getByRole("radio", { name: /Claire/ }).check();
    await person.button(texts.lend.next).click();
    await person.button(texts.lendWhat.go(texts.lend.all)).click();
    await page.getByRole("radio", { name: texts.lendWhy.ends.eighteen }).check({ force: true });
    expect(await page.getByLabel(texts.lendWhy.birth).inputValue()).toBe("");
    await context.close();
  });

  test("what ended by itself is told at home, and leads to new words and a new card", async () => {
    const { person, page, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await control(page, ({ others, wake }) => {
      const end = Date.now() - 60_000;
      const start = end - 1e9;
      others.grants.push({ id: "guardian", on: "locker", to: others.grantee("sister"), right: "manage", start, end, over: end });
      wake();
    });
    const told = page.locator(".note.wait").filter({ hasText: "Ma sœur" });
    await told.waitFor();
    await told.getByRole("button", { name: texts.ended.go }).click();
    await person.title(texts.ended.title).waitFor();
    for (const [row, title] of [
      [texts.ended.words, texts.loss.rows.wordsKnown],
      [texts.ended.card, texts.loss.rows.cardKnown],
    ] as const) {
      await page.getByRole("main").getByRole("button").filter({ hasText: row }).click();
      await person.title(title).waitFor();
      await person.back();
      await person.title(texts.ended.title).waitFor();
    }
    await person.back();
    // What the holder took back themselves is no news.
    await control(page, ({ others, wake }) => {
      for (const grant of others.grants) grant.over = grant.end - 1;
      wake();
    });
    await told.waitFor({ state: "detached" });
    await page.getByRole("img", { name: photo }).or(person.title(texts.home.title)).first().waitFor();
    await context.close();
  });
});

/** The way that is today's. */
function now(page: Page, name: string) {
  return page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) }).locator(".state.ok").first();
}

async function toMode(person: Person, page: Page): Promise<void> {
  const { texts } = person;
  await person.button(texts.home.more).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.mode }).click();
  await person.title(texts.mode.title).waitFor();
}

async function meet(page: Page): Promise<void> {
  await control(page, ({ others }) => {
    const since = Date.now();
    others.meet({ account: "worker", name: "Claire Martin", organisation: "Service social", trust: "scanned", since, reachable: true });
    others.meet({ account: "sister", name: "Ma sœur", trust: "invited", since, reachable: true });
  });
}

async function lent(page: Page): Promise<FakeControl["others"]["grants"]> {
  return page.evaluate(() => (globalThis as unknown as { fake: FakeControl }).fake.others.grants);
}
