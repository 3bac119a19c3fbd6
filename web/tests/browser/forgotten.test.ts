import type { BrowserContext } from "playwright-core";
import { describe, expect, test } from "vitest";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { Person } from "./harness/person";
import { startRealSite } from "./harness/real-site";
import { phone } from "./harness/stage";

const photo = "p13-page-messagerie-compressee.jpg";

/** What a person meets whose browser, or whose phone's clock, has gone wrong. */
describe("a browser that has lost something", () => {
  const real = onStage(startRealSite);

  test.each(["fr", "ar"] as const)("storage that was cleared: the way back is said at once, and leads there (%s)", async (language) => {
    const { person, page, context, watched } = await real.stage.visit(language);
    const { texts } = person;
    const notes = await person.create("Nadia");
    await person.add("id", specimen(`photos/${photo}`));
    const debugging = await context.newCDPSession(page);
    await debugging.send("Storage.clearDataForOrigin", { origin: real.site.origin, storageTypes: "all" });
    await context.clearCookies();
    await page.reload();
    await person.title(texts.first.title).waitFor();
    // Said on the first screen, above its fold, beside the buttons that do it.
    const said = await page.getByText(texts.first.again).boundingBox();
    expect((said?.y ?? Infinity) + (said?.height ?? 0)).toBeLessThan(phone.height);
    await person.button(texts.first.words).click();
    await person.signIn(notes.handle, (language === "ar" ? notes.numbers : notes.words).join(" "));
    await person.title(texts.home.title).waitFor();
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test.each([2, -2])("a clock %i years off: a locker is made, closed, opened and filled, and its days are the server's", async (years) => {
    const { context, page } = await real.stage.empty("fr");
    const off = years * 365 * 24 * 60 * 60_000;
    await page.clock.install({ time: Date.now() + off });
    const workers = await misdate(context, off);
    await page.goto(real.site.origin);
    const person = new Person(page, "fr");
    const { texts } = person;
    await person.title(texts.first.title).waitFor();
    const notes = await person.create("Nadia");
    await person.add("id", specimen(`photos/${photo}`));
    await person.lock();
    await person.signIn(notes.handle, notes.words.join(" "));
    await person.title(texts.home.title).waitFor();
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    // The day on the paper is the true one, whatever the phone believes.
    const year = String(new Date().getFullYear());
    await page.getByText(new RegExp(`${year}$`)).first().waitFor();
    await person.back();
    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.more.journal}`) }).click();
    await page.getByText(texts.journal.acts.locker).waitFor();
    expect(workers.started).toBeGreaterThan(0);
    await context.close();
  });
});

/** The page's clock is the test's; the worker has one of its own, which is off by as many milliseconds. */
async function misdate(context: BrowserContext, off: number): Promise<{ started: number }> {
  const workers = { started: 0 };
  const prefix = `{ const True = Date; globalThis.Date = class extends True {
    constructor(...given) { if (given.length === 0) super(True.now() + ${String(off)}); else super(...given); }
    static now() { return True.now() + ${String(off)}; }
  }; }\n`;
  await context.route(/\/assets\/main-[^/]*\.js$/, async (route) => {
    workers.started += 1;
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: prefix + (await answer.text()) });
  });
  return workers;
}
