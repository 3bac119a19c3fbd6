import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startProfile } from "./harness/chromium";
import { specimen } from "./harness/files";
import { Person } from "./harness/person";
import { startWiredSite, type Stores, type WiredSite } from "./harness/real-site";
import { phone } from "./harness/stage";
import { countTaps, taps } from "./harness/taps";
import { watch } from "./harness/watch";

const photo = "p13-page-messagerie-compressee.jpg";
const pdf = "attestation-hebergement.pdf";
const code = "482719";

const matrix: [language: "fr" | "ar", stores: Stores][] = [
  ["fr", { database: "sqlite", objects: "folder" }],
  ["ar", { database: "postgres", objects: "folder" }],
];

/** Journey 4: at a counter, without a signal, after the phone was off. */
describe.each(matrix)("at a counter without a network (%s)", (language, stores) => {
  let site: WiredSite;
  let profile: string;

  beforeAll(async () => {
    site = await startWiredSite(stores);
    profile = await mkdtemp(join(tmpdir(), "armoire-phone-"));
  });

  afterAll(async () => {
    await site.stop();
    await rm(profile, { recursive: true, force: true });
  });

  test("the paper fills the screen within two taps of unlocking, and nothing else opens", async () => {
    const context = await startProfile(profile, language, phone);
    const page = await context.newPage();
    await page.goto(site.origin);
    const person = new Person(page, language);
    const { texts } = person;
    const notes = await person.create("Nadia");
    const words = (language === "ar" ? notes.numbers : notes.words).join(" ");
    await person.add("id", specimen(`photos/${photo}`), specimen(`pdf/${pdf}`));
    await carry(person, photo, "first");
    await carry(person, pdf, "more");
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.close();

    // The phone was off; there is no signal.
    site.wire.cut();
    const again = await startProfile(profile, language, phone);
    const watched = watch(again, site.origin, [/net::ERR/, /Failed to load resource/, /Failed to fetch/]);
    await countTaps(again);
    const counter = await door(again);
    // Before the code: how many, and no name.
    expect(await counter.content()).not.toContain(photo);
    const holder = new Person(counter, language);
    await holder.button(texts.pocket.door(2)).click();
    await holder.title(texts.pocket.openTitle).waitFor();
    expect(await counter.content()).not.toContain(photo);
    await counter.getByLabel(texts.pocket.codeKnown).fill("482718");
    await holder.button(texts.pocket.openGo).click();
    await counter.getByRole("alert").getByText(texts.refusals.pocket_code).waitFor();
    await counter.getByLabel(texts.pocket.codeKnown).fill(code);
    await holder.button(texts.pocket.openGo).click();
    await holder.title(texts.pocket.title).waitFor();

    const before = await taps(counter);
    await counter.getByRole("main").getByRole("button").filter({ hasText: photo }).click();
    const picture = counter.getByRole("img", { name: photo });
    await picture.waitFor();
    expect((await taps(counter)) - before).toBeLessThanOrEqual(2);
    await counter.getByText(texts.paper.copy, { exact: true }).waitFor();
    const box = await picture.boundingBox();
    expect(box?.width).toBeGreaterThan(phone.width * 0.6);
    await holder.back();
    await counter.getByRole("main").getByRole("button").filter({ hasText: pdf }).click();
    await counter.frameLocator("iframe").locator("#sheet > canvas").waitFor();

    // Closed again: no name in the page, behind Back, or in the tab.
    await holder.button(texts.tools.lock).click();
    await holder.title(texts.signIn.title).waitFor();
    await holder.atStep(0);
    for (const turn of ["goForward", "goBack"] as const) {
      await counter[turn]();
      expect(await counter.content()).not.toContain(photo);
      expect(await counter.title()).not.toContain(photo);
    }
    expect(watched.errors).toEqual([]);
    await again.close();

    // With a network again it is taken out: then it opens in the locker alone.
    await site.wire.mend();
    const later = await startProfile(profile, language, phone);
    const reopened = await door(later);
    const back = new Person(reopened, language);
    await back.signIn(notes.handle, words);
    await back.title(texts.home.title).waitFor();
    for (const name of [photo, pdf]) await leaveBehind(back, name);
    await back.lock();
    expect(await back.button(texts.pocket.door(2)).count()).toBe(0);
    expect(await back.button(texts.pocket.door(1)).count()).toBe(0);
    await later.close();
  });

  async function door(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(site.origin);
    await new Person(page, language).title(new Person(page, language).texts.signIn.title).waitFor();
    return page;
  }

  async function leaveBehind(person: Person, name: string): Promise<void> {
    const { page, texts } = person;
    await person.open(name);
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.pocket.row }).click();
    await person.button(texts.pocket.outYes).click();
    await page.getByText(texts.pocket.rowWhy).waitFor();
    await person.back();
    await person.title(texts.home.title).waitFor();
  }

  async function carry(person: Person, name: string, which: "first" | "more"): Promise<void> {
    const { page, texts } = person;
    await person.open(name);
    if (name === pdf) await page.frameLocator("iframe").locator("#sheet > canvas").waitFor();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.pocket.row }).click();
    await person.title(texts.pocket.addTitle).waitFor();
    if (which === "first") {
      await page.getByText(texts.pocket.thief).waitFor();
      await page.getByLabel(texts.pocket.code, { exact: true }).fill(code);
      await page.getByLabel(texts.pocket.again, { exact: true }).fill(code);
    } else {
      await page.getByLabel(texts.pocket.codeKnown).fill(code);
    }
    await person.button(texts.pocket.go).click();
    await page.getByText(texts.pocket.rowIn).waitFor();
    await person.back();
    await person.title(texts.home.title).waitFor();
  }
});
