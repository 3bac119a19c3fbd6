import type { Browser, BrowserContext, Page } from "playwright-core";
import { english } from "../../../web/src/languages/english";
import { startChromium } from "../../../web/tests/browser/harness/chromium";
import type { Holder } from "./holder";
import type { Client, Device, Outcome } from "./outcome";

const WAIT = 40_000;

/** The built web app in Chromium: what a person sees and types. */
export class PageClient implements Client {
  readonly name = "page";
  readonly #browser: Browser;
  readonly #origin: string;
  readonly #holder: Holder;
  readonly #contexts: BrowserContext[] = [];
  /** Changes a page before it is shown: a device that is broken. */
  prepare: ((page: Page) => Promise<void>) | undefined;

  private constructor(browser: Browser, origin: string, holder: Holder) {
    this.#browser = browser;
    this.#origin = origin;
    this.#holder = holder;
  }

  static async start(origin: string, holder: Holder): Promise<PageClient> {
    return new PageClient(await startChromium(), origin, holder);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }

  /** Pages of the tests before are closed. */
  async tidy(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
  }

  async arrive(): Promise<Outcome> {
    return (await this.#opened()).signIn();
  }

  async arriveAndOpen(id: string, name: string): Promise<Outcome> {
    const device = await this.#opened();
    const signedIn = await device.signIn();
    return signedIn.code === undefined ? device.open(id, name) : signedIn;
  }

  async device(): Promise<PageDevice> {
    const device = await this.#opened();
    const { code } = await device.signIn();
    if (code !== undefined) throw new Error(`the page doesn't open the locker: ${code}`);
    return device;
  }

  async recover(): Promise<Outcome> {
    const { page } = await this.#first();
    await press(page, english.first.card);
    for (const [place, group] of this.#holder.card.split(" ").entries()) {
      await page.getByLabel(english.recover.group(place + 1), { exact: true }).fill(group);
    }
    await press(page, english.recover.go);
    return outcome(page, english.words.title);
  }

  async signUp(): Promise<Outcome> {
    const { page } = await this.#first();
    await press(page, english.first.create);
    await page.getByLabel(english.create.name).fill("Signe");
    await press(page, english.create.go);
    return outcome(page, english.words.title);
  }

  add(): Promise<Outcome> {
    return Promise.reject(new Error("adding is tested with the vault behind the page"));
  }

  async #opened(): Promise<PageDevice> {
    const device = await this.#first();
    await press(device.page, english.first.words);
    return device;
  }

  async #first(): Promise<PageDevice> {
    const context = await this.#browser.newContext({ locale: "en-GB" });
    this.#contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT);
    await this.prepare?.(page);
    await page.goto(this.#origin);
    return new PageDevice(page, this.#holder);
  }
}

export class PageDevice implements Device {
  readonly page: Page;
  readonly #holder: Holder;

  constructor(page: Page, holder: Holder) {
    this.page = page;
    this.#holder = holder;
  }

  async signIn(): Promise<Outcome> {
    const words = this.page.getByLabel(english.signIn.words);
    await words.waitFor();
    // A device that knows its person asks for the words alone.
    const handle = this.page.getByLabel(english.signIn.handle);
    if ((await handle.count()) > 0) await handle.fill(this.#holder.handle);
    await words.fill(this.#holder.words);
    await press(this.page, english.signIn.go);
    return outcome(this.page, english.home.title);
  }

  list(): Promise<Outcome> {
    return Promise.reject(new Error("the page lists when it opens: signInAgain"));
  }

  /** What a document's screen shows beside its name: the refusal, or the picture or the button that saves it. */
  async open(_: string, name: string): Promise<Outcome> {
    await this.page.getByRole("button", { name: new RegExp(`^${name.replaceAll(".", "\\.")}`) }).first().click();
    const shown = this.page.getByRole("button", { name: english.paper.saveFile }).or(this.page.locator("img[src^='blob:']"));
    await refusalOn(this.page).or(shown).first().waitFor();
    const code = await codeOn(this.page);
    const visible = await shown.count();
    if (code !== undefined && visible > 0) throw new Error("the page refuses a document, and offers it all the same");
    return { ...(code !== undefined && { code }), shown: visible > 0 ? "the document" : "" };
  }

  async signInAgain(): Promise<Outcome> {
    await press(this.page, english.tools.lock);
    return this.signIn();
  }
}

/** Waits for the screen that comes when all is well, or for a refusal. */
async function outcome(page: Page, title: string): Promise<Outcome> {
  const good = page.getByRole("heading", { level: 1, name: title, exact: true });
  await refusalOn(page).or(good).first().waitFor();
  const code = await codeOn(page);
  return { ...(code !== undefined && { code }), shown: await page.locator("body").innerText() };
}

function refusalOn(page: Page) {
  return page.locator("[role=alert] .code");
}

/** The code for the front desk, under the sentence. */
async function codeOn(page: Page): Promise<string | undefined> {
  const alert = refusalOn(page);
  if ((await alert.count()) === 0) return undefined;
  return /([a-z_]+)\W*$/.exec(await alert.first().innerText())?.[1];
}

async function press(page: Page, word: string): Promise<void> {
  await page.getByRole("button", { name: word, exact: true }).click();
}
