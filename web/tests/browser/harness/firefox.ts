import { existsSync } from "node:fs";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { expect } from "vitest";
import type { Texts } from "../../../src/languages";
import { patience } from "./chromium";

/** Starts the system's Firefox, steered over WebDriver BiDi. */
export async function startFirefox(): Promise<Browser> {
  const path = [process.env["FIREFOX"], "/usr/bin/firefox-esr", "/usr/bin/firefox"].find(
    (candidate) => candidate !== undefined && existsSync(candidate),
  );
  if (path === undefined) throw new Error("no Firefox: install the package `firefox-esr`, or set FIREFOX to its path");
  return puppeteer.launch({ browser: "firefox", executablePath: path, headless: true, timeout: patience });
}

/** Somebody at the page in Firefox: finds things by their words. */
export class FirefoxPerson {
  readonly page: Page;
  readonly texts: Texts;

  constructor(page: Page, texts: Texts) {
    this.page = page;
    this.texts = texts;
    page.setDefaultTimeout(30_000);
  }

  async press(word: string): Promise<void> {
    // What can't be pressed yet says so by other words. Waiting until it is enabled takes a function made from a text, which the page's policy refuses.
    await this.#with("button", word).setWaitForEnabled(false).click();
  }

  async title(word: string): Promise<void> {
    await this.#with("h1", word).wait();
  }

  /** Waits until this is said somewhere, `times` over. */
  async says(sentence: string, times = 1): Promise<void> {
    // `waitForFunction` makes its function from a text, which the page's policy refuses.
    const count = () =>
      this.page.evaluate((wanted) => [...document.querySelectorAll("p, span, b")].filter((place) => place.textContent.trim() === wanted).length, sentence);
    await expect.poll(count).toBeGreaterThanOrEqual(times);
  }

  /** Types into the field with this label. */
  async type(label: string, text: string): Promise<void> {
    const field = await this.page.waitForSelector(`::-p-xpath(//input[@id=//label[normalize-space()="${label}"]/@for])`);
    await field?.type(text);
  }

  async items(list: string): Promise<string[]> {
    await this.page.waitForSelector(list);
    return this.page.$$eval(`${list} > li`, (items) => items.map((item) => item.innerText.trim()));
  }

  #with(element: string, word: string) {
    return this.page.locator(`::-p-xpath(//${element}[normalize-space()="${word}"])`);
  }
}
