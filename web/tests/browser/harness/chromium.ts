import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Starts the system's Chromium: nothing is downloaded, and it asks nobody for anything. */
export async function startChromium(more: readonly string[] = []): Promise<Browser> {
  const path = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
    (candidate) => candidate !== undefined && existsSync(candidate),
  );
  if (path === undefined) throw new Error("no Chromium: install the package `chromium`, or set CHROMIUM to its path");
  return chromium.launch({
    executablePath: path,
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--disable-quic",
      ...more,
    ],
  });
}
