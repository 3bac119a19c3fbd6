import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cameraPlaying, showToCamera } from "./harness/camera";
import { specimen } from "./harness/files";
import { startSiteFor, type RealSite } from "./harness/real-site";
import { readSquare } from "./harness/square";
import { Stage, type Visit } from "./harness/stage";
import { lendPaper } from "./journeys/lending";
import { goHome, meetByLink, row } from "./journeys/meeting-by-link";

const photo = "p13-page-messagerie-compressee.jpg";

/**
 * Journey 9, and lending: two phones beside each other, with the real worker and server. The team's phone has a camera that plays what
 * the other one shows.
 */
describe.each(["fr", "ar"] as const)("two phones (%s)", (language) => {
  let folder: string;
  let file: string;
  let site: RealSite;
  let stage: Stage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "armoire-people-"));
    file = join(folder, "camera.y4m");
    await showToCamera(file, undefined);
    site = await startSiteFor(language);
    stage = await Stage.open(site.origin, cameraPlaying(file));
  });

  afterAll(async () => {
    await stage.close();
    await site.stop();
    await rm(folder, { recursive: true });
  });

  test("they exchange a square, the team stands on the list, a paper is lent and taken back", async () => {
    const holder = await stage.visit(language);
    const team = await stage.visit("fr");
    await holder.person.create("Nadia");
    await holder.person.add("id", specimen(`photos/${photo}`));
    await team.person.create("Maraude");

    const square = await showSquare(holder, "Nadia");
    await showToCamera(file, square);
    await scan(team);
    await team.page.getByText(team.person.texts.join.lead("Nadia")).first().waitFor();
    await team.page.getByText(team.person.texts.join.scanned).waitFor();
    await answer(team, "Équipe de nuit");
    await team.page.getByText(team.person.texts.join.done("Nadia")).first().waitFor();

    // The holder's phone learns it by itself.
    const { person, page } = holder;
    const { texts } = person;
    await person.button(texts.peopleNews.add).click();
    await page.getByRole("radio", { name: texts.writeHelper.team }).check({ force: true });
    await person.button(texts.writeHelper.go).click();
    await person.title(texts.helpers.title).waitFor();
    await page.getByRole("button", { name: /^Équipe de nuit/ }).waitFor();
    await page.getByText(texts.helpers.hidden).waitFor();

    await person.back();
    await lendPaper(holder, photo, "Équipe de nuit");
    await page.getByText(texts.sees.somebody(1)).waitFor();
    await page.getByText(texts.trust.scanned).waitFor();
    await openLent(team, "Nadia");
    await page.getByRole("button", { name: texts.sees.takeBackName(photo, "Équipe de nuit") }).click();
    await page.getByText(texts.sees.nobody).waitFor();
    await page.getByRole("heading", { name: texts.sees.over }).waitFor();
    // What lies open on the other phone closes by itself.
    await team.person.title(team.person.texts.loan.overTitle).waitFor();
    expect(await team.page.getByRole("img", { name: photo }).count()).toBe(0);

    for (const { watched, context } of [holder, team]) {
      expect(watched.errors).toEqual([]);
      expect(watched.elsewhere).toEqual([]);
      await context.close();
    }
  });

  test("a name is shown to somebody and hidden again; a referent is asked, accepts, and it is ended", async () => {
    const holder = await stage.visit(language);
    const worker = await stage.visit("fr");
    const { person, page } = holder;
    const { texts } = person;
    await person.create("Nadia");
    await worker.person.create("Claire");
    await showToCamera(file, await showSquare(holder, "Nadia"));
    await scan(worker);
    await answer(worker, "Claire");
    await person.button(texts.peopleNews.add).click();
    await person.button(texts.writeHelper.go).click();
    await person.title(texts.helpers.title).waitFor();

    // A second name, typed in: Claire may know it, for as long as the holder wishes.
    await person.button(texts.helpers.add).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.write }).click();
    await page.getByLabel(texts.writeHelper.name, { exact: true }).fill("Médecin");
    await person.button(texts.writeHelper.go).click();
    await page.getByRole("button", { name: /^Médecin/ }).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.shown }).click();
    for (const sees of [true, false]) {
      await page.getByRole("checkbox", { name: /Claire/ }).click();
      await page.getByRole("checkbox", { name: /Claire/, checked: sees }).waitFor();
      await person.back();
      await page.getByText(sees ? texts.helpers.shown(1) : texts.helpers.hidden).waitFor();
      await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.shown }).click();
    }
    await person.back();
    await person.back();

    await page.getByRole("button", { name: /^Claire/ }).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.ask }).click();
    await person.button(texts.askReferent.yes).click();
    await page.getByText(texts.helpers.asked("Claire")).waitFor();

    const theirs = worker.person.texts;
    await worker.person.back();
    await worker.page.getByRole("main").getByRole("button").filter({ hasText: theirs.waiting.title }).click();
    await worker.page.getByRole("main").getByRole("button").filter({ hasText: "Nadia" }).first().click();
    await worker.person.button(theirs.proposal.yes).click();
    await worker.page.getByText(theirs.proposal.accepted).first().waitFor();

    await page.getByRole("heading", { name: texts.helpers.referent }).waitFor();
    await page.getByRole("button", { name: /^Claire/ }).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.end }).click();
    await person.button(texts.endReferent.yes).click();
    await page.getByText(texts.endReferent.done("Claire")).first().waitFor();
    await page.getByRole("heading", { name: texts.helpers.referent }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Claire/ }).waitFor();

    for (const { watched, context } of [holder, worker]) {
      expect(watched.errors).toEqual([]);
      await context.close();
    }
  });

  test("who helps and has no paper of their own sees what is lent to them, first thing after signing in", async () => {
    const holder = await stage.visit(language);
    const worker = await stage.visit("fr");
    await holder.person.create("Nadia");
    await holder.person.add("id", specimen(`photos/${photo}`));
    const { handle, words } = await worker.person.create("Claire");
    await meetByLink(holder, worker, { inviter: "Nadia", name: "Claire", organisation: "Service social" });
    await goHome(holder);
    await lendPaper(holder, photo, "Claire");
    await worker.person.lock();
    await worker.person.signIn(handle, words.join(" "));
    await worker.person.title(worker.person.texts.lent.title).waitFor();
    await row(worker, "Nadia").waitFor();
    for (const { watched, context } of [holder, worker]) {
      expect(watched.errors).toEqual([]);
      await context.close();
    }
  });

  test("by a link: somebody without a locker makes one first, and comes back to the invitation", async () => {
    const holder = await stage.visit(language);
    const { person, page } = holder;
    const { texts } = person;
    await person.create("Nadia");
    await toAdding(holder);
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.link }).click();
    await introduce(holder, "Nadia");
    await person.button(texts.link.make).click();
    const link = await page.getByLabel(texts.link.text).inputValue();
    expect(link.startsWith(`${site.origin}/#/invite/`)).toBe(true);

    const other = await stage.visit("fr");
    await other.page.goto("about:blank");
    await other.page.goto(link);
    await other.page.getByText(other.person.texts.first.invited).waitFor();
    expect(other.page.url()).toBe(`${site.origin}/`);
    await other.person.begin("Karim");
    const { groups } = await other.person.write();
    await other.person.prove(groups);
    await other.page.getByText(other.person.texts.join.invited).waitFor();
    await answer(other, "Karim");
    await other.page.getByText(other.person.texts.join.done("Nadia")).first().waitFor();

    await page.getByText(texts.peopleNews.met("Karim")).waitFor();
    // Nobody else can use the link: it isn't offered to be sent again.
    await page.getByLabel(texts.link.text).waitFor({ state: "detached" });
    expect(await page.locator(".button.main").innerText()).toBe(texts.link.helpers);
    await person.button(texts.link.helpers).click();
    await page.getByRole("button", { name: /^Karim/ }).filter({ hasText: texts.trust.invited }).waitFor();

    // A third person comes too late, and the holder is told.
    const third = await stage.visit("fr", [/409|Failed to load/]);
    await third.person.create("Zoé");
    await third.page.evaluate((hash) => {
      location.hash = hash;
    }, new URL(link).hash);
    await third.person.button(third.person.texts.join.yes).waitFor();
    await answer(third, "Zoé");
    await third.page.getByRole("alert").getByText(third.person.texts.othersRefusals.mailbox_replied).waitFor();

    for (const { watched, context } of [holder, other, third]) {
      expect(watched.errors).toEqual([]);
      await context.close();
    }
  });
});

async function toAdding({ person, page }: Visit): Promise<void> {
  const { texts } = person;
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
  await person.title(texts.helpers.title).waitFor();
  await person.button(texts.helpers.add).click();
  await person.title(texts.addHelper.title).waitFor();
}

/** The first time one's name is asked for. */
async function introduce({ person, page }: Visit, name: string): Promise<void> {
  const { texts } = person;
  await person.title(texts.introduce.title).waitFor();
  await page.getByLabel(texts.introduce.name, { exact: true }).fill(name);
  await person.button(texts.introduce.go).click();
}

/** What the square on the holder's screen holds. */
async function showSquare(visit: Visit, name: string): Promise<string> {
  const { person, page } = visit;
  const { texts } = person;
  await toAdding(visit);
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.square }).click();
  await introduce(visit, name);
  await page.getByRole("img", { name: texts.square.label }).waitFor();
  return readSquare(page, ".held");
}

async function scan(visit: Visit): Promise<void> {
  const { person, page } = visit;
  const { texts } = person;
  await toAdding(visit);
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.scan }).click();
  await person.title(texts.join.title).waitFor();
}

async function answer({ person, page }: Visit, name: string): Promise<void> {
  const { texts } = person;
  await page.getByLabel(texts.introduce.name, { exact: true }).fill(name);
  await person.button(texts.join.yes).click();
}

/** The other phone opens what it was lent, and leaves it open. */
async function openLent({ person, page }: Visit, from: string): Promise<void> {
  const { texts } = person;
  await person.back();
  await person.button(texts.home.more).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.lent }).click();
  await person.title(texts.lent.title).waitFor();
  await page.getByRole("main").getByRole("button").filter({ hasText: from }).first().click();
  await page.getByRole("button", { name: texts.loan.openName(photo) }).click();
  await page.getByRole("img", { name: photo }).waitFor();
}
