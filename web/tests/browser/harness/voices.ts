import type { Page } from "playwright-core";
import type { Language } from "../../../src/languages";

/** A machine without voices would hide "Écouter", which every phone has. Before the page comes. */
export async function giveVoice(page: Page, language: Language): Promise<void> {
  await page.addInitScript((lang) => {
    speechSynthesis.getVoices = () => [{ lang, localService: true } as SpeechSynthesisVoice];
  }, language);
}
