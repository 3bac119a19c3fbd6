import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browser as arabic } from "../../src/languages/arabic/browser";
import { browser as english } from "../../src/languages/english/browser";
import { browser as french } from "../../src/languages/french/browser";
import { startChromium } from "./harness/chromium";
import type { Site } from "./harness/fake-site";
import { sharedFakeSite } from "./harness/shared-site";

/** Browsers in which the page can't work: it says so in every language, and never half works. */
describe("before the start", () => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    site = await sharedFakeSite();
    // A name that isn't this machine's: a browser gives an address without TLS no ciphers.
    browser = await startChromium(["--host-resolver-rules=MAP armoire.test localhost"]);
  });

  afterAll(async () => {
    await browser.close();
  });

  test.each([
    ["modules", () => Reflect.deleteProperty(HTMLScriptElement.prototype, "noModule")],
    ["WebAssembly", () => Reflect.deleteProperty(globalThis, "WebAssembly")],
    ["hasOwn", () => Reflect.deleteProperty(Object, "hasOwn")],
  ])("without %s it is too old", async (missing, remove) => {
    const { page, context } = await visit();
    await context.addInitScript(remove);
    await page.goto(site.origin);
    await says(page, "old");
    expect(await page.locator("#missing-what").innerText()).toContain(missing);
    await context.close();
  });

  test("an address without protection is named", async () => {
    const { page, context } = await visit();
    await page.goto(site.origin.replace("localhost", "armoire.test"));
    await says(page, "insecure");
    await context.close();
  });

  test("a script that the browser can't read is an old browser's", async () => {
    const { page, context } = await visit();
    await page.route(/\/assets\/index-[^/]*\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: "let #new = ;" }));
    await page.goto(site.origin);
    await says(page, "old");
    await context.close();
  });

  test("a script that the network lost asks for the page again", async () => {
    const { page, context } = await visit();
    await page.route(/\/assets\/index-[^/]*\.js$/, (route) => route.abort());
    await page.goto(site.origin);
    await says(page, "partial");
    await page.unroute(/\/assets\/index-[^/]*\.js$/);
    await page.getByRole("link", { name: french.reload, exact: true }).click();
    await page.locator("#app h1").waitFor();
    expect(await page.locator("#missing").isVisible()).toBe(false);
    await context.close();
  });

  test("without JavaScript it asks for it", async () => {
    const silent = await startChromium(["--blink-settings=scriptEnabled=false"]);
    const page = await silent.newPage();
    await page.goto(site.origin);
    const lines = page.locator("noscript p");
    expect(await lines.allInnerTexts()).toEqual([french, english, arabic].map(({ script }) => script));
    for (const line of await lines.all()) expect((await line.boundingBox())?.height).toBeGreaterThan(20);
    expect(await page.locator("#app").innerHTML()).toBe("");
    await silent.close();
  });

  async function visit(): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    return { context, page: await context.newPage() };
  }

  /** One reason in three languages, and nothing of the page itself. */
  async function says(page: Page, why: "old" | "insecure" | "partial"): Promise<void> {
    for (const texts of [french, english, arabic]) await page.getByText(texts[why]).waitFor();
    for (const other of ["old", "insecure", "partial"] as const) {
      if (other !== why) expect(await page.getByText(french[other]).isVisible()).toBe(false);
    }
    expect(await page.locator("#app").isVisible()).toBe(false);
    expect(await page.locator("#app").innerHTML()).toBe("");
  }
});
