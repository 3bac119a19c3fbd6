import type { FakeControl } from "../fake/client";
import { bring, lendToActOn, meet, people, takeBackLoans, write } from "../fake/lent-scene";
import { specimenAs } from "../harness/files";
import type { Walk } from "./tour";

const apart = (name: string) => `\u2068${name}\u2069`;
const [adel, marie] = [apart(people.adel.name), apart(people.marie.name)];

/** Doing something in lockers of others, running one, leaving; and what is received: looked at, blocked. From the home, and back to it. */
export async function acting(walk: Walk): Promise<void> {
  const { page } = walk;
  await takeBackLoans(page);
  await meet(page, ["social", "adel", "salma", "marie"]);
  await lendToActOn(page);
  await lockers(walk);
  await running(walk);
  await changing(walk);
  await leaving(walk);
  await receiving(walk);
}

/** The locker that one runs, one touch away from one's own. */
async function lockers(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await page.getByRole("navigation", { name: texts.lockers.title }).waitFor();
  await see("home-lockers");
  await page.getByRole("navigation", { name: texts.lockers.title }).getByRole("button", { name: people.marie.name }).click();
  await page.getByText(texts.run.waits(1)).waitFor();
  await page.getByRole("button", { name: texts.loan.openName("Carte Vitale.jpg") }).waitFor();
  await see("locker-run");
}

/** What waits there is answered, and something of it is lent on. */
async function running(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await row(walk, texts.run.waiting(marie)).click();
  await person.title(texts.run.waiting(marie)).waitFor();
  await row(walk, "Attestation CAF.pdf").waitFor();
  await see("run-waiting");
  await row(walk, "Attestation CAF.pdf").click();
  await page.getByText(texts.runWaiting.accept(marie)).waitFor();
  await see("run-waiting-paper");
  await person.button(texts.handedIn.refuse).click();
  await person.button(texts.handedIn.yes).waitFor();
  await see("run-waiting-refuse");
  await person.back();
  await person.back();
  await person.back();
  await row(walk, texts.run.lend(marie)).click();
  await page.getByRole("radio", { name: new RegExp(people.social.name) }).waitFor();
  await see("run-lend");
  await page.getByRole("radio", { name: texts.lendWhat.shelves, exact: true }).check({ force: true });
  await page.getByRole("checkbox", { name: "Argent" }).waitFor();
  await see("run-lend-shelf");
  await page.getByRole("radio", { name: texts.lendWhat.papers, exact: true }).check({ force: true });
  await page.getByRole("radio", { name: new RegExp(people.social.name) }).check({ force: true });
  await page.getByRole("checkbox", { name: /Avis annuel/ }).check({ force: true });
  await page.getByLabel(texts.runLend.purpose).fill("son logement");
  await person.button(texts.runLend.go).click();
  await person.button(texts.runLend.yes).waitFor();
  await see("run-lend-read");
  await person.button(texts.runLend.yes).click();
  await page.getByText(texts.runLend.done(apart(people.social.name))).first().waitFor();
  await row(walk, texts.run.lent(marie)).click();
  await person.button(texts.tools.back).waitFor();
  await page.getByText("Avis annuel.pdf").waitFor();
  await see("run-lent");
  await person.back();
}

/** A paper added, and one changed. */
async function changing(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await person.button(texts.lentAdd.go).click();
  await page.getByLabel(texts.lentAdd.file).waitFor();
  await see("lent-add");
  await page.getByLabel(texts.lentAdd.file).setInputFiles(await specimenAs("Fiche de paie.pdf", "pdf/recepisse.pdf"));
  await person.button(texts.lentAdd.missing).waitFor();
  await page.getByRole("radio", { name: "Argent" }).check({ force: true });
  await person.button(texts.lentAdd.yes).waitFor();
  await see("lent-add-agree");
  await walk.refuse("sent", "lent_over");
  await person.button(texts.lentAdd.yes).click();
  await page.getByText(texts.othersRefusals.lent_over).waitFor();
  await see("lent-add-stopped");
  await walk.refuse("sent");
  await person.button(texts.trouble.again).click();
  await page.getByRole("button", { name: texts.loan.openName("Fiche de paie.pdf") }).waitFor();
  await page.getByRole("button", { name: texts.loan.openName("Carte Vitale.jpg") }).click();
  await person.button(texts.paper.big).waitFor();
  await see("lent-paper-changes");
  for (const [at, change, screen] of [
    [texts.lentRename.row, texts.lentRename.yes, "lent-rename"],
    [texts.lentMove.row, texts.lentMove.missing, "lent-move"],
    [texts.lentReplace.row, texts.lentReplace.missing, "lent-replace"],
    [texts.lentTrash.row, texts.lentTrash.yes, "lent-trash"],
  ] as const) {
    await row(walk, at).click();
    await person.button(change).waitFor();
    await see(screen);
    if (screen !== "lent-trash") await person.back();
  }
  await person.button(texts.lentTrash.yes).click();
  await page.getByText(texts.lentTrash.done).first().waitFor();
  await see("lent-trashed");
}

/** Giving back, and no longer helping. */
async function leaving(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await row(walk, texts.giveBack.row).click();
  await person.button(texts.giveBack.yes).waitFor();
  await see("give-back");
  await person.back();
  await row(walk, texts.leaving.rowOne(marie)).click();
  await person.button(texts.leaving.go).waitFor();
  await see("leave-one");
  await page.getByLabel(texts.leaving.name).fill("Jean Petit");
  await page.getByLabel(texts.leaving.motive).fill("Je change de ville.");
  await person.button(texts.leaving.go).click();
  await person.button(texts.leaving.yesOne).waitFor();
  await see("leave-one-read");
  await person.button(texts.leaving.yesOne).click();
  await page.getByText(texts.leaving.done).first().waitFor();
  await person.title(texts.lent.title).waitFor();
  await see("left");
  await page.evaluate(() => {
    const { fake } = globalThis as unknown as { fake: FakeControl };
    fake.others.standing = [{ who: fake.others.grantee("social"), referent: true }];
  });
  await page.getByRole("button", { name: texts.leaving.row }).click();
  await page.getByText(adel.slice(1, -1)).first().waitFor();
  await see("leave-service");
  await person.back();
  await person.title(texts.lent.title).waitFor();
  if ((await page.locator(".rail").count()) > 0) {
    await person.button(texts.rail.own).click();
  } else {
    await person.back();
  }
  await person.title(texts.home.title).waitFor();
}

/** A paper that waits is looked at; its sender is blocked. An end names who may follow. */
async function receiving(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await bring(page, "team", "Adresses utiles.pdf");
  await write(page, "social", { kind: "end", what: "entry", by: "practitioner", motive: "Je change de ville.", successor: { name: "Jean Petit", organisation: "Service social du 10e" } });
  await page.getByText(texts.block.waiting(2)).waitFor();
  await row(walk, texts.waiting.title).click();
  await row(walk, texts.waiting.ends(apart(people.social.name))).click();
  await person.button(texts.letter.understood).waitFor();
  await see("letter-end");
  await person.button(texts.letter.understood).click();
  await row(walk, "Adresses utiles.pdf").click();
  await row(walk, texts.sight.look).click();
  await page.getByText(texts.sight.waits).waitFor();
  await page.getByText(texts.paper.opening).waitFor({ state: "detached" });
  await see("waiting-sight");
  await person.button(texts.sight.decide).click();
  await person.button(texts.blocking.block).click();
  await person.title(texts.waiting.title).waitFor();
  await page.getByText(texts.waiting.none).waitFor();
  await see("blocked-one");
  await row(walk, texts.blocking.title).click();
  await person.title(texts.blocking.title).waitFor();
  await page.getByText(people.team.name).waitFor();
  await see("blocked");
  await walk.back(texts.waiting.title);
  await walk.back(texts.home.title);
}

function row(walk: Walk, word: string) {
  return walk.page.getByRole("main").getByRole("button").filter({ hasText: word }).first();
}
