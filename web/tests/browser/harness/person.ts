import type { Locator, Page } from "playwright-core";
import { account as arabicAccount } from "../../../src/languages/arabic/account";
import { arabic } from "../../../src/languages/arabic/index";
import { others as arabicOthers } from "../../../src/languages/arabic/others";
import { account as englishAccount } from "../../../src/languages/english/account";
import { english } from "../../../src/languages/english/index";
import { others as englishOthers } from "../../../src/languages/english/others";
import { account as frenchAccount } from "../../../src/languages/french/account";
import { french } from "../../../src/languages/french/index";
import { others as frenchOthers } from "../../../src/languages/french/others";
import type { Language, Texts } from "../../../src/languages";
import type { AccountTexts, OthersTexts } from "../../../src/languages/texts";

/** What a person writes down: a name, five words, nine groups. */
export interface Notes {
  handle: string;
  words: string[];
  numbers: string[];
  groups: string[];
}

export type AllTexts = Texts & AccountTexts & OthersTexts;

/** The texts of a language, as the page shows them. */
export const textsIn: Record<Language, AllTexts> = {
  fr: { ...french, ...frenchAccount, ...frenchOthers },
  en: { ...english, ...englishAccount, ...englishOthers },
  ar: { ...arabic, ...arabicAccount, ...arabicOthers },
};

/** Somebody at the page: finds things by their words and roles only, as a person or a screen reader does. */
export class Person {
  readonly page: Page;
  readonly language: Language;
  readonly texts: AllTexts;

  constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
    this.texts = textsIn[language];
  }

  button(word: string): Locator {
    return this.page.getByRole("button", { name: word, exact: true });
  }

  title(word: string): Locator {
    return this.page.getByRole("heading", { level: 1, name: word, exact: true });
  }

  /** From the first screen to the home, writing everything down. */
  async create(name: string): Promise<Notes> {
    await this.begin(name);
    const notes = await this.write();
    await this.prove(notes.groups);
    // The first paper is asked for at once; here it can wait.
    await this.title(this.texts.add.title).waitFor();
    await this.back();
    await this.title(this.texts.home.title).waitFor();
    return notes;
  }

  async begin(name: string): Promise<void> {
    await this.button(this.texts.first.create).click();
    await this.page.getByLabel(this.texts.create.name).fill(name);
    await this.button(this.texts.create.go).click();
    await this.title(this.texts.words.title).waitFor();
  }

  /** Reads words, numbers and card from the screens, up to the proof. */
  async write(): Promise<Notes> {
    const { texts } = this;
    const notes = await this.copyWords();
    await this.button(texts.words.go).click();
    notes.groups = await this.copyCard();
    await this.button(texts.card.copied).click();
    await this.title(texts.proof.title).waitFor();
    return notes;
  }

  /** The handle, and the five words in both forms; the screen is left as it was. */
  async copyWords(): Promise<Notes> {
    const { texts, page } = this;
    const handle = await page.locator(".handle").innerText();
    const read = (list: string) => page.getByRole("list", { name: list }).getByRole("listitem").allInnerTexts();
    // Who reads other letters meets the numbers first.
    const numbersFirst = (await this.button(texts.words.asWords).count()) > 0;
    const [first, other] = numbersFirst ? [texts.words.asWords, texts.words.asNumbers] : [texts.words.asNumbers, texts.words.asWords];
    const [mine, theirs] = numbersFirst ? [texts.words.numberList, texts.words.list] : [texts.words.list, texts.words.numberList];
    const shown = await read(mine);
    await press(this.button(first));
    const turned = await read(theirs);
    await press(this.button(other));
    const [words, numbers] = numbersFirst ? [turned, shown] : [shown, turned];
    return { handle, words, numbers, groups: [] };
  }

  /** The card's nine groups. */
  async copyCard(): Promise<string[]> {
    const { texts, page } = this;
    const list = page.getByRole("region", { name: texts.card.short }).getByRole("list", { name: texts.card.groups });
    await list.getByRole("listitem").nth(8).waitFor();
    return list.getByRole("listitem").allInnerTexts();
  }

  /** The right digits lead on by themselves. */
  async prove(groups: readonly string[]): Promise<void> {
    await this.page.getByRole("textbox").fill(groups[await this.askedGroup()] ?? "");
  }

  /** Which group the screen asks for, counted from 0. */
  async askedGroup(): Promise<number> {
    const label = await this.page.locator("label").innerText();
    return Number(/\d+/.exec(label)?.[0]) - 1;
  }

  /** One of five new words: the right one leads on by itself. */
  async proveWords({ words }: Notes): Promise<void> {
    const label = await this.page.locator("label").innerText();
    await this.page.getByRole("textbox").fill(words[Number(/\d+/.exec(label)?.[0]) - 1] ?? "");
  }

  /** Touches the keys of a code, one after the other. */
  async typePin(digits: string): Promise<void> {
    for (const digit of digits) await this.page.getByRole("group", { name: this.texts.pin.pad }).getByRole("button", { name: digit, exact: true }).click();
  }

  /** Chooses a code and types it again. */
  async setPin(digits: string): Promise<void> {
    await this.typePin(digits);
    await this.title(this.texts.setPin.againTitle).waitFor();
    await this.typePin(digits);
  }

  /** Types groups of a card; what isn't given stays empty. */
  async fillGroups(groups: readonly string[]): Promise<void> {
    for (const [place, group] of groups.entries()) {
      await this.page.getByLabel(this.texts.recover.group(place + 1), { exact: true }).fill(group);
    }
  }

  async signIn(handle: string, words: string): Promise<void> {
    // On a device of one's own the handle is known already; before the door is drawn, nobody can tell.
    await this.page.getByLabel(this.texts.signIn.words).waitFor();
    const known = this.page.locator(".handle");
    if ((await known.count()) > 0 && (await known.innerText()) !== handle) await this.button(this.texts.signIn.other).click();
    if ((await known.count()) === 0) await this.page.getByLabel(this.texts.signIn.handle).fill(handle);
    await this.page.getByLabel(this.texts.signIn.words).fill(words);
    await this.button(this.texts.signIn.go).click();
  }

  async recover(groups: readonly string[]): Promise<void> {
    await this.fillGroups(groups);
    await this.button(this.texts.recover.go).click();
  }

  /** Chooses files on this device, up to the screen that asks where they go. */
  async choose(...files: (string | { name: string; mimeType: string; buffer: Buffer })[]): Promise<void> {
    await this.button(this.texts.home.add).click();
    await this.page.getByLabel(this.texts.add.file).setInputFiles(files as string[]);
    await this.page.getByRole("group", { name: this.texts.keep.where }).waitFor();
  }

  /** Adds files to a shelf, and waits until all of them are sent. */
  async add(shelf: keyof Texts["shelves"], ...files: string[]): Promise<void> {
    await this.choose(...files);
    await this.page.getByRole("radio", { name: this.texts.shelves[shelf] }).check({ force: true });
    await this.button(this.texts.keep.go(files.length)).click();
    await this.title(this.texts.home.title).waitFor();
    await this.page.getByText(this.texts.state.sent).nth(files.length - 1).waitFor();
  }

  /** Opens a paper from a list by its name. */
  async open(name: string): Promise<void> {
    await this.page.getByRole("button", { name: new RegExp(`^${escaped(name)}`) }).first().click();
    await this.button(this.texts.paper.rename).waitFor();
  }

  /** From an opened paper, puts it into the bin. */
  async trash(): Promise<void> {
    await this.button(this.texts.paper.more).click();
    await this.page.getByRole("button", { name: new RegExp(`^${this.texts.paperMore.trash}`) }).click();
  }

  /** Opens the newest paper of the list. */
  async openFirst(): Promise<void> {
    await this.page.getByRole("main").locator("section ul.panel button.row").first().click();
    await this.button(this.texts.paper.rename).waitFor();
  }

  /** Browsers go back in their own time, and a second touch meanwhile counts as trembling: done when the step is taken. */
  async back(): Promise<void> {
    const before = await this.page.evaluate(() => (history.state as { step?: number } | null)?.step ?? 0);
    await this.button(this.texts.tools.back).click();
    if (before > 0) await this.page.evaluate(untilStep, { from: 0, to: before - 1 });
  }

  async lock(): Promise<void> {
    await this.button(this.texts.tools.lock).click();
    await this.title(this.texts.signIn.title).waitFor();
  }

  /** Waits until the browser's history is at this step, counted from 0: before its own Back and Forward are used. */
  async atStep(step: number): Promise<void> {
    await this.page.evaluate(untilStep, { from: step, to: step });
  }
}

/** By keyboard: looking at both forms is no tap of the journey. */
async function press(button: Locator): Promise<void> {
  await button.press("Enter");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Runs in the page: done when the browser's history is at one of these steps. The page's own listener has heard of it by then. */
function untilStep({ from, to }: { from: number; to: number }): Promise<void> {
  return new Promise((resolve) => {
    // A function with a name of its own would bring the bundler's helper along, which isn't in the page.
    const listener = {
      handleEvent(): void {
        const step = (history.state as { step?: number } | null)?.step ?? 0;
        if (step < from || step > to) return;
        removeEventListener("popstate", listener);
        resolve();
      },
    };
    addEventListener("popstate", listener);
    listener.handleEvent();
  });
}
