import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { longDay } from "../../src/app/papers/dates";
import { fieldDay } from "../../src/app/people/days";
import type { FakeControl } from "./fake/client";
import { bring, lendToActOn, meet, people, takeBackLoans, write } from "./fake/lent-scene";
import { control, fakeStage } from "./harness/fake-stage";
import { specimenAs } from "./harness/files";
import type { Person } from "./harness/person";

const apart = (name: string) => `\u2068${name}\u2069`;
const adel = apart(people.adel.name);
const salma = apart(people.salma.name);
const marie = apart(people.marie.name);
const social = apart(people.social.name);

/** Doing something in somebody else's locker, several lockers, and what is received, as the screens have it. The worker here is the fake. */
describe("acting", () => {
  const open = fakeStage();

  test("a paper goes onto a lent shelf: whose it is stays in sight, and what is written is said before", async () => {
    const { person, page, context, watched } = await withShelves();
    const { texts } = person;
    await toLocker(person, people.salma.name);
    await page.getByRole("region", { name: texts.acting.whose(salma) }).waitFor();
    await person.button(texts.lentAdd.go).click();
    await person.title(texts.lentAdd.title).waitFor();
    await page.getByText(texts.lentAdd.what(salma)).first().waitFor();
    await page.getByLabel(texts.lentAdd.file).setInputFiles(await specimenAs("Fiche de paie.pdf", "pdf/recepisse.pdf"));
    // One shelf alone is chosen already.
    await page.getByRole("radio", { name: "Travail", checked: true }).waitFor();
    await page.getByText(texts.acting.seen(salma)).waitFor();
    await page.getByRole("region", { name: texts.acting.whose(salma) }).waitFor();
    expect(await sizesOf(page, texts.acting.no, texts.lentAdd.yes)).toEqual([true, true]);
    await control(page, (fake) => {
      fake.holdAt = 40;
    });
    await person.button(texts.lentAdd.yes).click();
    await page.getByText(texts.lentAdd.done(salma)).first().waitFor();
    await page.getByText(texts.state.sending(40)).waitFor();
    // Who may only add can't throw away: nothing promises that.
    expect(await person.button(texts.lentAdd.undo).count()).toBe(0);
    await control(page, (fake) => {
      fake.release();
    });
    await page.getByRole("button", { name: texts.loan.openName("Fiche de paie.pdf") }).waitFor();
    // Nothing of it stands in one's own locker.
    await person.back();
    await person.back();
    await person.title(texts.home.title).waitFor();
    expect(await page.getByText("Fiche de paie.pdf").count()).toBe(0);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("what stops on its way says why, and is given up without a trace", async () => {
    const { person, page, context } = await withShelves();
    const { texts } = person;
    await toLocker(person, people.salma.name);
    await person.button(texts.lentAdd.go).click();
    await page.getByLabel(texts.lentAdd.file).setInputFiles(await specimenAs("Fiche.pdf", "pdf/recepisse.pdf"));
    await control(page, (fake) => {
      fake.refuse.sent = { code: "right" };
    });
    await person.button(texts.lentAdd.yes).click();
    await page.getByRole("alert").getByText(texts.othersRefusals.right).waitFor();
    await page.getByRole("button", { name: texts.state.dropName("Fiche.pdf") }).click();
    await page.getByText("Fiche.pdf").waitFor({ state: "detached" });
    expect(await calls(page, "discard")).toBe(1);
    await context.close();
  });

  test("with the right for it a paper is renamed, put elsewhere, replaced and thrown away, each said before and undone where it can be", async () => {
    const { person, page, context } = await withShelves();
    const { texts } = person;
    await toLocker(person, people.marie.name);
    await openLent(person, "Carte Vitale.jpg");

    await rowNamed(page, texts.lentRename.row).click();
    await page.getByText(texts.lentRename.what(marie)).waitFor();
    await page.getByLabel(texts.lentRename.name).fill("Vitale 2026.jpg");
    await person.button(texts.lentRename.yes).click();
    await page.getByText("Vitale 2026.jpg").first().waitFor();
    await person.button(texts.bin.undo).click();
    await page.getByText(texts.lentRename.undone).first().waitFor();
    await page.locator(".name", { hasText: "Carte Vitale.jpg" }).waitFor();

    await rowNamed(page, texts.lentMove.row).click();
    await person.button(texts.lentMove.missing).waitFor();
    await page.getByRole("radio", { name: "Argent" }).check({ force: true });
    await page.getByText(texts.lentMove.what(marie)).waitFor();
    await person.button(texts.lentMove.yes).click();
    await page.getByText(texts.lentMove.done).first().waitFor();
    expect(await shelfOf(page, "Carte Vitale.jpg")).toBe("marie-money");
    await person.button(texts.bin.undo).click();
    await page.getByText(texts.lentMove.undone).first().waitFor();
    expect(await shelfOf(page, "Carte Vitale.jpg")).toBe("marie-health");

    await rowNamed(page, texts.lentReplace.row).click();
    await person.button(texts.lentReplace.missing).waitFor();
    await page.getByLabel(texts.lentAdd.file).setInputFiles(await specimenAs("Autre.pdf", "pdf/recepisse.pdf"));
    await person.button(texts.lentReplace.yes).click();
    await page.getByText(texts.lentReplace.done).first().waitFor();

    await rowNamed(page, texts.lentTrash.row).click();
    await page.getByText(texts.lentTrash.what(marie)).waitFor();
    await person.button(texts.lentTrash.yes).click();
    await page.getByText(texts.lentTrash.done).first().waitFor();
    await page.getByRole("button", { name: texts.loan.openName("Carte Vitale.jpg") }).waitFor({ state: "detached" });
    await person.button(texts.lentTrash.undo).click();
    await page.getByRole("button", { name: texts.loan.openName("Carte Vitale.jpg") }).waitFor();
    await context.close();
  });

  test("what is taken back while something is being done there closes at once, and nothing is written", async () => {
    const { person, page, context } = await withShelves();
    const { texts } = person;
    await toLocker(person, people.adel.name);
    await person.button(texts.lentAdd.go).click();
    await page.getByLabel(texts.lentAdd.file).setInputFiles(await specimenAs("Fiche.pdf", "pdf/recepisse.pdf"));
    await person.button(texts.lentAdd.yes).waitFor();
    await takeBackLoans(page);
    await person.title(texts.loan.overTitle).waitFor();
    await page.getByRole("alert").getByText(texts.loan.over(adel)).waitFor();
    expect(await person.button(texts.lentAdd.yes).count()).toBe(0);
    expect(await page.locator("img").count()).toBe(0);
    expect(await calls(page, "add")).toBe(1);
    await context.close();
  });

  test("several lockers: one touch goes from one to the other, and the open one says whose it is", async () => {
    const { person, page, context } = await withShelves();
    const { texts } = person;
    const nav = page.getByRole("navigation", { name: texts.lockers.title });
    await nav.getByRole("button").nth(1).waitFor();
    expect((await nav.getByRole("button").allInnerTexts())[0]).toContain(texts.lockers.own);
    await nav.getByRole("button", { name: people.marie.name }).click();
    await page.getByRole("region", { name: texts.acting.whose(marie) }).waitFor();
    expect(await nav.locator("[aria-current=true]").innerText()).toContain(people.marie.name);
    await nav.getByRole("button", { name: texts.lockers.own }).click();
    await person.title(texts.home.title).waitFor();
    expect(await nav.locator("[aria-current=true]").innerText()).toContain(texts.lockers.own);
    await context.close();
  });

  test("who runs a locker answers what waits there, lends of it in one sentence, and takes that back", async () => {
    const { person, page, context } = await withShelves();
    const { texts } = person;
    await meet(page, ["social"]);
    await toLocker(person, people.marie.name);
    await rowNamed(page, texts.run.waiting(marie)).click();
    await person.title(texts.run.waiting(marie)).waitFor();
    await rowNamed(page, "Attestation CAF.pdf").click();
    await page.getByRole("region", { name: texts.acting.whose(marie) }).waitFor();
    await page.getByRole("radio", { name: "Argent" }).check({ force: true });
    await page.getByText(texts.runWaiting.accept(marie)).waitFor();
    await person.button(texts.handedIn.accept).click();
    await page.getByText(texts.runWaiting.accepted("Argent", marie)).first().waitFor();
    await page.getByText(texts.runWaiting.none).waitFor();
    await person.back();
    await page.getByRole("button", { name: texts.loan.openName("Attestation CAF.pdf") }).waitFor();

    await rowNamed(page, texts.run.lend(marie)).click();
    await page.getByRole("radio", { name: new RegExp(people.social.name) }).check();
    await page.getByRole("checkbox", { name: /Avis annuel/ }).check();
    await person.button(texts.runLend.missingPurpose).waitFor();
    await page.getByLabel(texts.runLend.purpose).fill("son logement");
    await person.button(texts.runLend.go).click();
    await person.title(texts.runLend.readTitle).waitFor();
    await page.getByText(apart("son logement")).first().waitFor();
    await page.getByText(texts.acting.seen(marie)).waitFor();
    await person.button(texts.runLend.yes).click();
    await page.getByText(texts.runLend.done(social)).first().waitFor();
    await rowNamed(page, texts.run.lent(marie)).click();
    await page.getByRole("button", { name: texts.runLent.takeBackName("Avis annuel.pdf", social) }).click();
    await page.getByText(texts.runLent.done(social)).waitFor();
    await page.getByText(texts.runLent.none).waitFor();
    await context.close();
  });

  test("what one runs is lent on with every right up to one's own, for as long as one has it at most", async () => {
    const { person, page, context } = await withShelves();
    const { texts } = person;
    const { runLend } = texts;
    await meet(page, ["social", "team"]);
    await toLocker(person, people.marie.name);
    await rowNamed(page, texts.run.lend(marie)).click();
    await page.getByRole("radio", { name: new RegExp(people.social.name) }).check();
    // Who isn't verified is shown, and can't be chosen.
    await page.getByText(people.team.name).waitFor();
    expect(await page.getByRole("radio", { name: new RegExp(people.team.name) }).count()).toBe(0);

    // A paper alone takes no additions.
    await page.getByRole("radio", { name: runLend.rights.edit }).waitFor();
    expect(await page.getByRole("radio", { name: runLend.rights.add }).count()).toBe(0);
    await page.getByRole("radio", { name: texts.lendWhat.shelves, exact: true }).check({ force: true });
    await person.button(runLend.missingShelf).waitFor();
    await page.getByRole("checkbox", { name: "Argent" }).check();
    await page.getByRole("radio", { name: runLend.rights.add }).check();
    await page.getByLabel(runLend.purpose).fill("son logement");
    await page.getByRole("radio", { name: runLend.asLong }).check();
    await person.button(runLend.go).click();
    const sentence = await page.locator(".note b").first().innerText();
    expect(sentence).toContain(runLend.shelf("Argent"));
    expect(sentence).toContain(runLend.whoMay.add);
    await page.getByText(runLend.mayNot.add).waitFor();
    expect(await sizesOf(page, texts.acting.no, runLend.yes)).toEqual([true, true]);
    // No keeps what was answered.
    await person.button(texts.acting.no).click();
    await page.getByRole("checkbox", { name: "Argent", checked: true }).waitFor();
    await person.button(runLend.go).click();
    await person.button(runLend.yes).click();
    await page.getByText(runLend.done(social)).first().waitFor();

    // The whole, run by somebody else as well, for a week that begins in two days.
    const later = new Date();
    later.setDate(later.getDate() + 2);
    const day = longDay(later.getTime(), "fr-FR");
    await rowNamed(page, texts.run.lend(marie)).click();
    await page.getByRole("radio", { name: new RegExp(people.social.name) }).check();
    await page.getByRole("radio", { name: texts.lendWhat.all, exact: true }).check({ force: true });
    await page.getByRole("radio", { name: runLend.rights.manage }).check();
    await page.getByLabel(runLend.purpose).fill("mes congés");
    await page.getByRole("radio", { name: texts.lendWhy.begins.day }).check({ force: true });
    await person.button(texts.lendWhy.missingFirstDay).waitFor();
    await page.getByLabel(texts.lendWhy.firstDay).fill(fieldDay(later.getTime()));
    await page.getByRole("radio", { name: new RegExp(texts.untils.week) }).check();
    await person.button(runLend.go).click();
    await page.getByText(runLend.whoMay.manage).first().waitFor();
    await page.getByText(texts.lendRead.notBefore(day)).waitFor();
    await person.button(runLend.yes).click();
    await page.getByText(texts.lendRead.doneFrom(runLend.everything, social, day)).first().waitFor();

    const made = await page.evaluate(() => {
      const { fake } = globalThis as unknown as { fake: FakeControl };
      const end = fake.lent.loans.find(({ locker }) => locker === "locker-marie")?.end;
      return (fake.lent.grants.get("locker-marie") ?? []).map((grant) => ({ ...grant, asLong: grant.end === end, later: grant.start > Date.now() }));
    });
    expect(made).toMatchObject([
      { on: "shelf", node: "marie-money", right: "add", asLong: true, later: false, purpose: "son logement" },
      { on: "locker", right: "manage", asLong: false, later: true },
    ]);
    await rowNamed(page, texts.run.lent(marie)).click();
    await page.getByText(runLend.rights.add).waitFor();
    await page.getByText(texts.sees.from(day)).waitFor();
    await page.getByRole("button", { name: texts.runLent.takeBackName(texts.sees.all, social) }).click();
    await page.getByText(texts.runLent.done(social)).waitFor();
    await page.getByRole("button", { name: texts.runLent.takeBackName(texts.sees.shelf("Argent"), social) }).waitFor();
    await context.close();
  });

  test("a loan is given back, and nothing of it is left", async () => {
    const { person, page, context } = await withShelves();
    const { texts } = person;
    await toLocker(person, people.adel.name);
    await rowNamed(page, texts.giveBack.row).click();
    await page.getByText(texts.giveBack.again).waitFor();
    await person.button(texts.giveBack.yes).click();
    await page.getByText(texts.giveBack.done(adel)).first().waitFor();
    await person.title(texts.lent.title).waitFor();
    expect(await page.locator(".lender").filter({ hasText: people.adel.name }).count()).toBe(0);
    await context.close();
  });

  test("leaving a service: whom it is told, who follows, read over; who couldn't be reached is named and tried again", async () => {
    const { person, page, context } = await withShelves();
    const { texts } = person;
    // Somebody lends nothing, and has them as referent.
    await meet(page, ["social"]);
    await control(page, (fake) => {
      fake.others.standing = [{ who: fake.others.grantee("social"), referent: true }];
    });
    await toLoans(person);
    await rowNamed(page, texts.leaving.row).click();
    await page.getByText(texts.leaving.loans).nth(2).waitFor();
    const social = page.getByRole("listitem").filter({ hasText: people.social.name });
    await social.getByText(texts.leaving.entry).waitFor();
    await social.getByText(texts.leaving.referent).waitFor();
    expect(await social.getByText(texts.leaving.loans).count()).toBe(0);
    await page.getByLabel(texts.leaving.name).fill("Jean Petit");
    await page.getByLabel(texts.leaving.organisation).fill("Service social du 10e");
    await page.getByLabel(texts.leaving.motive).fill("Je change de ville.");
    await person.button(texts.leaving.go).click();
    await page.getByText(texts.leaving.told(4)).first().waitFor();
    await page.getByText(texts.leaving.next("Jean Petit")).waitFor();
    await control(page, (fake) => {
      fake.refuse.leave = { code: "network" };
    });
    await person.button(texts.leaving.yes).click();
    await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await person.button(texts.leaving.yes).click();
    await page.getByText(texts.leaving.done).first().waitFor();
    await page.getByText(texts.lent.none).waitFor();
    await rowNamed(page, texts.leaving.row).click();
    await page.getByText(texts.leaving.none).waitFor();
    const told = await page.evaluate(() => (globalThis as unknown as { fake: FakeControl }).fake.others.left);
    expect(told.map(({ to }) => to).sort()).toEqual(["adel", "marie", "salma", "social"]);
    expect(told[0]).toMatchObject({ motive: "Je change de ville.", successor: { name: "Jean Petit", organisation: "Service social du 10e" } });
    await context.close();
  });

  test("who is on one person's list, and is lent nothing, stops helping them alone", async () => {
    const { person, page, context } = await withShelves();
    const { texts } = person;
    await meet(page, ["social"]);
    await control(page, (fake) => {
      fake.others.standing = [{ who: fake.others.grantee("social"), referent: true }];
      fake.wake();
    });
    await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
    await rowNamed(page, people.social.name).click();
    await rowNamed(page, texts.leaving.rowOne(`\u2068${people.social.name}\u2069`)).click();
    await page.getByText(texts.leaving.referent).waitFor();
    expect(await page.getByText(people.adel.name).count()).toBe(0);
    await person.button(texts.leaving.go).click();
    await page.getByText(texts.leaving.told(1)).first().waitFor();
    await person.button(texts.leaving.yesOne).click();
    await page.getByText(texts.leaving.done).first().waitFor();
    const told = await page.evaluate(() => (globalThis as unknown as { fake: FakeControl }).fake.others.left);
    expect(told.map(({ to }) => to)).toEqual(["social"]);
    await context.close();
  });

  test("a paper that waits is looked at before it is answered; a sender is blocked and unblocked by one touch", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await meet(page, ["social", "team"]);
    await bring(page, "team", "Adresses.jpg", Date.now());
    await page.evaluate(async () => {
      const { fake } = globalThis as unknown as { fake: FakeControl };
      const [waiting] = fake.others.inbox;
      const [paper] = (await fake.armoire.known()).documents;
      if (waiting !== undefined && paper !== undefined) waiting.bytes = (await fake.armoire.open(paper.id)).bytes;
    });
    await rowNamed(page, texts.waiting.title).click();
    await rowNamed(page, "Adresses.jpg").click();
    await rowNamed(page, texts.sight.look).click();
    await page.locator(".paper img").waitFor();
    await page.getByText(texts.sight.waits).waitFor();
    const address = (await page.locator(".paper img").getAttribute("src")) ?? "";
    await person.button(texts.sight.decide).click();
    await person.button(texts.blocking.block).waitFor();
    expect(await page.evaluate((from) => fetch(from).then(() => true, () => false), address)).toBe(false);

    await person.button(texts.blocking.block).click();
    await page.getByText(texts.blocking.blocked(apart(people.team.name))).first().waitFor();
    await page.getByText(texts.waiting.none).waitFor();
    await rowNamed(page, texts.blocking.title).click();
    await page.getByRole("button", { name: texts.blocking.unblockName(apart(people.team.name)) }).click();
    await page.getByText(texts.blocking.none).waitFor();
    expect(await calls(page, "unblock")).toBe(1);
    await context.close();
  });

  test("what I asked and handed in stands with its answer, paper by paper", async () => {
    const { person, page, context } = await withShelves();
    const { texts } = person;
    await control(page, (fake) => {
      const to = { account: "marie", name: "Marie K.", trust: "scanned" as const };
      const [first, second] = [{ name: "Avis d’impôt" }, { name: "Bail" }];
      const asks = { to, papers: [first, second], purpose: "son logement", until: Date.now() + 1e9 };
      fake.others.asked = [
        { id: "a1", time: Date.now(), ...asks },
        { id: "a2", time: Date.now() - 1e8, ...asks, answer: { granted: [true, false], time: Date.now(), motive: "Le bail est perdu." } },
        { id: "a3", time: Date.now() - 2e9, ...asks, until: Date.now() - 1e9 },
      ];
      fake.others.handed = [{ id: "h1", to, name: "Rapport.pdf", type: "application/pdf", size: 1, time: Date.now() }];
    });
    await toLoans(person);
    await rowNamed(page, texts.rail.asked).click();
    await page.getByText(texts.asked.waits).waitFor();
    await page.getByText(texts.asked.lapsed).waitFor();
    const answered = page.getByRole("listitem").filter({ hasText: "Le bail est perdu." });
    const answers = await answered.getByRole("list", { name: texts.asked.papers }).getByRole("listitem").allInnerTexts();
    expect(answers.map((answer) => answer.replace(/\s+/g, " "))).toEqual([`Avis d’impôt : ${texts.asked.yes}`, `Bail : ${texts.asked.no}`]);
    await page.getByText("Rapport.pdf").waitFor();
    await context.close();
  });

  test("before a paper goes onto one's own shelf, who will see it is named", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await meet(page, ["social"]);
    await page.evaluate(async () => {
      const { fake } = globalThis as unknown as { fake: FakeControl };
      const [folder] = (await fake.armoire.known()).folders;
      if (folder !== undefined) await fake.armoire.lend({ nodes: [folder.id], to: "social", right: "read", end: Date.now() + 1e9 });
    });
    await person.choose(await specimenAs("Fiche.pdf", "pdf/recepisse.pdf"));
    await page.getByRole("radio", { name: texts.shelves.id }).check({ force: true });
    await page.getByRole("status").getByText(texts.seen.one(social)).waitFor();
    await page.getByRole("radio", { name: texts.shelves.health }).check({ force: true });
    await page.getByText(texts.seen.one(social)).waitFor({ state: "detached" });
    await context.close();
  });

  test("an end that somebody tells names who may follow, and the holder decides", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await meet(page, ["social"]);
    await write(page, "social", { kind: "end", what: "entry", by: "practitioner", motive: "Je change de ville.", successor: { name: "Jean Petit" } }, Date.now());
    await rowNamed(page, texts.waiting.title).click();
    await rowNamed(page, texts.waiting.ends(social)).click();
    await page.getByText(texts.letter.successorFree).waitFor();
    await person.button(texts.letter.writeDown).click();
    await person.title(texts.writeHelper.title).waitFor();
    expect(await page.getByLabel(texts.writeHelper.name, { exact: true }).inputValue()).toBe("Jean Petit");
    await context.close();
  });

  async function withShelves() {
    const visit = await open.withPhoto();
    await meet(visit.page, ["adel", "salma", "marie"]);
    await lendToActOn(visit.page, Date.now());
    return visit;
  }
});

async function toLoans(person: Person): Promise<void> {
  const { page, texts } = person;
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.lent.homeRow }).click();
  await person.title(texts.lent.title).waitFor();
}

async function toLocker(person: Person, name: string): Promise<void> {
  await toLoans(person);
  await person.page.locator(".lender").filter({ hasText: name }).click();
}

async function openLent({ page, texts }: Person, name: string): Promise<void> {
  await page.getByRole("button", { name: texts.loan.openName(name) }).click();
  await page.locator(".paper").waitFor();
}

function rowNamed(page: Page, word: string) {
  return page.getByRole("main").getByRole("button").filter({ hasText: word }).first();
}

/** Whether both buttons have the same width and height. */
async function sizesOf(page: Page, one: string, other: string): Promise<boolean[]> {
  const [first, second] = await Promise.all([one, other].map((word) => page.getByRole("button", { name: word, exact: true }).boundingBox()));
  return [first?.width === second?.width, first?.height === second?.height];
}

function shelfOf(page: Page, name: string): Promise<string | undefined> {
  return page.evaluate(
    (wanted) => (globalThis as unknown as { fake: FakeControl }).fake.lent.loans.flatMap(({ papers }) => papers).find((paper) => paper.name === wanted)?.shelf,
    name,
  );
}

function calls(page: Page, method: string): Promise<number> {
  return page.evaluate((called) => (globalThis as unknown as { fakeCalls: (method: string) => number }).fakeCalls(called), method);
}
