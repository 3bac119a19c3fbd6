import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Language } from "../../../src/languages";
import { startChromium } from "./chromium";
import { Person } from "./person";
import { watch, type Watch } from "./watch";

/** A small phone: the width that every screen must hold. */
export const phone = { width: 360, height: 640 };

/** Somebody with a phone of their own: nothing is shared with anybody else's. */
export interface Visit {
  person: Person;
  page: Page;
  context: BrowserContext;
  watched: Watch;
}

/** A browser in front of a site; each visit is a new phone. */
export class Stage {
  readonly #browser: Browser;
  readonly #origin: string;

  private constructor(browser: Browser, origin: string) {
    this.#browser = browser;
    this.#origin = origin;
  }

  /** `settings` are more arguments for the browser. */
  static async open(origin: string, settings: readonly string[] = []): Promise<Stage> {
    return new Stage(await startChromium(settings), origin);
  }

  /** `provokes` are lines on the console that the journey causes on purpose, such as an answer 401; `prepare` comes before the page. */
  async visit(language: Language, provokes: readonly RegExp[] = [], prepare?: (context: BrowserContext) => Promise<void>): Promise<Visit> {
    const context = await this.#browser.newContext({ viewport: phone, locale: language, reducedMotion: "reduce" });
    context.setDefaultTimeout(30_000);
    const watched = watch(context, this.#origin, provokes);
    await prepare?.(context);
    const page = await context.newPage();
    await page.goto(this.#origin);
    const person = new Person(page, language);
    await person.title(person.texts.first.title).waitFor();
    return { person, page, context, watched };
  }

  /** A new phone with nothing on its screen yet. */
  async empty(language: Language): Promise<{ context: BrowserContext; page: Page }> {
    const context = await this.#browser.newContext({ viewport: phone, locale: language, reducedMotion: "reduce" });
    return { context, page: await context.newPage() };
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}
