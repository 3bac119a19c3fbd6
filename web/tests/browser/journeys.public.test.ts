import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startProfile } from "./harness/chromium";
import { onDisk } from "./harness/disk";
import { specimen } from "./harness/files";
import { Person, type Notes } from "./harness/person";
import { startWiredSite, type Stores, type WiredSite } from "./harness/real-site";
import { Stage } from "./harness/stage";
import { leaks, stored } from "./harness/stored";
import { watch } from "./harness/watch";

const names = { photo: "Carte Tlemcen 4417.jpg", pdf: "Attestation Oran 5528.pdf", note: "Mesure 88-731.txt", shelf: "Tribunal 9931" };
const CONTENT = "Nadia née à Tlemcen, jugement du 3 mars 1987";
const desk = { width: 1280, height: 800 };

const matrix: [language: "fr" | "ar", stores: Stores][] = [
  ["fr", { database: "sqlite", objects: "folder" }],
  ["ar", { database: "postgres", objects: "folder" }],
];

/** Journey 5: a computer that isn't one's own, and whoever sits down there next with the profile's folder in hand. */
describe.each(matrix)("on a public computer (%s)", (language, stores) => {
  let site: WiredSite;
  let stage: Stage;
  let profile: string;
  let notes: Notes;

  beforeAll(async () => {
    site = await startWiredSite(stores);
    stage = await Stage.open(site.origin);
    profile = await mkdtemp(join(tmpdir(), "armoire-public-"));
    // On the person's own phone, before.
    const { person, context } = await stage.visit(language);
    notes = await person.create("Nadia");
    const { texts } = person;
    await person.choose(
      { name: names.photo, mimeType: "image/jpeg", buffer: await bytesOf("photos/p13-page-messagerie-compressee.jpg") },
      { name: names.pdf, mimeType: "application/pdf", buffer: await bytesOf("pdf/attestation-hebergement.pdf") },
      { name: names.note, mimeType: "text/plain", buffer: Buffer.from(`${CONTENT}\n`.repeat(20)) },
    );
    await person.page.getByRole("radio", { name: texts.shelves.id }).check({ force: true });
    await person.button(texts.keep.go(3)).click();
    await person.title(texts.home.title).waitFor();
    await person.page.getByText(texts.state.sent).nth(2).waitFor();
    await context.close();
  });

  afterAll(async () => {
    await stage.close();
    await site.stop();
    await rm(profile, { recursive: true, force: true });
  });

  test("what was read, searched and printed leaves nothing: not in storage, cache, history, Back, or on the disk", async () => {
    const context = await startProfile(profile, language, desk);
    const watched = watch(context, site.origin);
    const page = await context.newPage();
    await page.goto(site.origin);
    const person = new Person(page, language);
    const { texts } = person;
    await enter(person);
    await use(person);

    // "Fermer", and the next person looks around.
    await person.lock();
    await isClean(page, context);
    await person.atStep(0);
    for (const turn of ["goForward", "goForward", "goBack", "goBack"] as const) {
      await page[turn]();
      expect(traces(await page.content() + (await page.title()))).toEqual([]);
    }
    // The screen goes first, and then the session.
    await expect.poll(() => sessions(context)).toEqual([]);

    // Once more, and this time the page is just closed, as soon as the locker is there.
    await enter(person);
    await page.close();
    const again = await context.newPage();
    await again.goto(site.origin);
    await expect.poll(() => sessions(context), { timeout: 20_000 }).toEqual([]);

    // And when it was used.
    const user = new Person(again, language);
    await enter(user);
    await use(user);
    await again.close();
    const next = await context.newPage();
    await next.goto(site.origin);
    await new Person(next, language).title(texts.first.title).waitFor();
    await isClean(next, context);
    await expect.poll(() => sessions(context), { timeout: 20_000 }).toEqual([]);

    // And once by "leave this device".
    const last = new Person(next, language);
    await enter(last);
    await last.button(texts.home.more).click();
    await next.getByRole("button", { name: new RegExp(`^${texts.more.leave}`) }).click();
    await last.button(texts.leave.go).click();
    await last.title(texts.signIn.title).waitFor();
    await isClean(next, context);
    expect(await sessions(context)).toEqual([]);
    expect(watched.errors).toEqual([]);
    expect(watched.elsewhere).toEqual([]);
    await context.close();

    // The browser is closed; its profile lies on the disk.
    expect(await onDisk(profile, secrets())).toEqual([]);
    // What the page itself keeps for a person's own device isn't there either.
    const after = await startProfile(profile, language, desk);
    const fresh = await after.newPage();
    await fresh.goto(site.origin);
    expect(await fresh.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length])).toEqual([0, 0]);
    await after.close();
  });

  test("the search finds what is planted in the profile", async () => {
    const folder = await mkdtemp(join(tmpdir(), "armoire-planted-"));
    const planted = [names.photo, CONTENT, names.note];
    const context = await startProfile(folder, language, desk);
    const page = await context.newPage();
    await page.goto(site.origin);
    await page.evaluate(
      async ([storage, cached, database]) => {
        localStorage.setItem("draft", storage ?? "");
        await (await caches.open("x")).put("/x", new Response(cached));
        await new Promise<void>((resolve) => {
          const opening = indexedDB.open("planted", 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore("all").add(database, 1);
          opening.onsuccess = () => {
            opening.result.close();
            resolve();
          };
        });
      },
      planted,
    );
    await context.close();
    const found = await onDisk(folder, planted);
    expect([...new Set(found.map((line) => line.split(" in ")[0]))].sort()).toEqual([...planted].sort());
    await rm(folder, { recursive: true });
  });

  async function enter(person: Person): Promise<void> {
    const { page, texts } = person;
    // After closing, the door asks for handle and words at once.
    await person.title(texts.first.title).or(person.title(texts.signIn.title)).waitFor();
    if ((await person.title(texts.first.title).count()) > 0) await person.button(texts.first.words).click();
    // As whoever chose a language here.
    await page.evaluate(() => {
      localStorage.setItem("language", document.documentElement.lang);
    });
    await page.getByLabel(texts.device.shared).check();
    await person.signIn(notes.handle, (language === "ar" ? notes.numbers : notes.words).join(" "));
    await person.title(texts.home.title).waitFor();
  }

  /** Looks, searches, renames, makes a shelf, prints. */
  async function use(person: Person): Promise<void> {
    const { page, texts } = person;
    await person.open(names.photo);
    await page.getByRole("img", { name: names.photo }).waitFor();
    expect(await page.getByRole("main").getByRole("button").filter({ hasText: texts.pocket.row }).count()).toBe(0);
    const printed = await page.pdf({ preferCSSPageSize: true });
    expect(printed.length).toBeGreaterThan(50_000);
    await person.back();
    await person.open(names.pdf);
    await page.frameLocator("iframe").locator("#sheet > canvas").waitFor();
    await person.back();
    await person.button(texts.home.search).click();
    await page.getByRole("searchbox").or(page.getByRole("textbox")).first().fill(names.note.slice(0, 10));
    await page.getByRole("button", { name: new RegExp(names.note) }).waitFor();
    await page.getByRole("button", { name: new RegExp(names.note) }).click();
    await person.button(texts.paper.rename).waitFor();
    await person.back();
    await person.back();
    await person.title(texts.home.title).waitFor();
  }

  async function isClean(page: Page, context: BrowserContext): Promise<void> {
    const left = (await stored(page, context)) + (await page.content()) + (await page.title());
    expect(traces(left)).toEqual([]);
    expect(await page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)])).toEqual([]);
  }

  function traces(text: string): string[] {
    return leaks(text, notes, [...Object.values(names), CONTENT]);
  }

  /** Words and groups alone stand in lists and numbers of the app: two beside each other don't. */
  function secrets(): string[] {
    const beside = (parts: readonly string[]) => parts.slice(1).flatMap((part, at) => [`${parts[at] ?? ""} ${part}`, `${parts[at] ?? ""}-${part}`]);
    return [notes.handle, ...beside(notes.words), ...beside(notes.numbers), ...beside(notes.groups), ...Object.values(names), CONTENT];
  }

  /** Cookies that would let somebody speak to the server as the person. */
  async function sessions(context: BrowserContext): Promise<string[]> {
    return (await context.cookies()).map(({ name }) => name);
  }
});

async function bytesOf(path: string): Promise<Buffer> {
  return readFile(specimen(path));
}
