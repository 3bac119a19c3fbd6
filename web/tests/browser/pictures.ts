import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Language } from "../../src/languages";
import { startChromium } from "./harness/chromium";
import { startFakeSite } from "./harness/fake-site";
import { Tour } from "./pictures/tour";

/** `npm run pictures -- DIR`: every screen, in each language, theme and size, to be looked at by people. */
const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error("usage: npm run pictures -- DIRECTORY");
  process.exit(2);
}

interface View {
  name: string;
  language: Language;
  scheme: "light" | "dark";
  width: number;
  height: number;
  mirrored?: true;
  /** Colours chosen by the person, not by the page. */
  forced?: true;
  /** Size of the browser's text, of 100. */
  text?: number;
}

const views: readonly View[] = [
  { name: "fr-360", language: "fr", scheme: "light", width: 360, height: 640 },
  { name: "fr-360-dark", language: "fr", scheme: "dark", width: 360, height: 640 },
  { name: "en-360", language: "en", scheme: "light", width: 360, height: 640 },
  { name: "fr-1280", language: "fr", scheme: "light", width: 1280, height: 800 },
  { name: "fr-360-forced", language: "fr", scheme: "dark", width: 360, height: 640, forced: true },
  // Not a language: what the layout does once one is read from right to left.
  { name: "mirrored-360", language: "fr", scheme: "light", width: 360, height: 640, mirrored: true },
  { name: "fr-360-text200", language: "fr", scheme: "light", width: 360, height: 640, text: 200 },
];

const size = (percent: number) => `--blink-settings=defaultFontSize=${String((16 * percent) / 100)}`;
const only = process.env["VIEW"];
const site = await startFakeSite();
try {
  for (const view of views) {
    if (only !== undefined && view.name !== only) continue;
    const browser = await startChromium(view.text === undefined ? [] : [size(view.text)]);
    const folder = join(resolve(directory), view.name);
    await mkdir(folder, { recursive: true });
    const context = await browser.newContext({
      viewport: { width: view.width, height: view.height },
      locale: view.language,
      colorScheme: view.scheme,
      reducedMotion: "reduce",
      forcedColors: view.forced ? "active" : "none",
      deviceScaleFactor: view.width < 600 ? 2 : 1,
    });
    const page = await context.newPage();
    // A machine without voices would hide "Écouter", which every phone has.
    await page.addInitScript((lang) => {
      speechSynthesis.getVoices = () => [{ lang, localService: true } as SpeechSynthesisVoice];
    }, view.language);
    await page.goto(site.origin);
    if (view.mirrored) {
      await page.evaluate(() => {
        document.documentElement.dir = "rtl";
      });
    }
    await new Tour(page, view.language, folder).walk();
    await browser.close();
    console.log(folder);
  }
} finally {
  await site.stop();
}
