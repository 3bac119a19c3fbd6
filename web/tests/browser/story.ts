import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { FakeControl } from "./fake/client";
import { startChromium } from "./harness/chromium";
import { startFakeSite } from "./harness/fake-site";
import { specimenAs } from "./harness/files";
import { Person } from "./harness/person";
import { giveVoice } from "./harness/voices";
import { present } from "./tour/people";

/** `npm run story`: the README's pictures. From nothing to a first paper in safety; a first screen, a locker, a paper; and other people. */
const directory = resolve(process.argv[2] ?? "pictures");

interface Step {
  caption?: string;
  /** PNG, base64. */
  picture: string;
}

const steps: Step[] = [];
const screens: Step[] = [];
const others: Step[] = [];
const site = await startFakeSite();
const browser = await startChromium();
try {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "fr", reducedMotion: "reduce" });
  const page = await context.newPage();
  await giveVoice(page, "fr");
  await page.goto(site.origin);
  const person = new Person(page, "fr");
  const { texts } = person;
  const look = async () => (await page.screenshot()).toString("base64");
  const see = async (caption: string) => {
    // The screen as it rests: no field is lit.
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    steps.push({ caption, picture: await look() });
  };

  await person.title(texts.first.title).waitFor();
  await see("Open the address. Touch the yellow button.");
  screens.push({ picture: await look() });
  await person.button(texts.first.create).click();
  await page.getByLabel(texts.create.name).fill("Nadia");
  await page.locator(".handle").waitFor();
  await see("Type a name.");
  await person.button(texts.create.go).click();
  await person.title(texts.words.title).waitFor();
  await see("Write down the five words.");
  await person.button(texts.words.go).click();
  const groups = await person.copyCard();
  await see("Print, save or copy the card.");
  await person.button(texts.card.copied).click();
  await person.title(texts.proof.title).waitFor();
  await see("Type one group of it, or scan it.");
  await person.prove(groups);
  await person.title(texts.add.title).waitFor();
  await see("Take a photo of a paper.");
  await page.getByLabel(texts.add.file).setInputFiles(await specimenAs("Carte de soins.jpg", "photos/p01-carte-bois-facile.jpg"));
  await page.getByRole("radio", { name: texts.shelves.id }).check({ force: true });
  await see("See that it is whole. Keep it.");
  await person.button(texts.keep.go(1)).click();
  await page.getByText(texts.state.sent).first().waitFor();
  // Down to the paper itself.
  await page.evaluate(() => {
    scrollTo(0, document.body.scrollHeight);
  });
  await see("It is sealed, and sent.");

  await person.button(texts.setPin.offerLater).click();
  await page.getByText(texts.setPin.offer).waitFor({ state: "detached" });
  await page.evaluate(() => {
    scrollTo(0, 0);
  });
  screens.push({ picture: await look() });
  await person.open("Carte de soins.jpg");
  await page.getByRole("img", { name: "Carte de soins.jpg" }).waitFor();
  screens.push({ picture: await look() });

  await person.back();
  await person.title(texts.home.title).waitFor();
  await page.clock.setFixedTime(present);
  await page.evaluate(() => {
    const { fake } = globalThis as unknown as { fake: FakeControl };
    const now = Date.now();
    const day = 86_400_000;
    const claire = { name: "Claire Martin", organisation: "Service social du 10e", mission: "Assistante sociale", reach: "01 44 00 00 00" };
    fake.others.meet({ account: "worker", ...claire, trust: "scanned", since: now - 40 * day, reachable: true });
    fake.others.meet({ account: "sister", name: "Awa, ma sœur", reach: "06 00 00 00 00", trust: "scanned", since: now - 90 * day, reachable: true });
    const referent = fake.others.saveEntry({ ...claire, account: "worker", kind: "person", since: now - 40 * day });
    fake.others.saveEntry({ name: "Awa, ma sœur", account: "sister", reach: "06 00 00 00 00", kind: "person", since: now - 400 * day });
    fake.others.saveEntry({ name: "Équipe de maraude", organisation: "Samu social", reach: "115", kind: "team", since: now - 14 * day });
    fake.others.referent = { state: "accepted", entry: referent.id, time: now };
    fake.others.lend({ nodes: [], to: "sister", right: "manage", start: now - 20 * day, end: now + 345 * day, purpose: "mon quotidien" });
    fake.wake();
  });
  const drawer = async (word: string, title: string) => {
    await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${word}`) }).click();
    await person.title(title).waitFor();
  };
  const seeOthers = async () => {
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      scrollTo(0, 0);
    });
    others.push({ picture: await look() });
  };
  await drawer(texts.home.helps, texts.helpers.title);
  await page.getByRole("heading", { name: texts.helpers.referent }).waitFor();
  await seeOthers();
  await person.back();
  await drawer(texts.home.sees, texts.sees.title);
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.sees.lend }).click();
  await page.getByRole("radio", { name: /Claire Martin/ }).check();
  await person.button(texts.lend.next).click();
  await page.getByRole("checkbox", { name: "Carte de soins.jpg" }).check();
  await person.button(texts.lendWhat.go(texts.lend.papers(1))).click();
  await page.getByRole("radio", { name: texts.lendWhy.reasons.health }).check({ force: true });
  await person.button(texts.lend.next).click();
  await person.title(texts.lendRead.title).waitFor();
  await seeOthers();
  await person.button(texts.lendRead.yes).click();
  await page.getByText(texts.sees.somebody(2)).waitFor();
  // What was just done is said above; here only what holds.
  await person.back();
  await drawer(texts.home.sees, texts.sees.title);
  await page.getByText(texts.sees.somebody(2)).waitFor();
  await seeOthers();

  await mkdir(directory, { recursive: true });
  await write("first-paper.png", steps, { columns: 4, width: 200 });
  await write("armoire.png", screens, { columns: 3, width: 272 });
  await write("people.png", others, { columns: 3, width: 272 });
} finally {
  await browser.close();
  await site.stop();
}

/** All of them as one picture. */
async function write(name: string, of: readonly Step[], { columns, width }: { columns: number; width: number }): Promise<void> {
  const sheet = await browser.newPage({ viewport: { width: columns * (width + 16) + 12, height: 100 } });
  const cell = ({ caption, picture }: Step, place: number) =>
    `<li>${caption === undefined ? "" : `<p><b>${place + 1}</b> ${caption}</p>`}<img src="data:image/png;base64,${picture}"></li>`;
  await sheet.setContent(
    `<style>body{margin:0;font:600 14px/1.25 system-ui,sans-serif;color:#231820;background:#fff}` +
      `ul{display:grid;grid-template-columns:repeat(${columns},${width}px);gap:16px;list-style:none;margin:0;padding:14px}` +
      `p{margin:0 0 6px;height:36px}b{color:#57204b}img{width:${width - 2}px;border:1px solid #ddd0d7;border-radius:14px;display:block}</style>` +
      `<ul>${of.map(cell).join("")}</ul>`,
  );
  const picture = await sheet.locator("ul").screenshot();
  await writeFile(join(directory, name), picture);
  console.log(`${join(directory, name)}: ${String(Math.round(picture.length / 1024))} KB`);
}
