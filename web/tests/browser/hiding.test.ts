import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { control, fakeStage, photo } from "./harness/fake-stage";
import type { Person } from "./harness/person";

/** Somebody looks over a shoulder, or takes the phone: what they see, and what they don't. */
describe("hiding", () => {
  const open = fakeStage();

  test("one tap on each screen of the open locker shows a calendar; only unlocking leads back", async () => {
    const { person, page, context, words, handle } = await open.withPhoto();
    const { texts } = person;
    const screens: (() => Promise<void>)[] = [
      () => person.title(texts.home.title).waitFor(),
      () => person.open(photo),
      async () => {
        await person.open(photo);
        await person.button(texts.paper.big).click();
      },
      () => person.button(texts.home.search).click(),
      () => person.button(texts.home.add).click(),
      () => person.button(texts.home.bin).click(),
      () => person.button(texts.home.more).click(),
      () => toHiding(person),
    ];
    for (const go of screens) {
      await go();
      await person.button(texts.tools.hide).click();
      await isNeutral(person, [photo, handle]);
      await person.button(texts.hidden.today).click();
      await person.title(texts.signIn.title).waitFor();
      await person.signIn(handle, words);
      await person.title(texts.home.title).waitFor();
    }
    // Forward, to where the steps were, and back.
    await toHiding(person);
    await person.button(texts.tools.hide).click();
    await person.atStep(0);
    for (const turn of ["goForward", "goForward", "goBack", "goBack"] as const) {
      await page[turn]();
      await isNeutral(person, [photo, handle]);
    }
    await context.close();
  });

  test("Escape twice hides; once, or with something between, doesn't", async () => {
    const { person, page, context, handle } = await open.withPhoto();
    await person.open(photo);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await person.button(person.texts.paper.rename).waitFor();
    await page.keyboard.press("Escape");
    await isNeutral(person, [photo, handle]);
    await context.close();
  });

  test("the neutral screen stays when the page is loaded again, and when the session ends elsewhere", async () => {
    const { person, page, context, handle } = await open.withPhoto();
    await person.button(person.texts.tools.hide).click();
    await isNeutral(person, [photo, handle]);
    await control(page, (fake) => {
      fake.end("no_session");
    });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await isNeutral(person, [photo, handle]);
    await page.reload();
    await isNeutral(person, [photo, handle]);
    await context.close();
  });

  test("a discreet name stands in the tab from the beginning, in the icon and in the manifest; it can be taken back", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await toHiding(person);
    await page.getByLabel(texts.hiding.discreet).check();
    const outside = async () => ({
      title: await page.title(),
      icon: await page.locator("link[rel=icon]").getAttribute("href"),
      manifest: await page.evaluate(async () => ((await (await fetch(document.querySelector<HTMLLinkElement>("link[rel=manifest]")?.href ?? "")).json()) as { name: string }).name),
    });
    const discreet = { title: texts.hidden.title, icon: "/calendar.svg", manifest: texts.hidden.title };
    expect(await outside()).toEqual(discreet);
    await person.back();
    expect(await outside()).toEqual(discreet);
    await page.reload();
    // Before the page's own code has run, the tab has its name already.
    await page.route(/\/assets\//, (route) => route.abort());
    await page.reload();
    await expect.poll(() => page.title(), { timeout: 20_000 }).toBe(texts.hidden.title);
    await page.unroute(/\/assets\//);
    await page.reload();
    await person.title(texts.first.title).waitFor();
    expect(await outside()).toEqual(discreet);
    await page.evaluate(() => {
      localStorage.removeItem("discreet");
    });
    await page.reload();
    await person.title(texts.first.title).waitFor();
    expect(await outside()).toEqual({ title: `${texts.first.title} · ${texts.brand}`, icon: "/icon.svg", manifest: "Armoire" });
    await context.close();
  });

  test("each language has a manifest with its own neutral name", async () => {
    for (const language of ["fr", "en", "ar"] as const) {
      const { person, page, context } = await open.stage.visit(language);
      const manifest = await page.evaluate(async (tag) => (await (await fetch(`/calendar-${tag}.webmanifest`)).json()) as Record<string, unknown>, language);
      expect(manifest).toMatchObject({ name: person.texts.hidden.title, short_name: person.texts.hidden.title, lang: language });
      await context.close();
    }
  });

  test("the locker that is left closes after the chosen delay", async () => {
    const { person, page, context, words, handle } = await open.withPhoto();
    const { texts } = person;
    await page.clock.install();
    await person.lock();
    const again = async () => {
      await person.signIn(handle, words);
      await person.title(texts.home.title).waitFor();
    };
    // At once.
    await again();
    await choose(person, 0);
    await leave(page, true);
    await page.getByText(texts.refusals.left).waitFor();
    await leave(page, false);
    // After a minute, and not before; coming back in time keeps it open.
    await again();
    await choose(person, 1);
    await leave(page, true);
    await page.clock.fastForward("00:50");
    await leave(page, false);
    await leave(page, true);
    await page.clock.fastForward("00:50");
    await person.title(texts.hiding.title).waitFor();
    await page.clock.fastForward("00:11");
    await page.getByText(texts.refusals.left).waitFor();
    await leave(page, false);
    // A phone that sleeps runs no timers: it closes when somebody looks.
    await again();
    await leave(page, true);
    await page.clock.setFixedTime(Date.now() + 10 * 60_000);
    await leave(page, false);
    await page.getByText(texts.refusals.left).waitFor();
    expect(await page.evaluate(() => localStorage.getItem("lock after"))).toBe("1");
    await context.close();
  });

  test("the camera and the file chooser don't count as leaving", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await choose(person, 0);
    await person.back();
    await person.back();
    await person.button(texts.home.add).click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByLabel(texts.add.camera).click();
    await chooser;
    await leave(page, true);
    await leave(page, false);
    await person.title(texts.add.title).waitFor();
    await leave(page, true);
    await page.getByText(texts.refusals.left).waitFor();
    await context.close();
  });

  test("the page never asks for notifications", async () => {
    const { person, page, context } = await open.withPhoto();
    await toHiding(person);
    await page.getByText(person.texts.hiding.notices).waitFor();
    expect(await page.evaluate(() => Notification.permission)).not.toBe("granted");
    await context.close();
  });

  /** Nothing on the screen, in the tab or in the page says whose it is, or what. */
  async function isNeutral(person: Person, secrets: readonly string[]): Promise<void> {
    const { page, texts } = person;
    await person.button(texts.hidden.today).waitFor();
    expect(await page.title()).toBe(texts.hidden.title);
    expect(await page.locator("link[rel=icon]").getAttribute("href")).toBe("/calendar.svg");
    expect(await page.locator("body").innerText()).not.toContain(texts.brand);
    const content = await page.content();
    expect(secrets.filter((secret) => content.includes(secret))).toEqual([]);
  }

  async function toHiding(person: Person): Promise<void> {
    const { page, texts } = person;
    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.hiding.title}`) }).click();
    await person.title(texts.hiding.title).waitFor();
  }

  async function choose(person: Person, after: 0 | 1 | 5): Promise<void> {
    await toHiding(person);
    await person.page.getByLabel(person.texts.hiding.after[after]).check({ force: true });
  }

  /** Another tab or app covers the page, or doesn't any more: headless browsers show every page always. */
  async function leave(page: Page, away: boolean): Promise<void> {
    await page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, away ? "hidden" : "visible");
  }
});
