import { describe, expect, test } from "vitest";
import { codeOf } from "../authenticator";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { addAuthenticator } from "./harness/passkeys";
import type { Person } from "./harness/person";
import { startRealSite } from "./harness/real-site";
import { leaks, stored } from "./harness/stored";
import { killAndReopen } from "./journeys/restart";

const photo = "p13-page-messagerie-compressee.jpg";
const pin = "284913";
/** Refused sign-ins, sessions that ended, and pages that are killed say so on the console. */
const provoked = [/net::ERR/, /Failed to load resource/];

/** Ways in with the real worker and server: daily opening with a code, and journey 2 where the phone had one. */
describe.each(["fr", "ar"] as const)("ways in (%s)", (language) => {
  const real = onStage(startRealSite);

  const begun = async (name: string) => {
    const visit = await real.stage.visit(language, provoked);
    const notes = await visit.person.create(name);
    await visit.person.add("id", specimen(`photos/${photo}`));
    return { ...visit, notes };
  };
  const withPin = async (person: Person) => {
    await person.button(person.texts.setPin.offerGo).click();
    await person.setPin(pin);
    await person.title(person.texts.home.title).waitFor();
  };
  const close = async (person: Person) => {
    await person.button(person.texts.tools.lock).click();
    await person.title(person.texts.pin.title).waitFor();
  };
  const seesPaper = async (person: Person) => {
    await person.open(photo);
    await person.page.getByRole("img", { name: photo }).waitFor();
    await person.back();
  };
  const row = async (person: Person, word: string) => {
    await person.page.getByRole("main").getByRole("button").filter({ hasText: word }).first().click();
  };
  const toWays = async (person: Person) => {
    await person.button(person.texts.home.more).click();
    await row(person, person.texts.more.ways);
    await person.page.getByRole("heading", { name: person.texts.ways.have }).waitFor();
  };

  test("a code set in the first visit opens after the phone has restarted; five wrong ones end it, the words don't", async () => {
    let phone = await begun("Nadia");
    const { texts } = phone.person;
    await withPin(phone.person);
    phone = { ...phone, ...(await killAndReopen(phone, real.site.origin)) };
    await phone.person.title(texts.pin.title).waitFor();
    await phone.person.typePin(pin);
    await phone.person.title(texts.home.title).waitFor();
    await seesPaper(phone.person);
    await close(phone.person);
    for (const left of [4, 3, 2, 1]) {
      await phone.person.typePin("000000");
      await phone.page.getByRole("alert").getByText(texts.pin.left(left)).waitFor();
      // Tries outlive a restart of the page and of the server.
      if (left === 3) {
        await real.site.kill();
        await real.site.restart();
        phone = { ...phone, ...(await killAndReopen(phone, real.site.origin)) };
        await phone.person.title(texts.pin.title).waitFor();
      }
    }
    await phone.person.typePin("000000");
    await phone.person.title(texts.pin.goneTitle).waitFor();
    await phone.person.button(texts.pin.openWithWords).click();
    await phone.person.signIn(phone.notes.handle, phone.notes.words.join(" "));
    await phone.person.title(texts.home.title).waitFor();
    await seesPaper(phone.person);
    expect(phone.watched.elsewhere).toEqual([]);
    await phone.context.close();
  });

  test("journey 2: the phone with a code is stolen; with the card on a borrowed one everything is there, and the code opens nothing", async () => {
    const stolen = await begun("Rosa");
    const { texts } = stolen.person;
    await withPin(stolen.person);
    await close(stolen.person);

    const borrowed = await real.stage.visit(language, provoked);
    const began = Date.now();
    await borrowed.person.button(texts.first.card).click();
    await borrowed.person.title(texts.recover.title).waitFor();
    await borrowed.page.getByLabel(texts.device.shared).check();
    await borrowed.person.recover(stolen.notes.groups);
    await borrowed.person.title(texts.words.newTitle).waitFor();
    const fresh = await borrowed.person.copyWords();
    await borrowed.person.button(texts.words.go).click();
    await seesPaper(borrowed.person);
    expect(Date.now() - began).toBeLessThan(120_000);

    // Whoever has the phone, and even the right code.
    await stolen.person.typePin(pin);
    await stolen.person.title(texts.pin.goneTitle).waitFor();
    await stolen.person.button(texts.pin.openWithWords).click();
    await stolen.person.signIn(stolen.notes.handle, stolen.notes.words.join(" "));
    await stolen.page.getByRole("alert").getByText(texts.refusals.sign_in_refused).waitFor();

    await borrowed.person.lock();
    const left = await stored(borrowed.page, borrowed.context);
    expect(leaks(left, stolen.notes, [photo])).toEqual([]);
    expect(leaks(left, fresh, [photo])).toEqual([]);
    expect(borrowed.watched.errors).toEqual([]);
    await stolen.context.close();
    await borrowed.context.close();
  });

  test("one button after a theft, on another phone with the words: the stolen one is told and closed, words and card stay", async () => {
    const stolen = await begun("Amina");
    const { texts } = stolen.person;
    await withPin(stolen.person);

    const other = await real.stage.visit(language, provoked);
    await other.person.button(texts.first.words).click();
    await other.person.signIn(stolen.notes.handle, stolen.notes.words.join(" "));
    await other.person.title(texts.home.title).waitFor();
    await toWays(other.person);
    await row(other.person, texts.loss.rows.stolen);
    await other.person.button(texts.loss.go.stolen).click();
    await other.person.title(texts.loss.doneTitle).waitFor();
    await other.page.getByText(texts.loss.after.sameWords).waitFor();
    await other.page.getByText(texts.loss.after.sameCard).waitFor();

    // The open page is told without a touch.
    await stolen.page.getByText(texts.refusals.no_session).waitFor();
    await stolen.person.title(texts.pin.title).or(stolen.person.title(texts.signIn.title)).waitFor();

    await other.person.button(texts.setPin.offerGo).click();
    await other.person.setPin(pin);
    await other.person.title(texts.loss.doneTitle).waitFor();
    await other.person.button(texts.loss.next).click();
    await other.page.getByText(texts.ways.safe).waitFor();
    await other.person.back();
    await other.person.back();
    await seesPaper(other.person);
    await close(other.person);
    await other.person.button(texts.pin.words).click();
    await other.person.signIn(stolen.notes.handle, stolen.notes.words.join(" "));
    await other.person.title(texts.home.title).waitFor();
    await close(other.person);
    await other.person.button(texts.pin.card).click();
    await other.person.recover(stolen.notes.groups);
    await other.person.title(texts.words.newTitle).waitFor();
    await stolen.context.close();
    await other.context.close();
  });

  test("somebody knows the words, then has the card: each is new, proven, and the old one opens nothing", async () => {
    const phone = await begun("Sofia");
    const { texts } = phone.person;
    await toWays(phone.person);
    await row(phone.person, texts.loss.rows.wordsKnown);
    await phone.person.button(texts.loss.go.wordsKnown).click();
    await phone.person.title(texts.words.newTitle).waitFor();
    const fresh = await phone.person.copyWords();
    await phone.person.button(texts.words.go).click();
    await phone.person.proveWords({ ...fresh, words: fresh.words });
    await phone.person.title(texts.loss.doneTitle).waitFor();
    await phone.page.getByText(texts.loss.after.newWords).waitFor();
    await phone.person.button(texts.loss.next).click();
    await row(phone.person, texts.loss.rows.cardKnown);
    await phone.person.button(texts.loss.go.cardKnown).click();
    await phone.person.title(texts.card.title).waitFor();
    const groups = await phone.person.copyCard();
    await phone.person.button(texts.card.copied).click();
    await phone.person.prove(groups);
    await phone.person.title(texts.loss.doneTitle).waitFor();
    await phone.page.getByText(texts.loss.after.newCard).waitFor();
    await phone.person.back();
    await seesPaper(phone.person);
    await phone.person.lock();
    await phone.person.signIn(phone.notes.handle, phone.notes.words.join(" "));
    await phone.page.getByRole("alert").getByText(texts.refusals.sign_in_refused).waitFor();
    await phone.person.button(texts.signIn.card).click();
    await phone.person.recover(phone.notes.groups);
    await phone.page.getByRole("alert").getByText(texts.refusals.card_refused).waitFor();
    await phone.person.back();
    await phone.person.signIn(phone.notes.handle, fresh.words.join(" "));
    await phone.person.title(texts.home.title).waitFor();
    await phone.context.close();
  });

  test("each way is tried from inside, words and card are renewed, one is removed and added again", async () => {
    const phone = await begun("Lina");
    const { person, page } = phone;
    const { texts } = person;
    await withPin(person);
    await toWays(person);
    await row(person, texts.ways.kinds.card);
    await person.button(texts.ways.test).click();
    await person.fillGroups(phone.notes.groups);
    await person.button(texts.testWay.go).click();
    await page.getByText(texts.testWay.good).waitFor();
    await person.back();
    await row(person, texts.ways.newCard);
    await person.button(texts.renew.cardGo).click();
    await person.title(texts.card.title).waitFor();
    const groups = await person.copyCard();
    await person.button(texts.card.copied).click();
    await person.prove(groups);
    await page.getByText(texts.renew.cardDone).waitFor();
    await row(person, texts.ways.kinds.words);
    await person.button(texts.ways.test).click();
    await page.getByRole("textbox").fill(phone.notes.words.map((word) => word.normalize("NFKD").replace(/\p{M}/gu, "")).join(" "));
    await person.button(texts.testWay.go).click();
    await page.getByText(texts.testWay.good).waitFor();
    await person.back();
    await row(person, texts.ways.remove);
    await person.button(texts.removeWay.yes).click();
    await page.getByText(texts.ways.safe).waitFor();
    await row(person, texts.ways.kinds.pin);
    await person.button(texts.ways.test).click();
    await person.typePin("000000");
    await page.getByRole("alert").getByText(texts.testWay.bad).waitFor();
    await person.typePin(pin);
    await page.getByText(texts.testWay.good).waitFor();
    await person.back();
    await person.back();
    await row(person, texts.ways.kinds.words);
    await person.button(texts.renew.wordsGo).click();
    await person.title(texts.words.newTitle).waitFor();
    const fresh = await person.copyWords();
    await person.button(texts.words.go).click();
    await person.proveWords(fresh);
    await page.getByText(texts.renew.wordsDone).waitFor();
    await close(person);
    await person.button(texts.pin.words).click();
    await person.signIn(phone.notes.handle, fresh.numbers.join(" "));
    await person.title(texts.home.title).waitFor();
    await phone.context.close();
  });

  test("fingerprint or face: added, opens on one's own device, opens nothing after it was removed here", async () => {
    const phone = await begun("Yasmine");
    const { person, page } = phone;
    const { texts } = person;
    await addAuthenticator(page);
    await toWays(person);
    await row(person, texts.ways.kinds.passkey);
    await person.button(texts.passkey.go).click();
    await page.getByText(texts.passkey.done).first().waitFor();
    await person.button(texts.tools.lock).click();
    await person.title(texts.signIn.title).waitFor();
    await person.button(texts.passkey.open).click();
    await person.title(texts.home.title).waitFor();
    await seesPaper(person);

    const other = await real.stage.visit(language, provoked);
    await other.person.button(texts.first.words).click();
    await other.person.signIn(phone.notes.handle, phone.notes.words.join(" "));
    await other.person.title(texts.home.title).waitFor();
    await toWays(other.person);
    await row(other.person, texts.passkey.defaultName);
    await row(other.person, texts.ways.remove);
    await other.person.button(texts.removeWay.yes).click();
    await other.page.getByText(texts.passkey.removed).first().waitFor();

    // What it had opened is closed with it.
    await person.title(texts.signIn.title).waitFor();
    await person.button(texts.passkey.open).click();
    await page.getByRole("alert").getByText(texts.refusals.passkey_refused).waitFor();
    await phone.context.close();
    await other.context.close();
  });

  test("a second code from an authenticator is set up, asked for with the words, and not with the card", async () => {
    const phone = await begun("Karim");
    const { person, page } = phone;
    const { texts } = person;
    await person.button(texts.home.more).click();
    await row(person, texts.more.secondStep);
    await person.button(texts.secondStep.begin).click();
    const secret = (await page.locator(".typing").innerText()).replace(/\s/g, "");
    await page.getByRole("textbox").fill(codeOf(secret));
    await person.button(texts.secondStep.confirmGo).click();
    await page.getByText(texts.secondStep.on).waitFor();
    await person.lock();
    await person.signIn(phone.notes.handle, phone.notes.words.join(" "));
    await person.title(texts.secondStep.askTitle).waitFor();
    await page.getByRole("textbox").fill("000000");
    await person.button(texts.secondStep.askGo).click();
    await page.getByRole("alert").getByText(texts.refusals.second_step_refused).waitFor();
    await page.getByRole("textbox").fill(codeOf(secret, 1));
    await person.button(texts.secondStep.askGo).click();
    await person.title(texts.home.title).waitFor();
    await person.lock();
    await person.button(texts.signIn.card).click();
    await person.recover(phone.notes.groups);
    await person.title(texts.words.newTitle).waitFor();
    await phone.context.close();
  });
});
