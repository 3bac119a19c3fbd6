import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startProfile } from "./harness/chromium";
import { specimen } from "./harness/files";
import { Person, type Notes } from "./harness/person";
import { startWiredSite, type Stores, type WiredSite } from "./harness/real-site";
import { phone } from "./harness/stage";
import { watch } from "./harness/watch";

const photo = "p13-page-messagerie-compressee.jpg";
const code = "48271963";

const matrix: [language: "fr" | "ar", stores: Stores][] = [
  ["fr", { database: "postgres", objects: "folder" }],
  ["ar", { database: "sqlite", objects: "folder" }],
];

/** Journey 6: a phone that others take into their hands, or look at. */
describe.each(matrix)("somebody takes the phone (%s)", (language, stores) => {
  let site: WiredSite;
  let profile: string;

  beforeAll(async () => {
    site = await startWiredSite(stores);
    profile = await mkdtemp(join(tmpdir(), "armoire-watched-"));
  });

  afterAll(async () => {
    await site.stop();
    await rm(profile, { recursive: true, force: true });
  });

  test("a neutral screen at once, a closed locker on leaving, a discreet name, and no notification", async () => {
    const context = await startProfile(profile, language, phone);
    const watched = watch(context, site.origin, [/ERR_FILE_NOT_FOUND/]);
    const page = await context.newPage();
    await page.goto(site.origin);
    const person = new Person(page, language);
    const { texts } = person;
    const notes = await person.create("Nadia");
    await person.add("id", specimen(`photos/${photo}`));

    // What it does, and what it can't, is said before anybody relies on it.
    await toHiding(person);
    await page.getByText(texts.hiding.notices).waitFor();
    await page.getByLabel(texts.hiding.after[0]).check({ force: true });
    await page.getByLabel(texts.hiding.discreet).check();
    expect(await page.title()).toBe(texts.hidden.title);
    await page.getByRole("button", { name: new RegExp(`^${texts.hiding.limits}`) }).click();
    await page.getByText(texts.limits.strangeLines[0] ?? "").waitFor();
    await person.back();
    await person.back();
    await person.back();

    // A paper is open; one tap, and there is a calendar. The keys are gone with it.
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    const address = await page.getByRole("img", { name: photo }).getAttribute("src");
    await person.button(texts.tools.hide).click();
    await isNeutral(person, notes);
    expect(await answers(page, address ?? "")).toBe(false);
    await person.atStep(0);
    for (const turn of ["goForward", "goBack"] as const) {
      await page[turn]();
      await isNeutral(person, notes);
    }
    await page.reload();
    await isNeutral(person, notes);
    await unlock(person, notes);

    // The same out of the pocket, by the keyboard.
    await person.open(photo);
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.pocket.row }).click();
    await page.getByLabel(texts.pocket.code, { exact: true }).fill(code);
    await page.getByLabel(texts.pocket.again, { exact: true }).fill(code);
    await person.button(texts.pocket.go).click();
    await page.getByText(texts.pocket.rowIn).waitFor();
    await person.lock();
    await intoPocket(person);
    await page.getByRole("main").getByRole("button").filter({ hasText: photo }).click();
    await page.getByRole("img", { name: photo }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await isNeutral(person, notes);
    await person.button(texts.hidden.today).click();
    await person.title(texts.signIn.title).waitFor();
    await intoPocket(person);
    await person.button(texts.tools.lock).click();

    // Another app covers it: it closes at once, and says so to whoever comes back.
    await person.signIn(notes.handle, wordsOf(notes));
    await person.title(texts.home.title).waitFor();
    await leave(page);
    await page.getByText(texts.refusals.left).waitFor();
    expect(await page.content()).not.toContain(photo);
    expect(await page.evaluate(() => Notification.permission)).not.toBe("granted");
    expect(watched.errors).toEqual([]);
    expect(watched.elsewhere).toEqual([]);
    await context.close();

    // Tomorrow: the name is still discreet, and the delay is still the one that was chosen.
    const again = await startProfile(profile, language, phone);
    const tomorrow = await again.newPage();
    await tomorrow.goto(site.origin);
    const back = new Person(tomorrow, language);
    await back.title(texts.signIn.title).waitFor();
    expect(await tomorrow.title()).toBe(texts.hidden.title);
    await back.signIn(notes.handle, wordsOf(notes));
    await back.title(texts.home.title).waitFor();
    await leave(tomorrow);
    await tomorrow.getByText(texts.refusals.left).waitFor();
    await again.close();
  });

  async function toHiding(person: Person): Promise<void> {
    const { page, texts } = person;
    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.hiding.title}`) }).click();
    await person.title(texts.hiding.title).waitFor();
  }

  async function isNeutral({ page, texts }: Person, { handle }: Notes): Promise<void> {
    await page.getByRole("button", { name: texts.hidden.today, exact: true }).waitFor();
    expect(await page.title()).toBe(texts.hidden.title);
    const content = await page.content();
    expect([photo, handle, texts.home.title].filter((secret) => content.includes(secret))).toEqual([]);
  }

  async function unlock(person: Person, notes: Notes): Promise<void> {
    await person.button(person.texts.hidden.today).click();
    await person.title(person.texts.signIn.title).waitFor();
    await person.signIn(notes.handle, wordsOf(notes));
    await person.title(person.texts.home.title).waitFor();
  }

  async function intoPocket(person: Person): Promise<void> {
    const { page, texts } = person;
    await person.button(texts.pocket.door(1)).click();
    await page.getByLabel(texts.pocket.codeKnown).fill(code);
    await person.button(texts.pocket.openGo).click();
    await person.title(texts.pocket.title).waitFor();
  }

  function wordsOf({ words, numbers }: Notes): string {
    return (language === "ar" ? numbers : words).join(" ");
  }

  /** Headless browsers show every page always: this is what a page hears when another app covers it. */
  async function leave(page: Page): Promise<void> {
    const turn = async (state: string) =>
      page.evaluate((is) => {
        Object.defineProperty(document, "visibilityState", { value: is, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, state);
    await turn("hidden");
    await turn("visible");
  }

  /** Whether a picture is still behind its address. */
  async function answers(page: Page, address: string): Promise<boolean> {
    return page.evaluate(
      (src) =>
        new Promise<boolean>((resolve) => {
          const image = new Image();
          image.onload = () => {
            resolve(true);
          };
          image.onerror = () => {
            resolve(false);
          };
          image.src = src;
        }),
      address,
    );
  }
});
