import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { FakeControl } from "./fake/client";
import { ask, asked, bring, lend, lentThings, meet, people, takeBackLoans, write, writeLine } from "./fake/lent-scene";
import { control, fakeStage, photo } from "./harness/fake-stage";
import { specimenAs } from "./harness/files";
import { pressOn, tabTo } from "./harness/keyboard";
import type { Person } from "./harness/person";
import { phone } from "./harness/stage";

const wide = { width: 1280, height: 800 };

/** What others lend, hand in and ask, as the screens have it. The worker here is the fake. */
describe("lent", () => {
  const open = fakeStage();

  test("who lends stands by how soon it ends; a paper opens, and says whether its holder vouches for it", async () => {
    const { person, page, context, watched } = await withLoans();
    const { texts } = person;
    await toLoans(person);
    const names = await page.locator(".lender .name").allInnerTexts();
    expect(names).toEqual(["Marie K.", "Adel D.", "سلمى ل."]);
    await row(page, "Adel D.").click();
    await page.getByText(texts.loan.unconfirmed).waitFor();
    await page.getByText(texts.loan.written).waitFor();
    await page.getByRole("button", { name: texts.loan.openName("Carte de séjour.jpg") }).click();
    await page.locator(".paper img").waitFor();
    await page.getByText(texts.loan.confirmedBy).waitFor();
    const download = page.waitForEvent("download");
    await person.button(texts.paper.saveFile).click();
    expect((await download).suggestedFilename()).toBe("Carte de séjour.jpg");
    expect(await page.getByRole("button", { name: new RegExp(texts.paper.print) }).count()).toBe(1);
    await person.back();
    await page.getByRole("button", { name: texts.loan.openName("Attestation d’hébergement.pdf") }).click();
    await page.getByText(texts.loan.unconfirmedBy).waitFor();
    await page.getByText(texts.lentPaper.unconfirmedMore).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("what is taken back closes while it is read, and nothing of it stays on the page", async () => {
    const { person, page, context, grants } = await withLoans();
    const { texts } = person;
    await toLoans(person);
    await row(page, "Adel D.").click();
    await page.getByRole("button", { name: texts.loan.openName("Carte de séjour.jpg") }).click();
    const address = (await page.locator(".paper img").getAttribute("src")) ?? "";
    expect(await drawsFrom(page, address)).toBe(true);
    await takeBackLoans(page, grants.slice(0, 1));
    await page.getByRole("alert").getByText(texts.loan.overPaper("Carte de séjour.jpg")).waitFor();
    expect(await page.locator("img, canvas, iframe").count()).toBe(0);
    // Its address opens nothing any more.
    expect(await drawsFrom(page, address)).toBe(false);
    await person.button(texts.loan.overBack).click();
    await page.getByText(texts.lent.backLine).waitFor();
    await context.close();
  });

  test("a line of somebody's list is read in words, with its telephone; it changes and closes with what its holder does", async () => {
    const { person, page, context, watched } = await open.withPhoto();
    const { texts } = person;
    await meet(page, ["adel"]);
    const grants = await lend(page, [{ from: "adel", on: "entry", lasts: 1e9, papers: [] }, { from: "adel", on: "entry", lasts: 1e9, papers: [] }], Date.now());
    const [team = "", own = ""] = grants;
    await writeLine(page, team, { name: "Maraude du 18e", organisation: "Croix bleue", site: "12 rue Boinod", mission: "Repas chauds", reach: "06 12 34 56 78, le soir", kind: "team" });
    await writeLine(page, own, { name: "Nadia Benali", mission: "Aide aux papiers", reach: "07 00 00 00 01", mine: true });
    await toLoans(person);
    await row(page, "Adel D.").click();
    for (const words of ["Maraude du 18e", "Croix bleue", "12 rue Boinod", "Repas chauds", "06 12 34 56 78, le soir", "Nadia Benali"]) await page.getByText(words, { exact: true }).waitFor();
    await page.getByText(/^depuis /).waitFor();
    await page.getByText("Une ligne de la liste d’\u2068Adel D.\u2069 Elle parle de vous.").waitFor();
    // Nothing is to be added: no room is kept for a button.
    expect(await page.locator(".foot").count()).toBe(0);
    // One doesn't call oneself.
    expect(await page.locator("a[href^='tel:']").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual(["tel:0612345678"]);
    // Nothing is promised of papers: none was lent.
    expect(await page.getByText(texts.loan.rights.read).count()).toBe(0);
    expect(await page.getByText(texts.loan.written).count()).toBe(0);
    await page.getByText(texts.loan.closed).waitFor();
    await writeLine(page, team, { mission: "Repas et douches", until: Date.now(), confirmed: false });
    await page.getByText("Repas et douches", { exact: true }).waitFor();
    await page.getByText(texts.loan.lineChanged).waitFor();
    await page.setViewportSize(wide);
    await page.getByRole("heading", { level: 2, name: "Adel D." }).waitFor();
    await page.getByText("12 rue Boinod", { exact: true }).waitFor();
    await page.setViewportSize(phone);
    await takeBackLoans(page, [team]);
    await page.getByText("Maraude du 18e").waitFor({ state: "detached" });
    await page.getByText("Nadia Benali", { exact: true }).waitFor();
    await control(page, (fake) => {
      fake.lent.entries.clear();
      fake.wake();
    });
    await page.getByText(texts.loan.lineUnread).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("what ends by itself closes at its time, also when nothing is told", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await page.clock.install();
    const now = await page.evaluate(() => Date.now());
    await meet(page, ["marie"]);
    await lend(page, [{ from: "marie", lasts: 60_000, papers: [{ name: "Avis.jpg" }] }], now);
    await toLoans(person);
    await row(page, "Marie K.").click();
    await page.getByRole("button", { name: texts.loan.openName("Avis.jpg") }).click();
    await page.locator(".paper img").waitFor();
    await page.clock.fastForward(61_000);
    await page.getByRole("alert").getByText(texts.loan.overPaper("Avis.jpg")).waitFor();
    expect(await page.locator("img").count()).toBe(0);
    await context.close();
  });

  test("who helps others sees first what is lent; beside the list at 1,280 px, by keyboard; closing leaves nothing", async () => {
    const { person, page, context, words, handle, watched } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.others.introduction = { name: "Samira Haddad", organisation: "Service social du 10e" };
    });
    await meet(page, ["marie", "adel", "salma"]);
    await lend(page, lentThings, Date.now());
    await page.setViewportSize(wide);
    await person.lock();
    await person.signIn(handle, words);
    await person.title(texts.lent.title).waitFor();
    await page.getByText("Service social du 10e").waitFor();
    // The first one is open beside the list.
    await page.getByRole("heading", { level: 2, name: "Marie K." }).waitFor();
    await tabTo(page, "Adel D.");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "Adel D." }).waitFor();
    await pressOn(page, texts.loan.openName("Carte de séjour.jpg"));
    await page.locator(".paper img").waitFor();
    await pressOn(page, texts.tools.back);
    await person.title(texts.lent.title).waitFor();
    // Somebody new is met from here, too.
    await pressOn(page, texts.addHelper.title);
    await person.title(texts.addHelper.title).waitFor();
    await pressOn(page, texts.tools.back);
    await person.title(texts.lent.title).waitFor();
    await pressOn(page, texts.rail.own);
    await person.title(texts.home.title).waitFor();
    // Once for each opening: their own locker stays.
    await person.button(texts.home.bin).click();
    await person.back();
    await person.title(texts.home.title).waitFor();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.lent.homeRow }).click();
    await person.button(texts.rail.close).click();
    await person.title(texts.signIn.title).waitFor();
    const content = await page.content();
    for (const { name } of Object.values(people)) expect(content).not.toContain(name);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("a file is handed in, with how far it is; what can't be, says why and loses nothing", async () => {
    const { person, page, context } = await withLoans();
    const { texts } = person;
    await toLoans(person);
    await row(page, "Marie K.").click();
    await page.getByLabel(texts.handIn.choose).setInputFiles(await specimenAs("Vide.pdf", "odd/zero-octet.pdf"));
    await page.getByRole("alert").getByText(texts.keep.empty).waitFor();
    expect(await person.button(texts.handIn.go).count()).toBe(0);
    await page.getByLabel(texts.handIn.other).setInputFiles(await specimenAs("Rapport.pdf", "pdf/recepisse.pdf"));
    for (const [code, sentence] of [
      ["too_many_deposits", texts.othersRefusals.too_many_deposits],
      ["no_locker", texts.othersRefusals.no_locker],
      ["network", texts.refusals.network],
    ] as const) {
      await refuse(page, "handIn", code);
      await person.button(texts.handIn.go).click();
      await page.getByRole("alert").getByText(sentence).waitFor();
    }
    await refuse(page, "handIn");
    await control(page, (fake) => {
      fake.holdAt = 40;
    });
    await person.button(texts.handIn.go).click();
    await page.getByText(texts.handIn.sending(40)).waitFor();
    expect(await page.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("40");
    // Another layout of the same screen, as when a window or its text is made larger, loses nothing.
    await page.setViewportSize(wide);
    await page.locator(".rail").waitFor();
    await page.getByText(texts.handIn.sending(40)).waitFor();
    await page.setViewportSize(phone);
    await page.locator(".rail").waitFor({ state: "detached" });
    await page.getByText(texts.handIn.sending(40)).waitFor();
    await control(page, (fake) => {
      fake.release();
    });
    const done = page.getByRole("status").getByText(texts.handIn.done);
    await done.waitFor();
    await page.setViewportSize(wide);
    await page.locator(".rail").waitFor();
    await done.waitFor();
    await page.setViewportSize(phone);
    await page.locator(".rail").waitFor({ state: "detached" });
    await done.waitFor();
    // Elsewhere it isn't said of something new.
    await person.back();
    await row(page, "Marie K.").click();
    await page.getByLabel(texts.handIn.choose).waitFor({ state: "attached" });
    await done.waitFor({ state: "detached" });
    const sent = await page.evaluate(() =>
      (globalThis as unknown as { fake: FakeControl }).fake.others.sent.map((one) => ("file" in one ? `${one.to} ${one.file.name} ${String(one.file.bytes.byteLength)}` : "")),
    );
    expect(sent).toEqual(["marie Rapport.pdf 44966"]);
    await context.close();
  });

  test("a paper that somebody brought is accepted onto a shelf, and can be thrown away at once; another is refused", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await meet(page, ["social"]);
    await bring(page, "social", "Certificat.pdf", Date.now());
    await bring(page, "social", "Publicité.pdf", Date.now());
    await toWaiting(person);
    await row(page, "Certificat.pdf").click();
    await sameSize(page, texts.handedIn.refuse, texts.handedIn.accept);
    await page.getByRole("radio", { name: texts.shelves.home }).check({ force: true });
    await refuse(page, "acceptHandedIn", "network");
    await person.button(texts.handedIn.accept).click();
    await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await refuse(page, "acceptHandedIn");
    await person.button(texts.handedIn.accept).click();
    await page.getByText(texts.handedIn.accepted(texts.shelves.home)).first().waitFor();
    await person.button(texts.handedIn.undo).click();
    await page.getByText(texts.handedIn.binned).first().waitFor();
    expect(await calls(page, "trash")).toBe(1);
    await row(page, "Publicité.pdf").click();
    await person.button(texts.handedIn.refuse).click();
    await sameSize(page, texts.handedIn.no, texts.handedIn.yes);
    await person.button(texts.handedIn.no).click();
    expect(await calls(page, "refuseHandedIn")).toBe(0);
    await person.button(texts.handedIn.refuse).click();
    await person.button(texts.handedIn.yes).click();
    await page.getByText(texts.waiting.none).waitFor();
    await context.close();
  });

  test("a request is answered paper by paper, read over in one sentence, and for less long than asked", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    const name = `\u2068${people.social.name}\u2069`;
    await meet(page, ["social"]);
    const now = Date.now();
    await ask(page, "social", now);
    await toWaiting(person);
    await row(page, texts.waiting.asks(name, 3)).click();
    await page.getByText(texts.request.missing(3)).waitFor();
    await answerTo(page, 0, texts.request.no).click();
    await answerTo(page, 1, texts.request.no).click();
    // No paper is chosen by chance: the holder says which.
    await answerTo(page, 2, texts.request.yes).click();
    await person.title(texts.request.pickTitle).waitFor();
    await person.back();
    await page.getByText(texts.request.missing(1)).waitFor();
    await answerTo(page, 2, texts.request.yes).click();
    await page.getByRole("button").filter({ hasText: photo }).click();
    await person.button(texts.request.review(1)).click();
    await sameSize(page, texts.review.no, texts.review.yes);
    await page.getByText(texts.review.refused(2)).waitFor();
    await page.getByText(texts.review.seen).waitFor();
    await page.getByRole("radio", { name: new RegExp(texts.untils.week) }).check();
    await refuse(page, "answer", "card");
    await person.button(texts.review.yes).click();
    await page.getByRole("alert").getByText(texts.othersRefusals.card).waitFor();
    await refuse(page, "answer");
    await person.button(texts.review.yes).click();
    await page.getByText(texts.waiting.none).waitFor();
    const grants = await page.evaluate(() => (globalThis as unknown as { fake: FakeControl }).fake.others.grants);
    expect(grants.map(({ name, right, purpose, to }) => [name, right, purpose, to.account])).toEqual([[photo, "read", "mon logement", "social"]]);
    expect(grants[0]?.end).toBeGreaterThan(now + 6 * 86_400_000);
    expect(grants[0]?.end).toBeLessThan(now + 9 * 86_400_000);
    await context.close();
  });

  test("no to everything is as easy, with a word or without; somebody unverified can only be told no", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await meet(page, ["social", "team"]);
    await ask(page, "social", Date.now());
    await ask(page, "team", Date.now());
    await toWaiting(person);
    await row(page, texts.waiting.asks(`\u2068${people.social.name}\u2069`, 3)).click();
    await person.button(texts.request.noAll).click();
    await sameSize(page, texts.sayNo.no, texts.sayNo.yes);
    await page.getByLabel(texts.sayNo.motive).fill("Pas maintenant");
    await person.button(texts.sayNo.yes).click();
    await page.getByText(texts.sayNo.done).first().waitFor();
    await row(page, texts.waiting.asks(`\u2068${people.team.name}\u2069`, 3)).click();
    await page.getByRole("alert").getByText(texts.request.unverified).waitFor();
    expect(await page.getByRole("button", { name: texts.request.yes, exact: true }).count()).toBe(0);
    await person.button(texts.request.noAll).click();
    await person.button(texts.sayNo.yes).click();
    await page.getByText(texts.waiting.none).waitFor();
    expect(await page.evaluate(() => (globalThis as unknown as { fake: FakeControl }).fake.others.grants)).toEqual([]);
    await context.close();
  });

  test("proposals are decided with buttons of one size; what only tells something is read and goes", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    const name = `\u2068${people.social.name}\u2069`;
    await meet(page, ["social"]);
    await write(page, "social", { kind: "propose", what: "referent", by: "practitioner" }, Date.now());
    await write(page, "social", { kind: "propose", what: "referent", by: "holder" }, Date.now());
    await write(page, "social", { kind: "end", what: "referent", by: "practitioner", successor: { name: "Paul", organisation: "Service social du 10e" } }, Date.now());
    await toWaiting(person);
    await row(page, texts.waiting.ends(name)).click();
    await page.getByText("Paul").waitFor();
    await page.getByText(texts.letter.successorFree).waitFor();
    await person.button(texts.letter.understood).click();
    await row(page, texts.waiting.asksReferent(name)).click();
    await person.title(texts.proposal.askedTitle(name)).waitFor();
    await sameSize(page, texts.proposal.no, texts.proposal.yes);
    await person.button(texts.proposal.no).click();
    await row(page, texts.waiting.proposesReferent(name)).click();
    await refuse(page, "decide", "network");
    await person.button(texts.proposal.yes).click();
    await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await refuse(page, "decide");
    await person.button(texts.proposal.yes).click();
    await page.getByText(texts.waiting.none).waitFor();
    await context.close();
  });

  test("a request goes out by keyboard, and what is missing is said", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await meet(page, ["marie"]);
    await lend(page, lentThings.slice(2, 3), Date.now());
    await toLoans(person);
    await pressOn(page, texts.rail.asked);
    await pressOn(page, texts.asked.go);
    await page.getByText(texts.ask.missingWho).waitFor();
    await pressOn(page, "Marie K.");
    await page.getByText(texts.ask.missingPaper).waitFor();
    await page.getByLabel(texts.ask.paper(1), { exact: true }).fill("Carte de séjour");
    await page.getByText(texts.ask.missingPurpose).waitFor();
    await page.getByLabel(texts.ask.purpose).fill("son logement");
    await page.keyboard.press("Enter");
    await page.getByText(texts.ask.done).first().waitFor();
    const sent = await page.evaluate(() => (globalThis as unknown as { fake: FakeControl }).fake.others.sent);
    expect(sent).toEqual([{ to: "marie", papers: [{ name: "Carte de séjour" }], purpose: "son logement" }]);
    await context.close();
  });

  test("a field that comes or goes keeps the keyboard where it is, and is as wide as the others", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await meet(page, ["marie"]);
    await lend(page, lentThings.slice(2, 3), Date.now());
    await toLoans(person);
    await row(page, texts.rail.asked).click();
    await person.button(texts.asked.go).click();
    const field = (place: number) => page.getByLabel(texts.ask.paper(place), { exact: true });
    const focused = (place: number) => field(place).evaluate((input) => input === document.activeElement);
    await field(1).fill("Carte de séjour");
    await pressOn(page, texts.ask.morePapers);
    await field(2).waitFor();
    expect(await focused(2)).toBe(true);
    await pressOn(page, texts.ask.remove(2));
    await field(2).waitFor({ state: "detached" });
    expect(await focused(1)).toBe(true);
    const width = (label: string) => page.getByLabel(label).evaluate((input) => input.getBoundingClientRect().width);
    expect(await width(texts.ask.paper(1))).toBe(await width(texts.ask.purpose));
    await context.close();
  });

  test("words of what is asked stay whole, at 360 px for who is asked and at 1,280 px for who has asked", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    const papers = [{ name: "Avis d’imposition" }, { name: "Attestation d’hébergement" }];
    await meet(page, ["social"]);
    await write(page, "social", { kind: "ask", papers, purpose: "son logement", until: Date.now() + 1e9 }, Date.now());
    await toWaiting(person);
    await row(page, texts.waiting.asks(`\u2068${people.social.name}\u2069`, 2)).click();
    await page.getByText("Avis d’imposition").first().waitFor();
    expect(await brokenWords(page, ".row > .name.ours bdi")).toEqual([]);
    await person.back();
    await person.back();
    await control(page, ({ others }) => {
      const time = Date.now();
      const papers = [{ name: "Avis d’imposition" }, { name: "Attestation d’hébergement" }];
      others.asked.push({ id: "asked", to: others.grantee("social"), papers, purpose: "son logement", time, until: time + 1e9, answer: { granted: [true, false], time } });
    });
    await lend(page, lentThings.slice(2, 3), Date.now());
    await page.setViewportSize(wide);
    await toLoans(person);
    await page.getByRole("button", { name: texts.rail.asked }).click();
    await person.button(texts.loan.overBack).waitFor();
    expect(await brokenWords(page, ".answers bdi")).toEqual([]);
    await context.close();
  });

  test("the journal shows who opened what as the service's word, and ends somebody's rights beside what they did", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    const name = `\u2068${people.social.name}\u2069`;
    await meet(page, ["social"]);
    await ask(page, "social", Date.now());
    await toWaiting(person);
    await row(page, texts.waiting.asks(name, 3)).click();
    await answerTo(page, 0, texts.request.no).click();
    await answerTo(page, 1, texts.request.no).click();
    await answerTo(page, 2, texts.request.yes).click();
    await page.getByRole("button").filter({ hasText: photo }).click();
    await person.button(texts.request.review(1)).click();
    await person.button(texts.review.yes).click();
    await page.getByText(texts.waiting.none).waitFor();
    await person.back();
    await control(page, (fake) => {
      fake.others.acted("social", "added", "Note.pdf");
      fake.others.reads.push({ who: fake.others.grantee("social"), name: "Avis.pdf", time: Date.now() });
      fake.wake();
    });
    await page.getByText(texts.block.first(name)).waitFor();
    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.more.journal}`) }).click();
    await page.getByText(texts.acts.opened(name, texts.acts.quote("\u2068Avis.pdf\u2069"))).waitFor();
    await page.getByText(texts.acts.told).waitFor();
    await page.getByRole("button", { name: texts.acts.takeBackName(name) }).last().click();
    await sameSize(page, texts.acts.no, texts.acts.yes);
    await person.button(texts.acts.yes).click();
    await page.getByText(texts.acts.takenBack(name)).waitFor();
    expect(await page.getByRole("button", { name: texts.acts.takeBackName(name) }).count()).toBe(0);
    expect(await page.evaluate(() => (globalThis as unknown as { fake: FakeControl }).fake.others.grants.every(({ over }) => over !== undefined))).toBe(true);
    await context.close();
  });

  test("who is alone with their papers asks nothing about others", async () => {
    const { page, context } = await open.withPhoto();
    for (const method of ["loans", "reads", "inbox", "letters", "grants"]) expect(await calls(page, method)).toBe(0);
    await context.close();
  });

  async function withLoans() {
    const visit = await open.withPhoto();
    await meet(visit.page, ["marie", "adel", "salma"]);
    const grants = await lend(visit.page, lentThings, Date.now());
    return { ...visit, grants };
  }
});

async function toLoans({ page, texts }: Person): Promise<void> {
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.lent.homeRow }).click();
  await page.getByRole("heading", { level: 1, name: texts.lent.title }).waitFor();
}

async function toWaiting({ page, texts }: Person): Promise<void> {
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.waiting.title }).first().click();
  await page.getByRole("heading", { level: 1, name: texts.waiting.title }).waitFor();
}

/** Words that stand on two lines, in what a selector leads to. */
async function brokenWords(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).evaluateAll((names) =>
    names.flatMap((name) => {
      const text = name.firstChild as Text;
      return [...text.data.matchAll(/\S+/g)].flatMap(({ index, 0: word }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1 ? [word] : [];
      });
    }),
  );
}

function row(page: Page, word: string) {
  return page.getByRole("main").getByRole("button").filter({ hasText: word }).first();
}

function answerTo(page: Page, place: number, word: string) {
  return page.getByRole("group", { name: asked[place] ?? "" }).getByRole("button", { name: word });
}

/** Whether a picture still stands behind an address. */
async function drawsFrom(page: Page, address: string): Promise<boolean> {
  return page.evaluate(async (source) => {
    const picture = new Image();
    picture.src = source;
    return picture.decode().then(
      () => true,
      () => false,
    );
  }, address);
}

/** Yes and no: neither is larger than the other, and they stand beside each other. */
async function sameSize(page: Page, one: string, other: string): Promise<void> {
  const [a, b] = await Promise.all([one, other].map((word) => page.getByRole("button", { name: word, exact: true }).boundingBox()));
  expect(Math.abs((a?.width ?? 0) - (b?.width ?? 1))).toBeLessThan(1);
  expect(Math.abs((a?.height ?? 0) - (b?.height ?? 1))).toBeLessThan(1);
}

async function refuse(page: Page, method: string, code?: string): Promise<void> {
  await page.evaluate(
    (wish) => {
      const { fake } = globalThis as unknown as { fake: { refuse: Record<string, { code: string }> } };
      if (wish.code === undefined) Reflect.deleteProperty(fake.refuse, wish.method);
      else fake.refuse[wish.method] = { code: wish.code };
    },
    { method, code },
  );
}

async function calls(page: Page, method: string): Promise<number> {
  return page.evaluate((called) => (globalThis as unknown as { fakeCalls: (method: string) => number }).fakeCalls(called), method);
}
