import type { FakeControl } from "../fake/client";
import { specimenAs } from "../harness/files";
import { ask, asked, bring, lend, lentThings, meet, people, sceneTime, takeBackLoans, write } from "../fake/lent-scene";
import type { Walk } from "./tour";

/** What others lend, hand in and ask, from the home of somebody who has papers of their own. */
export async function lent(walk: Walk): Promise<void> {
  await walk.page.clock.setFixedTime(sceneTime);
  await waiting(walk);
  await loans(walk);
  await sent(walk);
}

/** At the desk the person stands beside the list, and nobody has to be gone to. */
async function isWide(walk: Walk): Promise<boolean> {
  return (await walk.page.locator(".rail").count()) > 0;
}

/** What waits in one's own locker: the home says so; papers are accepted or refused, requests answered paper by paper. */
async function waiting(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await meet(page, ["social", "team"]);
  await bring(page, "social", "Attestation d’élection de domicile.pdf");
  await bring(page, "team", "Adresses utiles.pdf");
  await ask(page);
  await write(page, "social", { kind: "propose", what: "entry", by: "practitioner", entry: people.social, motive: "Pour vous aider avec le logement." });
  await page.getByText(texts.block.waiting(4)).waitFor();
  await see("home-waiting");
  await walk.toRow(texts.waiting.title, texts.waiting.title, "waiting");

  await row(walk, "Attestation d’élection").click();
  await page.getByText(texts.handedIn.where).waitFor();
  await see("waiting-paper");
  await walk.to(texts.handedIn.refuse, texts.handedIn.refuseTitle, "waiting-paper-refuse");
  await person.back();
  await person.button(texts.handedIn.accept).click();
  await person.title(texts.waiting.title).waitFor();
  await page.getByText(texts.handedIn.accepted(texts.shelves.box)).first().waitFor();
  await see("waiting-paper-accepted");
  await row(walk, "Adresses utiles").click();
  await page.getByText(texts.handedIn.unverified).waitFor();
  await see("waiting-paper-unverified");
  await person.button(texts.handedIn.refuse).click();
  await person.button(texts.handedIn.yes).click();
  await page.getByText(texts.handedIn.refused).first().waitFor();

  const name = `\u2068${people.social.name}\u2069`;
  await row(walk, texts.waiting.proposesEntry(name)).click();
  await person.title(texts.proposal.entryTitle(name)).waitFor();
  await see("proposal");
  await person.button(texts.proposal.no).click();
  await person.title(texts.waiting.title).waitFor();

  await answering(walk, name);
}

async function answering(walk: Walk, name: string): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  const answer = (paper: string, word: string) => page.getByRole("group", { name: paper }).getByRole("button", { name: word });
  await row(walk, texts.waiting.asks(name, 3)).click();
  await person.title(texts.request.title(3)).waitFor();
  await see("request");
  await answer(asked[0] ?? "", texts.request.yes).click();
  await page.getByText(texts.request.yours).waitFor();
  await answer(asked[1] ?? "", texts.request.yes).click();
  await person.title(texts.request.pickTitle).waitFor();
  await see("request-pick");
  await page.getByRole("list", { name: texts.request.pickTitle }).getByRole("button").first().click();
  await answer(asked[2] ?? "", texts.request.no).click();
  await page.getByText(texts.request.yours).nth(1).waitFor();
  await see("request-answered");
  await walk.to(texts.request.noAll, texts.sayNo.title, "request-no");
  await person.back();
  await walk.to(texts.request.review(2), texts.review.title, "request-review");
  await person.button(texts.review.yes).click();
  await person.title(texts.waiting.title).waitFor();
  await see("request-done");
  await walk.back(texts.home.title);
  await page.evaluate(() => {
    const { fake } = globalThis as unknown as { fake: FakeControl };
    fake.others.acted("social", "added", "Attestation d’élection de domicile.pdf");
    fake.others.reads.push({ who: fake.others.grantee("social"), name: "Carte de soins.jpg", time: Date.now() - 60_000 });
    fake.wake();
  });
  await walk.to(texts.home.more, texts.more.title, "more-lent");
  await walk.toRow(texts.more.journal, texts.journal.title, "journal-others");
  await page.getByRole("button", { name: texts.acts.takeBackName(name) }).first().click();
  await person.button(texts.acts.yes).waitFor();
  await see("journal-take-back");
  await walk.back(texts.more.title);
  await walk.back(texts.home.title);
  await page.getByText(texts.block.told).first().waitFor();
  await see("home-looked");
}

/** Lent to me: the list, one person, one paper; what ends and what is taken back. */
async function loans(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await meet(page, ["marie", "adel", "salma"]);
  const grants = await lend(page, lentThings);
  await page.getByText(texts.block.lent(3)).waitFor();
  await see("home-lent");
  await walk.toRow(texts.lent.homeRow, texts.lent.title, "lent");
  await row(walk, people.adel.name).click();
  await page.getByText(texts.loan.unconfirmed).waitFor();
  await see("loan");
  await page.getByLabel(texts.handIn.choose).setInputFiles(await specimenAs("Rapport.pdf", "pdf/recepisse.pdf"));
  await person.button(texts.handIn.go).waitFor();
  await see("hand-in");
  await walk.fake({ holdAt: 40 });
  await person.button(texts.handIn.go).click();
  await page.getByText(texts.handIn.sending(40)).waitFor();
  await see("hand-in-sending");
  await walk.fake("release");
  await page.getByText(texts.handIn.done).waitFor();
  await see("hand-in-done");
  await page.getByRole("button", { name: texts.loan.openName("Carte de séjour.jpg") }).click();
  await person.button(texts.paper.big).waitFor();
  await see("lent-paper");
  await takeBackLoans(page, grants.slice(0, 2));
  await person.title(texts.loan.overTitle).waitFor();
  await see("lent-paper-over");
  await person.button(texts.loan.overBack).click();
  await person.title(texts.lent.title).waitFor();
  await page.getByText(texts.lent.over, { exact: true }).waitFor();
  await see("lent-over");
}

/** What I ask of others and hand in. */
async function sent(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await page.evaluate((now) => {
    const { fake } = globalThis as unknown as { fake: FakeControl };
    const papers = [{ name: "Avis d’impôt" }, { name: "Bail" }];
    const answer = { granted: [true, false], motive: "Le reste est chez ma sœur.", time: now - 3_600_000 };
    fake.others.asked = [{ id: "asked", to: fake.others.grantee("marie"), time: now - 86_400_000, papers, purpose: "son logement", until: now + 86_400_000, answer }];
  }, sceneTime);
  await page.getByRole("button", { name: texts.rail.asked }).click();
  await person.title(texts.asked.title).waitFor();
  await page.getByText(texts.letter.answer(1, 2)).waitFor();
  await see("asked");
  await walk.to(texts.asked.go, texts.ask.title, "ask");
  await row(walk, people.marie.name).click();
  await page.getByLabel(texts.ask.paper(1), { exact: true }).fill("Carte de séjour");
  await page.getByLabel(texts.ask.purpose).fill("son dossier de logement");
  await see("ask-filled");
  await person.button(texts.ask.go(1)).click();
  await person.title(texts.asked.title).waitFor();
  await see("ask-sent");
  if (!(await isWide(walk))) await walk.back(texts.lent.title);
  await page.getByRole("button", { name: texts.rail.deposits }).click();
  await person.title(texts.rail.deposits).waitFor();
  await page.getByText(texts.asked.hands, { exact: true }).waitFor();
  await see("deposits");
  if (await isWide(walk)) {
    await person.button(texts.rail.own).click();
  } else {
    await walk.back(texts.lent.title);
    await person.back();
  }
  await person.title(texts.home.title).waitFor();
}

function row(walk: Walk, word: string) {
  return walk.page.getByRole("main").getByRole("button").filter({ hasText: word }).first();
}
