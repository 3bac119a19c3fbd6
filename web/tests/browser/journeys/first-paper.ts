import { readFile, stat } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { specimen } from "../harness/files";
import type { Notes, Person } from "../harness/person";
import type { WiredSite } from "../harness/real-site";
import { taps } from "../harness/taps";

/** Large enough to be cut in the middle. */
export const photo = "photos/p12-carte-reflet.jpg";

/**
 * Journey 1 up to the first paper in safety: the wifi drops before the photo is kept and once more in the middle of it. Gives what
 * the person wrote down, and how many taps it took.
 */
export async function firstPaper(person: Person, { wire }: WiredSite, name: string): Promise<{ notes: Notes; taps: number }> {
  const { page, texts } = person;
  await person.button(texts.first.create).click();
  await page.getByLabel(texts.create.name).fill(name);
  await page.getByLabel(texts.create.name).press("Enter");
  await person.title(texts.words.title).waitFor();
  const notes = await person.copyWords();
  await person.button(texts.words.go).click();
  notes.groups = await person.copyCard();
  await person.button(texts.card.copied).click();
  await person.title(texts.proof.title).waitFor();
  await person.prove(notes.groups);
  await person.title(texts.add.title).waitFor();
  await photograph(person);

  wire.cut();
  await person.button(texts.keep.go(1)).click();
  await page.getByText(texts.state.kept, { exact: true }).waitFor();
  await page.getByText(texts.home.away, { exact: true }).first().waitFor();
  wire.slow(150_000);
  await wire.mend();
  await wire.cutAfter((await stat(specimen(photo))).size / 2);
  wire.slow(undefined);
  await wire.mend();
  await page.getByText(texts.state.sent, { exact: true }).waitFor();
  return { notes, taps: await taps(page) };
}

/** Takes the photo with the phone's camera, up to the question whether it is whole. */
export async function photograph({ page, texts }: Person): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByLabel(texts.add.camera).click();
  await (await chooser).setFiles(specimen(photo));
  await page.getByRole("heading", { level: 1, name: texts.keep.title, exact: true }).waitFor();
}

/** The paper as it was added, byte for byte, from whoever has it open. */
export async function isWhole(person: Person, page: Page): Promise<void> {
  const download = page.waitForEvent("download");
  await person.button(person.texts.paper.save).click();
  expect((await readFile(await (await download).path())).equals(await readFile(specimen(photo)))).toBe(true);
}
