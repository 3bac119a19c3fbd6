import { describe, expect, test } from "vitest";
import { fieldDay } from "../../src/app/people/days";
import { clockAhead } from "../ahead";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startSiteFor } from "./harness/real-site";
import type { Visit } from "./harness/stage";

const photo = "p13-page-messagerie-compressee.jpg";
const minute = 60_000;

/** Journey 14: a guardian runs somebody's locker until they are 18. Real worker and server, whose clock goes on to that day. */
describe.each(["fr", "ar"] as const)("coming of age (%s)", (language) => {
  const settings: Record<string, string> = {};
  const real = onStage(() => startSiteFor(language, settings));

  test("on that day the guardian has nothing any more; the holder is told, and makes new words and a new card", async () => {
    const holder = await real.stage.visit(language, [/40[134]|Failed to load|net::ERR/]);
    const guardian = await real.stage.visit("fr", [/40[134]|Failed to load|net::ERR/]);
    const { person, page } = holder;
    const { texts } = person;
    const notes = await person.create("Inès");
    await person.add("id", specimen(`photos/${photo}`));
    const theirs = await guardian.person.create("Tutrice");
    await meet(holder, guardian);

    const birthday = await runUntilEighteen(holder, "Tutrice");
    await person.title(texts.mode.title).waitFor();
    await page.getByText(texts.sees.rights.manage).waitFor();
    await page.getByText("Tutrice").first().waitFor();
    await openLent(guardian, "Inès");

    await real.site.kill();
    Object.assign(settings, clockAhead(birthday - Date.now() + 10 * minute));
    await real.site.restart();
    for (const visit of [holder, guardian]) await visit.page.clock.setFixedTime(birthday + 10 * minute);

    // The guardian comes back: nothing is there, and what lay open is shut.
    await guardian.person.lock();
    await guardian.person.signIn(theirs.handle, theirs.words.join(" "));
    await toLent(guardian);
    await guardian.page.getByText(guardian.person.texts.lent.none).waitFor();
    expect(await guardian.page.getByText("Inès").count()).toBe(0);

    await person.lock();
    await person.signIn(notes.handle, notes.words.join(" "));
    const told = page.locator(".note.wait").filter({ hasText: "Tutrice" });
    await told.getByRole("button", { name: texts.ended.go }).click();
    await person.title(texts.ended.title).waitFor();

    // Whoever ran it may know the words, or have the card.
    await row(holder, texts.ended.words);
    await person.button(texts.loss.go.wordsKnown).click();
    await person.title(texts.words.newTitle).waitFor();
    const fresh = await person.copyWords();
    await person.button(texts.words.go).click();
    await person.proveWords(fresh);
    await person.title(texts.loss.doneTitle).waitFor();
    await toMode(holder);
    await page.locator(".note.wait").getByRole("button", { name: texts.ended.go }).click();
    await row(holder, texts.ended.card);
    await person.button(texts.loss.go.cardKnown).click();
    await person.title(texts.card.title).waitFor();
    const groups = await person.copyCard();
    await person.button(texts.card.copied).click();
    await person.prove(groups);
    await person.title(texts.loss.doneTitle).waitFor();

    await toMode(holder);
    await page.getByRole("heading", { name: texts.mode.alone.name }).waitFor();
    await person.back();
    await person.back();
    await person.title(texts.home.title).waitFor();
    // No key that the guardian had closes anything now: home says no more of it.
    await told.waitFor({ state: "detached" });
    await person.lock();
    await person.signIn(notes.handle, notes.words.join(" "));
    await page.getByRole("alert").getByText(texts.refusals.sign_in_refused).waitFor();
    await person.button(texts.signIn.card).click();
    await person.recover(notes.groups);
    await page.getByRole("alert").getByText(texts.refusals.card_refused).waitFor();
    await person.back();
    await person.signIn(notes.handle, fresh.words.join(" "));
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();

    for (const { watched, context } of [holder, guardian]) {
      expect(watched.errors).toEqual([]);
      expect(watched.elsewhere).toEqual([]);
      await context.close();
    }
  });
});

/** By a link, that the holder sends and the guardian opens. */
async function meet({ person, page }: Visit, guardian: Visit): Promise<void> {
  const { texts } = person;
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
  await person.button(texts.helpers.add).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.link }).click();
  await page.getByLabel(texts.introduce.name, { exact: true }).fill("Inès");
  await person.button(texts.introduce.go).click();
  await person.button(texts.link.make).click();
  const link = new URL(await page.getByLabel(texts.link.text).inputValue());
  await guardian.page.evaluate((hash) => {
    location.hash = hash;
  }, link.hash);
  const { texts: theirs } = guardian.person;
  await guardian.page.getByLabel(theirs.introduce.name, { exact: true }).fill("Tutrice");
  await guardian.person.button(theirs.join.yes).click();
  await guardian.page.getByText(theirs.join.done("Inès")).first().waitFor();
  await page.getByText(texts.peopleNews.met("Tutrice")).waitFor();
  await person.button(texts.link.helpers).click();
  await person.title(texts.helpers.title).waitFor();
  await person.back();
  await person.title(texts.home.title).waitFor();
}

/** Gives the first moment of the birthday: in two days, so that it is still ahead when the test runs over midnight. */
async function runUntilEighteen(visit: Visit, whom: string): Promise<number> {
  const { person, page } = visit;
  const { texts } = person;
  await toMode(visit);
  await person.button(texts.mode.goName(texts.mode.choose, texts.mode.run.name)).click();
  await page.getByRole("radio", { name: new RegExp(whom) }).check();
  await person.button(texts.lend.next).click();
  await person.button(texts.lendWhat.go(texts.lend.all)).click();
  await page.getByRole("radio", { name: texts.lendWhy.reasons.daily }).check({ force: true });
  await page.getByRole("radio", { name: texts.lendWhy.ends.eighteen }).check({ force: true });
  const today = new Date();
  const birthday = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 2);
  const born = new Date(birthday.getFullYear() - 18, birthday.getMonth(), birthday.getDate());
  await page.getByLabel(texts.lendWhy.birth).fill(fieldDay(born.getTime()));
  await person.button(texts.lend.next).click();
  await page.getByText(whom).first().waitFor();
  await person.button(texts.lendRead.yes).click();
  return birthday.getTime();
}

async function toMode({ person, page }: Visit): Promise<void> {
  const { texts } = person;
  while ((await person.title(texts.home.title).count()) === 0) {
    await person.back();
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  await person.button(texts.home.more).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.mode }).click();
  await person.title(texts.mode.title).waitFor();
}

async function row({ page }: Visit, word: string): Promise<void> {
  await page.getByRole("main").getByRole("button").filter({ hasText: word }).first().click();
}

async function toLent({ person, page }: Visit): Promise<void> {
  const { texts } = person;
  await person.title(texts.home.title).waitFor();
  await person.button(texts.home.more).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.lent }).click();
  await person.title(texts.lent.title).waitFor();
}

/** The guardian reads the paper, and leaves it open. */
async function openLent(visit: Visit, from: string): Promise<void> {
  const { person, page } = visit;
  const { texts } = person;
  await person.back();
  await toLent(visit);
  await page.getByRole("main").getByRole("button").filter({ hasText: from }).first().click();
  await page.getByRole("button", { name: texts.loan.openName(photo) }).click();
  await page.getByRole("img", { name: photo }).waitFor();
}
