import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { startChromium } from "./harness/chromium";
import { startFakeSite } from "./harness/fake-site";
import { specimenAs } from "./harness/files";
import { Person } from "./harness/person";

/** `npm run story`: from nothing to a first paper in safety, as one picture for the README. */
const file = resolve(process.argv[2] ?? "pictures/first-paper.png");

const steps: { caption: string; picture: string }[] = [];
const site = await startFakeSite();
const browser = await startChromium();
try {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "fr", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(site.origin);
  const person = new Person(page, "fr");
  const { texts } = person;
  const see = async (caption: string) => {
    // The screen as it rests: no field is lit.
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    steps.push({ caption, picture: (await page.screenshot()).toString("base64") });
  };

  await person.title(texts.first.title).waitFor();
  await see("Open the address. Touch the yellow button.");
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
  await see("It is sealed, and sent.");

  const sheet = await browser.newPage({ viewport: { width: 880, height: 100 } });
  const cell = ({ caption, picture }: (typeof steps)[number], place: number) =>
    `<li><p><b>${place + 1}</b> ${caption}</p><img src="data:image/png;base64,${picture}"></li>`;
  await sheet.setContent(
    `<style>body{margin:0;font:600 14px/1.25 system-ui,sans-serif;color:#231820;background:#fff}` +
      `ul{display:grid;grid-template-columns:repeat(4,200px);gap:16px;list-style:none;margin:0;padding:14px}` +
      `p{margin:0 0 6px;height:36px}b{color:#57204b}img{width:198px;border:1px solid #ddd0d7;border-radius:14px;display:block}</style>` +
      `<ul>${steps.map(cell).join("")}</ul>`,
  );
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await sheet.locator("ul").screenshot());
} finally {
  await browser.close();
  await site.stop();
}
console.log(`${file}: ${String(Math.round((await readFile(file)).length / 1024))} KB`);
