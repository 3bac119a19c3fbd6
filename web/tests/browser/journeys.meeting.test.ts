import { readFile } from "node:fs/promises";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { hour, longDay } from "../../src/app/papers/dates";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startSiteFor } from "./harness/real-site";
import type { Visit } from "./harness/stage";

const photo = "p13-page-messagerie-compressee.jpg";
const other = "attestation-hebergement.pdf";
const notLent = "avis-annuel.pdf";
const formats = { fr: "fr-FR", ar: "ar-u-hc-h23-nu-latn" } as const;

/**
 * Journey 10, in three windows with the real worker and server: the holder calls a meeting, one comes and sees what was lent for it, one
 * doesn't come, it is moved once and called off.
 */
describe.each(["fr", "ar"] as const)("a meeting (%s)", (language) => {
  const real = onStage(() => startSiteFor(language));

  test("is called, answered, moved and called off; each sees what was lent for it and no more", async () => {
    const holder = await real.stage.visit(language);
    const claire = await real.stage.visit("fr");
    const paul = await real.stage.visit("fr");
    await holder.person.create("Nadia");
    await holder.person.add("id", specimen(`photos/${photo}`));
    await holder.person.add("home", specimen(`pdf/${other}`));
    await holder.person.add("health", specimen(`pdf/${notLent}`));
    await claire.person.create("Claire");
    await paul.person.create("Paul");
    await meet(holder, claire, "Claire");
    await meet(holder, paul, "Paul");

    const { person, page } = holder;
    const { texts } = person;
    const words = texts.meeting;

    // From Claire's page: with whom, when, what each one sees.
    await toHelpers(holder);
    await row(holder, "Claire").click();
    await row(holder, words.meetings.callWith).click();
    await page.getByRole("checkbox", { name: /^Claire/ }).and(page.locator(":checked")).waitFor();
    await page.getByRole("checkbox", { name: /^Paul/ }).check();
    await person.button(words.meetingWho.next).click();
    await person.title(words.meetingWhen.title).waitFor();
    const start = inDays(3);
    await fillMoment(holder, start);
    await page.getByLabel(words.meetingWhen.purpose, { exact: true }).fill("Mon logement");
    await page.getByLabel(words.meetingWhen.place, { exact: true }).fill("12, rue Haute");
    await person.button(words.meetingWho.next).click();
    const seen = page.getByRole("group", { name: words.meetingSees.what("\u2068Claire\u2069") });
    await seen.getByRole("checkbox", { name: photo }).check();
    await seen.getByRole("list", { name: texts.lendWhat.shelves }).getByRole("checkbox", { name: texts.shelves.home }).check();
    await seen.getByText(words.meetingSees.later).waitFor();
    await person.button(words.meetingWho.next).click();

    // It is read out before anything is sent.
    const day = longDay(start, formats[language]);
    await page.getByText(words.meetingRead.when(day, hour(start, formats[language]))).first().waitFor();
    const shelf = words.meetingRead.shelf(texts.shelves.home);
    const both = new Intl.ListFormat(formats[language], { type: "conjunction" }).format([shelf, photo].map((thing) => `\u2068${thing}\u2069`));
    await page.getByText(words.meetingRead.sees("\u2068Claire\u2069", 1, both, day)).first().waitFor();
    await page.getByText(words.meetingRead.seesNothing("\u2068Paul\u2069", 1)).first().waitFor();
    await sameSize(person.button(words.meetingRead.yes), person.button(words.meetingRead.no));
    await person.button(words.meetingRead.yes).click();
    await page.getByText(words.meetingRead.done).first().waitFor();

    // One comes, one doesn't.
    await toInvitation(claire);
    await claire.page.getByText("Mon logement").waitFor();
    const theirs = claire.person.texts.meeting;
    await sameSize(claire.person.button(theirs.invited.yes), claire.person.button(theirs.invited.no));
    await claire.person.button(theirs.invited.yes).click();
    await claire.person.title(claire.person.texts.waiting.title).waitFor();
    await toInvitation(paul);
    await paul.person.button(theirs.invited.no).click();
    await paul.page.getByLabel(theirs.invited.motive).fill("En congé");
    await paul.person.button(theirs.invited.noYes).click();
    await paul.person.title(paul.person.texts.waiting.title).waitFor();

    // What was lent, and no more.
    expect((await lentTo(claire)).sort()).toEqual([photo, other].sort());

    // The holder sees who comes and what each one sees; it is moved, and everybody is asked anew.
    await row(holder, "Mon logement").click();
    await guestRow(holder, "Claire").getByText(words.called.comes, { exact: true }).waitFor();
    await guestRow(holder, "Claire").getByText(words.called.sees(both)).waitFor();
    await guestRow(holder, "Paul").getByText(words.called.comesNot, { exact: true }).waitFor();
    await guestRow(holder, "Paul").getByText("En congé").waitFor();
    await guestRow(holder, "Paul").getByText(words.called.seesNothing).waitFor();
    await row(holder, words.called.move).click();
    const later = inDays(5);
    await fillMoment(holder, later);
    await page.getByText(words.meetingRead.sees("\u2068Claire\u2069", 1, both, longDay(later, formats[language]))).first().waitFor();
    await person.button(words.meetingMove.yes).click();
    await page.getByText(words.meetingMove.done).first().waitFor();
    await guestRow(holder, "Claire").getByText(words.called.waits).waitFor();
    await toInvitation(claire);
    await claire.page.getByText(theirs.invited.moved).waitFor();
    await claire.person.button(theirs.invited.yes).click();
    await claire.person.title(claire.person.texts.waiting.title).waitFor();
    await guestRow(holder, "Claire").getByText(words.called.comes, { exact: true }).waitFor();

    // A calendar learns that there is an appointment, and nothing else.
    const neutral = await calendarOf(holder);
    expect(neutral.events).toEqual([{ summary: words.calendar.event, location: null, sequence: 1, start: later, end: later + 60 * 60_000 }]);
    expect(neutral.file).not.toMatch(/Nadia|Claire|Paul|logement|Haute|Armoire/i);
    // The same appointment with what for and where, where the holder wishes; never with whom.
    await page.getByRole("checkbox", { name: words.calendar.neutral }).uncheck();
    const told = await calendarOf(holder);
    expect(told.events).toEqual([{ ...neutral.events[0], summary: "Mon logement", location: "12, rue Haute" }]);
    expect(told.file).not.toMatch(/Nadia|Claire|Paul|Armoire/i);

    // Called off, nothing is seen for it any more.
    await row(holder, words.called.off).click();
    await person.button(words.meetingOff.yes).click();
    await page.getByText(words.called.isOff).waitFor();
    await guestRow(holder, "Claire").getByText(words.called.seesNothing).waitFor();
    expect(await lentTo(claire)).toEqual([]);

    for (const { watched, context } of [holder, claire, paul]) {
      expect(watched.errors).toEqual([]);
      expect(watched.elsewhere).toEqual([]);
      await context.close();
    }
  });
});

/** The calendar file that the screen gives, as a calendar reads it. */
async function calendarOf({ person, page }: Visit) {
  const [download] = await Promise.all([page.waitForEvent("download"), person.button(person.texts.meeting.calendar.save).click()]);
  expect(download.suggestedFilename()).toMatch(/\.ics$/);
  const file = await readFile(await download.path(), "utf8");
  const events = new ICAL.Component(ICAL.parse(file) as unknown[]).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  const time = (at: ICAL.Time) => at.toJSDate().getTime();
  return { file, events: events.map(({ summary, location, sequence, startDate, endDate }) => ({ summary, location, sequence, start: time(startDate), end: time(endDate) })) };
}

/** 14:30 on that day, where the device stands. */
function inDays(days: number): number {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 14, 30).getTime();
}

async function fillMoment({ person, page }: Visit, time: number): Promise<void> {
  const words = person.texts.meeting.meetingWhen;
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  await page.getByLabel(words.day, { exact: true }).fill(`${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`);
  await page.getByLabel(words.time, { exact: true }).fill(`${two(date.getHours())}:${two(date.getMinutes())}`);
}

/** By a link that the holder makes. */
async function meet(holder: Visit, guest: Visit, name: string): Promise<void> {
  const { person, page } = holder;
  const { texts } = person;
  await toHelpers(holder);
  await person.button(texts.helpers.add).click();
  await row(holder, texts.addHelper.link).click();
  await person.title(texts.introduce.title).or(person.title(texts.link.title)).waitFor();
  if ((await person.title(texts.introduce.title).count()) > 0) {
    await page.getByLabel(texts.introduce.name, { exact: true }).fill("Nadia");
    await person.button(texts.introduce.go).click();
  }
  await person.button(texts.link.make).click();
  const link = await page.getByLabel(texts.link.text).inputValue();
  const words = guest.person.texts;
  await guest.page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash);
  await guest.page.getByLabel(words.introduce.name, { exact: true }).fill(name);
  await guest.person.button(words.join.yes).click();
  await guest.page.getByText(words.join.done("Nadia")).first().waitFor();
  await page.getByText(texts.peopleNews.met(name)).waitFor();
  await toHome(holder);
}

async function toHome({ person }: Visit): Promise<void> {
  const back = person.button(person.texts.tools.back);
  for (let steps = 8; steps > 0 && (await person.title(person.texts.home.title).count()) === 0; steps -= 1) await back.click();
  await person.title(person.texts.home.title).waitFor();
}

async function toHelpers(visit: Visit): Promise<void> {
  const { person, page } = visit;
  await toHome(visit);
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${person.texts.home.helps}`) }).click();
  await person.title(person.texts.helpers.title).waitFor();
}

/** What waits is told on the home; the invitation is there. */
async function toInvitation(visit: Visit): Promise<void> {
  const { person } = visit;
  await toHome(visit);
  await row(visit, person.texts.waiting.title).click();
  await row(visit, person.texts.meeting.meetings.invites("\u2068Nadia\u2069")).click();
  await person.button(person.texts.meeting.invited.yes).waitFor();
}

/** Names of the papers that Nadia lends now. */
async function lentTo(visit: Visit): Promise<string[]> {
  const { person, page } = visit;
  const { texts } = person;
  await toHome(visit);
  await person.button(texts.home.more).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.lent }).click();
  await person.title(texts.lent.title).waitFor();
  await row(visit, "Nadia").or(page.getByText(texts.lent.none)).first().waitFor();
  if ((await row(visit, "Nadia").count()) === 0) return [];
  await row(visit, "Nadia").click();
  await page.getByRole("button", { name: texts.loan.openName(photo) }).waitFor();
  // A shelf's papers come after those that were lent one by one.
  await page.getByRole("main").getByText(texts.wait, { exact: true }).first().waitFor({ state: "detached" });
  const names = await Promise.all([photo, other, notLent].map(async (name) => ((await page.getByRole("main").getByText(name).count()) > 0 ? [name] : [])));
  return names.flat();
}

function row({ page }: Visit, word: string) {
  return page.getByRole("main").getByRole("button").filter({ hasText: word }).first();
}

/** One of those invited, with their answer. */
function guestRow({ page }: Visit, name: string) {
  return page.getByRole("main").getByRole("listitem").filter({ hasText: name });
}

/** Yes and no have one size everywhere. */
async function sameSize(yes: ReturnType<Visit["person"]["button"]>, no: ReturnType<Visit["person"]["button"]>): Promise<void> {
  const [one, another] = [await yes.boundingBox(), await no.boundingBox()];
  expect(one?.width).toBeCloseTo(another?.width ?? 0, 0);
  expect(one?.height).toBeCloseTo(another?.height ?? 0, 0);
}
