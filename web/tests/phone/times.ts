import type { Page } from "playwright-core";
import { readFile } from "node:fs/promises";
import type { Notes } from "../browser/harness/person";
import { specimen } from "../browser/harness/files";
import type { Stage, Visit } from "../browser/harness/stage";
import { fair, slow, type Link, type Speed } from "./link";

export interface Time {
  what: string;
  /** Milliseconds. */
  value: number;
  target: number;
}

/** How much slower a cheap phone's processor is. */
const SLOWER = 6;

/**
 * Times on a simulated phone. The main thread is slowed by Chromium; a worker isn't, so that what the machine alone needs for
 * the same thing is added five times more.
 */
export async function measureTimes(stage: Stage, link: Link, filled: Notes, papers: number, say: (time: Time) => void): Promise<Time[]> {
  const times: Time[] = [];
  const add = (time: Time) => {
    times.push(time);
    say(time);
  };
  for (const [speed, target] of [[slow, 4000], [fair, 2500]] as const) {
    add({ what: `first screen, ${speed.name}`, value: await firstScreen(stage, link, speed), target });
  }
  for (const speed of [slow, fair]) {
    add({ what: `repeat visit, ${speed.name}`, value: await repeatVisit(stage, link, speed), target: 1500 });
  }
  const plain = await unlock(stage, link, filled, papers, undefined);
  const slowed = await unlock(stage, link, filled, papers, fair);
  const phone = (of: (taken: Unlocked) => number) => of(slowed) + (SLOWER - 1) * of(plain);
  add({ what: "unlock with words, until the locker is fetched", value: phone(({ words }) => words), target: 5000 });
  add({ what: `${String(papers)} papers listed, after their bytes arrived`, value: phone(({ listed }) => listed), target: 2000 });
  add({ what: `unlocked again, ${String(papers)} papers listed from this device`, value: phone(({ again }) => again), target: 5500 });
  const kept = { plain: await keepPhoto(stage, link, 1), slowed: await keepPhoto(stage, link, SLOWER) };
  add({ what: "photo of 3 MB, sealed and safe on the phone", value: kept.slowed.kept + (SLOWER - 1) * kept.plain.kept, target: 3000 });
  add({ what: "longest delay of a touch (INP)", value: Math.max(slowed.input, kept.slowed.input), target: 200 });
  add({ what: "longest block of the main thread", value: Math.max(slowed.block, kept.slowed.block), target: 200 });
  return times;
}

async function firstScreen(stage: Stage, link: Link, speed: Speed): Promise<number> {
  const { context, person } = await stage.visit("fr", [/./]);
  await context.close();
  const fresh = await stage.empty("fr");
  await slowDown(fresh.page, SLOWER);
  link.speed = speed;
  const start = performance.now();
  await fresh.page.goto(link.origin, { waitUntil: "commit" });
  await fresh.page.getByRole("heading", { level: 1, name: person.texts.first.title }).waitFor();
  const taken = performance.now() - start;
  link.speed = undefined;
  await fresh.context.close();
  return taken;
}

async function repeatVisit(stage: Stage, link: Link, speed: Speed): Promise<number> {
  const { context, page, person } = await stage.visit("fr", [/./]);
  await page.waitForLoadState("load");
  const again = await context.newPage();
  await slowDown(again, SLOWER);
  link.speed = speed;
  const start = performance.now();
  await again.goto(link.origin, { waitUntil: "commit" });
  await again.getByRole("button", { name: person.texts.first.create, exact: true }).waitFor();
  const taken = performance.now() - start;
  link.speed = undefined;
  await context.close();
  return taken;
}

interface Unlocked {
  words: number;
  listed: number;
  again: number;
  input: number;
  block: number;
}

/** Opens a full locker on a new device, and once more when it is known there. */
async function unlock(stage: Stage, link: Link, { handle, words }: Notes, papers: number, speed: Speed | undefined): Promise<Unlocked> {
  const visit = await stage.visit("en", [/./]);
  const { context, page, person } = visit;
  const { texts } = person;
  await observe(page);
  await person.button(texts.first.words).click();
  await person.title(texts.signIn.title).waitFor();
  await slowDown(page, speed === undefined ? 1 : SLOWER);
  link.speed = speed;
  const start = performance.now();
  await person.signIn(handle, words.join(" "));
  await listed(visit, papers);
  const open = performance.now();
  const fetched = Math.min(open, link.arrived);
  await person.lock();
  const second = performance.now();
  await person.signIn(handle, words.join(" "));
  await listed(visit, papers);
  const reopened = performance.now();
  link.speed = undefined;
  const { input, block } = await observed(page);
  await context.close();
  return { words: fetched - start, listed: open - fetched, again: reopened - second, input, block };
}

/** The home, with its papers counted. */
async function listed({ page, person }: Visit, papers: number): Promise<void> {
  await person.title(person.texts.home.title).waitFor();
  await page.getByText(person.texts.home.counted(papers)).first().waitFor();
}

/** From the touch that keeps a photo to the word that it is kept; the network is away. */
async function keepPhoto(stage: Stage, link: Link, rate: number): Promise<{ kept: number; input: number; block: number }> {
  const { context, page, person } = await stage.visit("en", [/./]);
  const { texts } = person;
  await person.create("Nadia");
  await observe(page);
  const photo = await readFile(specimen("photos/p01-carte-bois-facile.jpg"));
  // What stands after its end is no part of the picture, and as good as any byte to seal.
  const buffer = Buffer.concat([photo, Buffer.alloc(3_000_000 - photo.length, 7)]);
  await person.choose({ name: "photo.jpg", mimeType: "image/jpeg", buffer });
  await slowDown(page, rate);
  const mend = link.cut();
  const start = performance.now();
  await person.button(texts.keep.go(1)).click();
  await page.getByText(texts.state.kept).or(page.getByText(texts.state.sending(0))).first().waitFor();
  const kept = performance.now() - start;
  mend();
  await page.getByText(texts.state.sent, { exact: true }).first().waitFor();
  const { input, block } = await observed(page);
  await context.close();
  return { kept, input, block };
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const debug = await page.context().newCDPSession(page);
  await debug.send("Emulation.setCPUThrottlingRate", { rate });
}

/** Counts from now on how long touches wait, and how long the main thread is busy at a stretch. */
async function observe(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { input: 0, block: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.input = Math.max(seen.input, duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.block = Math.max(seen.block, duration - 50);
    }).observe({ type: "longtask" });
  });
}

function observed(page: Page): Promise<{ input: number; block: number }> {
  return page.evaluate(() => (globalThis as unknown as { seen: { input: number; block: number } }).seen);
}
