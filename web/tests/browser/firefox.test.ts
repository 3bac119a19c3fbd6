import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages } from "../../src/languages";
import { specimen } from "./harness/files";
import { FirefoxPerson, startFirefox } from "./harness/firefox";
import { textsIn } from "./harness/person";
import { startWiredSite, type WiredSite } from "./harness/real-site";

const photo = specimen("photos/p12-carte-reflet.jpg");

/** Journey 1 in Firefox ESR: the wifi drops before the photo is kept, and once more in the middle of it. */
describe("Firefox", () => {
  let site: WiredSite;
  let firefox: Browser;

  beforeAll(async () => {
    site = await startWiredSite({ database: "sqlite", objects: "folder" });
    firefox = await startFirefox();
  });

  afterAll(async () => {
    await firefox.close();
    await site.stop();
  });

  test.each([
    ["fr", "Nadia"],
    ["ar", "نادية"],
  ] as const)("from nothing to a first paper in safety, and again the next day (%s)", async (language, name) => {
    const texts = textsIn[language];
    const { wire } = site;
    const before = (await site.files()).length;
    const context = await firefox.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 360, height: 640 });
    const person = new FirefoxPerson(page, texts);
    await page.goto(site.origin);
    await person.press(languages.find(({ tag }) => tag === language)?.name ?? "");
    await person.title(texts.first.title);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(language === "ar" ? "rtl" : "ltr");

    await person.press(texts.first.create);
    await person.type(texts.create.name, name);
    await person.press(texts.create.go);
    await person.title(texts.words.title);
    const handle = await page.$eval(".handle", ({ textContent }) => textContent);
    const words = await person.items(".words");
    await person.press(texts.words.go);
    await person.title(texts.card.title);
    const groups = await person.items(".card .numbers");
    await person.press(texts.card.copied);
    await person.title(texts.proof.title);
    const label = await page.$eval("label", ({ innerText }) => innerText);
    await person.type(label, groups[Number(/\d+/.exec(label)?.[0]) - 1] ?? "");
    await person.title(texts.add.title);
    await (await page.waitForSelector<"input">("input[type=file][capture]" as "input"))?.uploadFile(photo);
    await person.title(texts.keep.title);

    wire.cut();
    await person.press(texts.keep.go(1));
    await person.says(texts.state.kept);
    wire.slow(150_000);
    await wire.mend();
    await wire.cutAfter(200_000);
    wire.slow(undefined);
    await wire.mend();
    await person.says(texts.state.sent);
    expect(await site.files()).toHaveLength(before + 1);
    await page.close();

    const later = await context.newPage();
    await later.goto(site.origin);
    const again = new FirefoxPerson(later, texts);
    await again.title(texts.signIn.title);
    expect(await later.$eval(".handle", ({ textContent }) => textContent)).toBe(handle);
    await again.type(texts.signIn.words, words.join(" "));
    await again.press(texts.signIn.go);
    await again.title(texts.home.title);
    await again.says(texts.state.sent);
    await context.close();
  });
});
