import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext } from "playwright-core";
import type { Language } from "../../../src/languages";

/** Starts the system's Chromium: nothing is downloaded, and it asks nobody for anything. */
export async function startChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: path(), args: [...always, ...more], timeout: patience });
}

/** The same with a profile on the disk, as a phone or a public computer has it: it outlives the browser. */
export async function startProfile(folder: string, language: Language, viewport: { width: number; height: number }): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: path(),
    args: always,
    viewport,
    locale: language,
    reducedMotion: "reduce",
    timeout: patience,
  });
  context.setDefaultTimeout(30_000);
  return context;
}

/** In milliseconds: the first start after it was installed reads all of it from a disk that may be slow. */
export const patience = 120_000;

const always = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

function path(): string {
  const found = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
    (candidate) => candidate !== undefined && existsSync(candidate),
  );
  if (found === undefined) throw new Error("no Chromium: install the package `chromium`, or set CHROMIUM to its path");
  return found;
}
