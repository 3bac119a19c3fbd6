import type { Locator, Page } from "playwright-core";
import { readFile } from "node:fs/promises";
import type { Notes } from "../browser/harness/person";
import { specimen } from "../browser/harness/files";
import { addAuthenticator } from "../browser/harness/passkeys";
import type { Person } from "../browser/harness/person";
import type { Stage } from "../browser/harness/stage";
import { fair, slow, type Link, type Speed } from "./link";
import { Watch, type Seen } from "./watch";

export interface Time {
  what: string;
  /** Milliseconds. */
  value: number;
  target: number;
  /** How the value came about. */
  parts?: string;
}

/** A time on the phone, and what it is made of. */
interface Taken {
  value: number;
  parts?: string;
}

/** How much slower a cheap phone's processor is. */
const SLOWER = 6;
const PIN = "284913";

/**
 * Times on a simulated phone. The main thread is slowed by Chromium; a worker isn't, so that what it computed meanwhile is added
 * five times more.
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
  const opened = await unlock(stage, link, filled, papers);
  add({ what: "unlock with words, until the locker is fetched", ...opened.words, target: 5000 });
  add({ what: `${String(papers)} papers listed, after their bytes arrived`, ...opened.listed, target: 2000 });
  add({ what: `unlocked again, ${String(papers)} papers listed from this device`, ...opened.again, target: 5500 });
  add({ what: `unlocked with a PIN, ${String(papers)} papers listed`, ...opened.pin, target: 1500 });
  add({ what: `unlocked with a passkey, ${String(papers)} papers listed`, ...opened.passkey, target: 1500 });
  const photo = await keepPhoto(stage, link);
  add({ what: "photo of 3 MB, sealed and safe on the phone", ...photo.kept, target: 3000 });
  add({ what: "longest delay of a touch (INP)", value: Math.max(opened.input, photo.input), target: 200 });
  add({ what: "longest block of the main thread", value: Math.max(opened.block, photo.block), target: 200 });
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
  words: Taken;
  listed: Taken;
  again: Taken;
  pin: Taken;
  passkey: Taken;
  input: number;
  block: number;
}

/** Opens a full locker on a new device, and once more when it is known there. */
async function unlock(stage: Stage, link: Link, { handle, words }: Notes, papers: number): Promise<Unlocked> {
  const { context, page, person } = await stage.visit("en", [/./]);
  const { texts } = person;
  await person.button(texts.first.words).click();
  await person.title(texts.signIn.title).waitFor();
  link.speed = fair;
  const watch = await Watch.on(page, SLOWER);
  const open = async () => {
    await page.getByLabel(texts.signIn.words).fill(words.join(" "));
    // What comes while a person types has come.
    await link.quiet();
    const before = link.down;
    const seen = await watch.from(person.button(texts.signIn.go), [texts.home.title, texts.home.counted(papers)]);
    return { ...seen, fetched: Math.min(link.arrived, seen.until), bytes: link.down - before };
  };
  await page.getByLabel(texts.signIn.handle).fill(handle);
  const first = await open();
  const { fetched, bytes } = first;
  await person.lock();
  await person.title(texts.signIn.title).waitFor();
  const again = await open();
  const pin = await unlockWithPin(person, link, watch, papers);
  const passkey = await unlockWithPasskey(person, link, watch, papers);
  link.speed = undefined;
  await context.close();
  return {
    words: withLine(onPhone(first, first.from, fetched), bytes),
    listed: onPhone(first, fetched, first.until),
    again: onPhone(again, again.from, again.until),
    pin: onPhone(pin, pin.from, pin.until),
    passkey: onPhone(passkey, passkey.from, passkey.until),
    input: Math.max(first.input, again.input, pin.input, passkey.input),
    block: Math.max(first.block, again.block, pin.block, passkey.block),
  };
}

/** From the sixth digit on. */
async function unlockWithPin(person: Person, link: Link, watch: Watch, papers: number): Promise<Seen> {
  const { texts, page } = person;
  await toWays(person);
  await way(person, texts.ways.kinds.pin).click();
  await person.setPin(PIN);
  await page.getByText(texts.setPin.done).first().waitFor();
  await person.button(texts.tools.lock).click();
  await person.title(texts.pin.title).waitFor();
  await person.typePin(PIN.slice(0, -1));
  await link.quiet();
  const last = page.getByRole("group", { name: texts.pin.pad }).getByRole("button", { name: PIN.slice(-1), exact: true });
  return watch.from(last, [texts.home.title, texts.home.counted(papers)]);
}

/** From the touch that asks for it; the authenticator recognises its holder at once. */
async function unlockWithPasskey(person: Person, link: Link, watch: Watch, papers: number): Promise<Seen> {
  const { texts, page } = person;
  await addAuthenticator(page);
  await toWays(person);
  await way(person, texts.ways.kinds.passkey).click();
  await person.button(texts.passkey.go).click();
  await page.getByText(texts.passkey.done).first().waitFor();
  await person.button(texts.tools.lock).click();
  await person.title(texts.pin.title).waitFor();
  await link.quiet();
  return watch.from(person.button(texts.passkey.open), [texts.home.title, texts.home.counted(papers)]);
}

async function toWays(person: Person): Promise<void> {
  await person.button(person.texts.home.more).click();
  await way(person, person.texts.more.ways).click();
  await person.page.getByRole("heading", { name: person.texts.ways.have }).waitFor();
}

function way({ page }: Person, name: string): Locator {
  return page.getByRole("main").getByRole("button").filter({ hasText: name }).first();
}

/** From the touch that keeps a photo to the word that it is kept; the network is away. */
async function keepPhoto(stage: Stage, link: Link): Promise<{ kept: Taken; input: number; block: number }> {
  const { context, page, person } = await stage.visit("en", [/./]);
  const { texts } = person;
  await person.create("Nadia");
  const photo = await readFile(specimen("photos/p01-carte-bois-facile.jpg"));
  // What stands after its end is no part of the picture, and as good as any byte to seal.
  const buffer = Buffer.concat([photo, Buffer.alloc(3_000_000 - photo.length, 7)]);
  await person.choose({ name: "photo.jpg", mimeType: "image/jpeg", buffer });
  const watch = await Watch.on(page, SLOWER);
  const mend = link.cut();
  const seen = await watch.from(person.button(texts.keep.go(1)), [texts.state.kept]);
  mend();
  await page.getByText(texts.state.sent, { exact: true }).first().waitFor();
  await context.close();
  return { kept: onPhone(seen, seen.from, seen.until), input: seen.input, block: seen.block };
}

/** How long a phone takes for what took from one moment to another here. */
function onPhone({ worker }: Seen, from: number, until: number): Taken {
  const [here, computed] = [until - from, worker.between(from, until)];
  return {
    value: here + (SLOWER - 1) * computed,
    parts: `${String(Math.round(here))} ms here, in which the worker computed ${String(Math.round(computed))} ms; a phone computes that in ${String(Math.round(SLOWER * computed))} ms`,
  };
}

/** With what the line alone takes. */
function withLine({ value, parts = "" }: Taken, bytes: number): Taken {
  return { value, parts: `${parts}; ${String(Math.round(bytes / 1000))} KB take ${String(Math.round((bytes * 8000) / fair.rate))} ms` };
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const debug = await page.context().newCDPSession(page);
  await debug.send("Emulation.setCPUThrottlingRate", { rate });
}
