import type { FakeControl } from "../fake/client";
import { present } from "./people";
import type { Walk } from "./tour";

const day = 86_400_000;

/** A meeting is called, looked at, moved and called off; an invitation is answered; the home reminds of both. */
export async function meeting(walk: Walk): Promise<void> {
  await walk.page.clock.setFixedTime(present);
  await calling(walk);
  await called(walk);
  await invited(walk);
}

async function calling(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  const words = texts.meeting;
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
  await person.title(texts.helpers.title).waitFor();
  await walk.toRow(words.meetings.rowWhy, words.meetings.title, "meetings-none");
  await person.button(words.meetings.call).click();
  await person.title(words.meetingWho.title).waitFor();
  await page.getByRole("checkbox").first().check();
  await see("meeting-who");
  await walk.to(words.meetingWho.next, words.meetingWhen.title, "meeting-when");
  await page.getByLabel(words.meetingWhen.day, { exact: true }).fill(new Date(present + day).toISOString().slice(0, 10));
  await page.getByLabel(words.meetingWhen.time, { exact: true }).fill("14:30");
  await page.getByLabel(words.meetingWhen.purpose, { exact: true }).fill("Mon logement");
  await page.getByLabel(words.meetingWhen.place, { exact: true }).fill("12, rue Haute");
  await walk.to(words.meetingWho.next, words.meetingSees.title, "meeting-sees");
  await page.getByRole("checkbox").first().check();
  // A shelf, with what comes into it until that evening.
  const shelf = page.getByRole("list", { name: texts.lendWhat.shelves }).first().getByRole("listitem").first();
  await shelf.getByRole("checkbox").check();
  const named = words.meetingRead.shelf(await shelf.locator(".name").innerText());
  await page.getByText(words.meetingSees.later).waitFor();
  await see("meeting-sees-shelf");
  await walk.to(words.meetingWho.next, words.meetingRead.title, "meeting-read");
  await page.getByText(named).first().waitFor();
  await walk.refuse("callMeeting", "unverified");
  await person.button(words.meetingRead.yes).click();
  await page.getByText(texts.othersRefusals.unverified).waitFor();
  await see("meeting-read-refused");
  await walk.refuse("callMeeting");
  await walk.to(words.meetingRead.yes, words.meetings.title, "meetings");
}

async function called(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const words = person.texts.meeting;
  await page.getByRole("main").getByRole("button").filter({ hasText: "Mon logement" }).click();
  await page.getByText(words.called.waits).first().waitFor();
  await see("meeting");
  await walk.toRow(words.called.move, words.meetingMove.title, "meeting-move");
  await walk.back(words.meetings.title);
  await walk.toRow(words.called.off, words.meetingOff.title, "meeting-off");
  await walk.back(words.meetings.title);
  await walk.back(words.meetings.title);
  await walk.back(person.texts.home.title);
  await page.getByText(words.meetings.tomorrow("14:30")).waitFor();
  await see("home-meeting");
}

async function invited(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  const words = texts.meeting;
  await page.evaluate((start) => {
    const { fake } = globalThis as unknown as { fake: FakeControl };
    const from = fake.others.people[0];
    if (from === undefined) throw new Error("nobody was met");
    fake.appointments.invited = [
      { id: "invited", sequence: 1, from, time: Date.now(), start, minutes: 60, place: "Mairie", purpose: "Le dossier MDPH", with: ["Paul", "Awa"], off: false, accepted: false },
      { id: "off", sequence: 2, from, time: Date.now(), start, minutes: 60, purpose: "Le logement", off: true, accepted: false },
    ];
    fake.wake();
  }, present + 3 * day);
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
  await person.title(texts.helpers.title).waitFor();
  await walk.toRow(words.meetings.rowWhy, words.meetings.title, "meetings-both");
  await page.getByRole("main").getByRole("button").filter({ hasText: /\u2068[^\u2069]*\u2069/ }).first().click();
  await person.button(words.invited.yes).waitFor();
  await see("invited");
  await walk.to(words.invited.no, words.invited.noTitle, "invited-no");
  await walk.back(words.meetings.title);
  await person.button(words.invited.yes).click();
  await page.getByText(words.invited.accepted).first().waitFor();
  await page.getByRole("main").getByRole("button").filter({ hasText: /\u2068[^\u2069]*\u2069/ }).first().click();
  await page.getByText(words.invited.comes).waitFor();
  await see("invited-comes");
  await walk.back(words.meetings.title);
  await page.getByRole("main").getByRole("button").filter({ hasText: /\u2068[^\u2069]*\u2069/ }).nth(1).click();
  await page.getByText(words.invited.isOff).first().waitFor();
  await see("invited-off");
  await person.button(words.invited.read).click();
  await person.title(words.meetings.title).waitFor();
  await walk.back(texts.helpers.title);
  await walk.back(texts.home.title);
}
