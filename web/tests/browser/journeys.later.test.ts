import { describe, expect, test } from "vitest";
import { fieldDay } from "../../src/app/people/days";
import { longDay } from "../../src/app/papers/dates";
import { clockAhead } from "../ahead";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startSiteFor } from "./harness/real-site";
import type { Visit } from "./harness/stage";
import { choosePerson } from "./journeys/lending";
import { goHome, meetByLink, row, toLent } from "./journeys/meeting-by-link";

const photo = "p13-page-messagerie-compressee.jpg";
const minute = 60_000;
const formats = { fr: "fr-FR", en: "en-GB", ar: "ar-u-hc-h23-nu-latn" } as const;

/** A paper is lent for an appointment in two days. Real worker and server, whose clock goes on to that day. */
describe.each(["fr", "ar"] as const)("lending from a day on (%s)", (language) => {
  const settings: Record<string, string> = {};
  const real = onStage(() => startSiteFor(language, settings));

  test("nothing opens before; the holder reads from when, and on that day it opens", async () => {
    const holder = await real.stage.visit(language, [/40[134]|Failed to load|net::ERR/]);
    const pro = await real.stage.visit("fr", [/40[134]|Failed to load|net::ERR/]);
    const { person, page } = holder;
    const { texts } = person;
    const notes = await person.create("Karim");
    await person.add("id", specimen(`photos/${photo}`));
    const theirs = await pro.person.create("Samira");
    await meetByLink(holder, pro, { inviter: "Karim", name: "Samira" });
    await goHome(holder);

    const begin = dayAfterTomorrow();
    const day = longDay(begin, formats[language]);
    await lendOn(holder, begin, "Samira");
    await page.locator(".panel.read").getByText(day).waitFor();
    await page.getByText(texts.lendRead.notBefore(day)).waitFor();
    await person.button(texts.lendRead.yes).click();

    await person.title(texts.sees.title).waitFor();
    await page.getByText(texts.sees.nobody).waitFor();
    await page.getByText(texts.sees.from(day), { exact: true }).waitFor();
    await goHome(pro);
    await toLent(pro);
    await pro.page.getByText(pro.person.texts.lent.none).waitFor();

    await real.site.kill();
    Object.assign(settings, clockAhead(begin - Date.now() + 10 * minute));
    await real.site.restart();
    for (const visit of [holder, pro]) await visit.page.clock.setFixedTime(begin + 10 * minute);

    await pro.person.lock();
    await pro.person.signIn(theirs.handle, theirs.words.join(" "));
    await toLent(pro);
    await row(pro, "Karim").click();
    await pro.page.getByRole("button", { name: pro.person.texts.loan.openName(photo) }).click();
    await pro.page.getByRole("img", { name: photo }).waitFor();

    await person.lock();
    await person.signIn(notes.handle, notes.words.join(" "));
    await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.sees}`) }).click();
    await page.getByText(texts.sees.somebody(1)).waitFor();
    expect(await page.getByText(texts.sees.from(day), { exact: true }).count()).toBe(0);

    for (const { watched, context } of [holder, pro]) {
      expect(watched.errors).toEqual([]);
      expect(watched.elsewhere).toEqual([]);
      await context.close();
    }
  });
});

/** From the home to the sentence: a paper, on that day alone. */
async function lendOn(visit: Visit, day: number, to: string): Promise<void> {
  const { person, page } = visit;
  const { texts } = person;
  await choosePerson(visit, to);
  await page.getByRole("checkbox", { name: photo }).check();
  await person.button(texts.lendWhat.go(texts.lend.papers(1))).click();
  await page.getByRole("radio", { name: texts.lendWhy.reasons.home }).check({ force: true });
  await page.getByRole("radio", { name: texts.lendWhy.begins.day }).check({ force: true });
  await page.getByLabel(texts.lendWhy.firstDay).fill(fieldDay(day));
  await page.getByRole("radio", { name: texts.lendWhy.sameDay }).check({ force: true });
  await page.getByText(texts.lendWhy.begin(longDay(day, formats[person.language]))).waitFor();
  await person.button(texts.lend.next).click();
  await person.title(texts.lendRead.title).waitFor();
}

/** Still ahead when the test runs over midnight. */
function dayAfterTomorrow(): number {
  const today = new Date();
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + 2).getTime();
}
