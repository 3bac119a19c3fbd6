import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Language } from "../../src/languages";
import { startChromium } from "./harness/chromium";
import { startFakeSite } from "./harness/fake-site";
import { Person } from "./harness/person";
import { giveVoice } from "./harness/voices";
import { tour } from "./tour/tour";

/**
 * `npm run pictures -- DIR [VIEW…]`: every screen and state, in each language, both themes and several sizes, to be looked at by people.
 * `DIR/index.json` names each picture.
 */
const [directory, ...only] = process.argv.slice(2);
if (directory === undefined) {
  console.error("usage: npm run pictures -- DIRECTORY [VIEW…]");
  process.exit(2);
}

interface View {
  language: Language;
  width: number;
  height: number;
  /** Size of the browser's text, of 100. */
  text?: number;
  /** Colours chosen by the person, not by the page. */
  forced?: true;
}

const phone = { width: 360, height: 640 };
const views: readonly View[] = [
  ...(["fr", "ar", "en"] as const).flatMap((language) => [
    { language, ...phone },
    { language, width: 1280, height: 800 },
  ]),
  { language: "fr", ...phone, text: 200 },
  { language: "ar", ...phone, text: 200 },
  { language: "fr", ...phone, forced: true },
];

interface Picture {
  screen: string;
  language: Language;
  theme: "light" | "dark" | "forced";
  /** Width of the page, and of its text where that isn't as usual. */
  size: string;
  file: string;
}

const textSize = (percent: number) => `--blink-settings=defaultFontSize=${String((16 * percent) / 100)}`;
const pictures: Picture[] = [];
const site = await startFakeSite();
try {
  for (const view of views) {
    if (only.length === 0 || only.includes(nameOf(view))) await take(view, join(resolve(directory), nameOf(view)));
  }
} finally {
  await site.stop();
}
await writeFile(join(resolve(directory), "index.json"), `${JSON.stringify(pictures, null, 1)}\n`);
console.log(`${pictures.length} pictures in ${resolve(directory)}, named by index.json`);

function nameOf({ language, width, text, forced }: View): string {
  return [language, width, text && `text${text}`, forced && "forced"].filter(Boolean).join("-");
}

async function take(view: View, folder: string): Promise<void> {
  const { language, width, height, text, forced = false } = view;
  await mkdir(folder, { recursive: true });
  const browser = await startChromium(text === undefined ? [] : [textSize(text)]);
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language,
    reducedMotion: "reduce",
    forcedColors: forced ? "active" : "none",
    deviceScaleFactor: width < 600 ? 2 : 1,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await giveVoice(page, language);
  await page.goto(site.origin);
  const person = new Person(page, language);
  await person.title(person.texts.first.title).waitFor();
  let count = 0;
  const themes = forced ? (["forced"] as const) : (["light", "dark"] as const);
  try {
    await tour(person, async (screen) => {
      count += 1;
      for (const theme of themes) {
        if (theme !== "forced") await page.emulateMedia({ colorScheme: theme });
        const name = `${String(count).padStart(2, "0")}-${screen}-${theme}.png`;
        await page.screenshot({ path: join(folder, name) });
        const size = text === undefined ? String(width) : `${String(width)}, text ${String(text)} %`;
        pictures.push({ screen, language, theme, size, file: join(nameOf(view), name) });
      }
      if (screen === "card" && !forced) await page.pdf({ path: join(folder, "card.pdf"), preferCSSPageSize: true });
    });
  } catch (error) {
    await page.screenshot({ path: join(folder, "stuck.png") });
    throw error;
  }
  await browser.close();
  console.log(folder);
}
