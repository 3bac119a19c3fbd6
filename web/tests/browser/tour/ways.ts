import { rightCode } from "../fake/ways";
import type { Walk } from "./tour";

/** A PIN that nobody tries first. */
const pin = "284913";

/** What opens, what is missing, and what one does after a loss; then the door with a code. Gives the groups of the newest card. */
export async function ways(walk: Walk): Promise<string[]> {
  const { person, page, see } = walk;
  const { texts } = person;
  await see("home-pin-offer");
  await walk.to(texts.home.more, texts.more.title, "more-ways");
  await toWays(walk, "ways");
  await settingPin(walk);
  await trying(walk);
  const groups = await renewing(walk);
  await losses(walk);
  await second(walk);
  await walk.toRow(texts.more.devices, texts.devices.title, "devices-again");
  await walk.toRow(texts.nameDevice.open, texts.nameDevice.title, "name-device");
  await person.button(texts.nameDevice.phone).click();
  await person.button(texts.nameDevice.go).click();
  await page.getByText(texts.nameDevice.phone).first().waitFor();
  await see("devices-named");
  await walk.back(texts.more.title);
  await walk.back(texts.home.title);
  await closed(walk);
  return groups;
}

async function toWays(walk: Walk, screen: string): Promise<void> {
  const { person, page } = walk;
  const { texts } = person;
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.ways }).first().click();
  await person.title(texts.ways.title).waitFor();
  await page.getByRole("heading", { name: texts.ways.have }).waitFor();
  await walk.see(screen);
}

async function settingPin(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await walk.toRow(texts.ways.kinds.pin, texts.setPin.title, "set-pin");
  await person.typePin("234567");
  await page.getByRole("alert").getByText(texts.setPin.easy).waitFor();
  await see("set-pin-easy");
  await person.typePin("140789");
  await person.title(texts.setPin.doubtTitle).waitFor();
  await see("set-pin-doubt");
  await person.button(texts.setPin.another).click();
  await person.title(texts.setPin.title).waitFor();
  await person.typePin(pin);
  await person.title(texts.setPin.againTitle).waitFor();
  await see("set-pin-again");
  await person.typePin("284914");
  await page.getByRole("alert").getByText(texts.setPin.different).waitFor();
  await see("set-pin-different");
  await person.setPin(pin);
  await person.title(texts.ways.title).waitFor();
  await page.getByRole("heading", { name: texts.ways.have }).waitFor();
  await see("ways-with-pin");
}

async function trying(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await walk.toRow(texts.ways.kinds.words, texts.ways.kinds.words, "one-way");
  await walk.to(texts.ways.test, texts.testWay.title, "test-words");
  await page.getByRole("textbox").fill("brio colxxx effort");
  await page.getByText(texts.wordsHelp.unknown(2)).waitFor();
  await see("words-nearest");
  await page.getByRole("button", { name: texts.wordsHelp.use("colline", 2) }).click();
  await page.getByText(texts.wordsHelp.unknown(2)).waitFor({ state: "detached" });
  await person.button(texts.testWay.go).click();
  await page.getByRole("alert").getByText(texts.testWay.bad).waitFor();
  await see("test-words-bad");
  await walk.back(texts.ways.kinds.words);
  await walk.back(texts.ways.title);
  await walk.toRow(texts.ways.kinds.card, texts.ways.kinds.card, "one-way-card");
  await walk.to(texts.ways.test, texts.testWay.title, "test-card");
  await person.fillGroups(["104720", "553311", "", "720885"]);
  await person.button(texts.testWay.go).click();
  await page.getByRole("alert").getByText(/3/).waitFor();
  await see("test-card-half");
  await walk.back(texts.ways.kinds.card);
  await walk.back(texts.ways.title);
  await walk.toRow(texts.ways.kinds.pin, texts.ways.kinds.pin, "one-way-pin");
  await walk.to(texts.ways.test, texts.testWay.title, "test-pin");
  await person.typePin(pin);
  await page.getByText(texts.testWay.good).waitFor();
  await see("test-pin-good");
  await walk.back(texts.ways.kinds.pin);
  await walk.toRow(texts.ways.remove, texts.removeWay.title, "remove-way");
  await walk.back(texts.ways.kinds.pin);
  await walk.back(texts.ways.title);
}

async function renewing(walk: Walk): Promise<string[]> {
  const { person, page, see } = walk;
  const { texts } = person;
  await walk.toRow(texts.ways.kinds.words, texts.ways.kinds.words, "one-way-again");
  await walk.toRow(texts.ways.newWords, texts.renew.wordsTitle, "renew-words");
  await walk.to(texts.renew.wordsGo, texts.words.newTitle, "renewed-words");
  const notes = await person.copyWords();
  await walk.to(texts.words.go, texts.wordsProof.title, "words-proof");
  await page.getByRole("textbox").fill("zzzz");
  await person.button(texts.wordsProof.go).click();
  await page.getByRole("alert").getByText(/\d/).waitFor();
  await see("words-proof-wrong");
  await person.proveWords(notes);
  await page.getByText(texts.renew.wordsDone).waitFor();
  await page.getByRole("heading", { name: texts.ways.have }).waitFor();
  await see("ways-words-renewed");
  await walk.toRow(texts.ways.kinds.card, texts.ways.kinds.card, "one-way-card-again");
  await walk.toRow(texts.ways.newCard, texts.renew.cardTitle, "renew-card");
  await walk.to(texts.renew.cardGo, texts.card.title, "renewed-card");
  const groups = await person.copyCard();
  await walk.to(texts.card.copied, texts.proof.title, "renewed-proof");
  await person.prove(groups);
  await page.getByText(texts.renew.cardDone).waitFor();
  return groups;
}

async function losses(walk: Walk): Promise<void> {
  const { person, see } = walk;
  const { texts } = person;
  await walk.toRow(texts.loss.rows.wordsKnown, texts.loss.rows.wordsKnown, "loss-words");
  await walk.back(texts.ways.title);
  await walk.toRow(texts.loss.rows.cardKnown, texts.loss.rows.cardKnown, "loss-card");
  await walk.back(texts.ways.title);
  await walk.toRow(texts.loss.rows.pinSeen, texts.loss.pinTitle, "loss-pin");
  await walk.toRow(texts.loss.pinYes, texts.loss.rows.stolen, "loss-stolen");
  await walk.refuse("rotate", "network");
  await person.button(texts.loss.go.stolen).click();
  await walk.page.getByRole("alert").getByText(texts.refusals.network).waitFor();
  await see("loss-away");
  await walk.refuse("rotate");
  await person.button(texts.loss.go.stolen).click();
  await person.title(texts.loss.doneTitle).waitFor();
  await see("loss-done");
  await person.button(texts.setPin.offerGo).click();
  await person.title(texts.setPin.title).waitFor();
  await person.setPin(pin);
  await person.title(texts.loss.doneTitle).waitFor();
  await see("loss-done-pin");
  await walk.back(texts.home.title);
  await person.button(texts.home.more).click();
  await person.title(texts.more.title).waitFor();
}

async function second(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.secondStep }).click();
  await page.getByText(texts.secondStep.off).waitFor();
  await see("second-step");
  await person.button(texts.secondStep.begin).click();
  await page.getByRole("img", { name: texts.secondStep.square }).waitFor();
  await see("second-step-square");
  await page.getByRole("textbox").fill("000000");
  await person.button(texts.secondStep.confirmGo).click();
  await page.getByRole("alert").getByText(texts.refusals.second_step_refused).waitFor();
  await see("second-step-refused");
  await page.getByRole("textbox").fill(rightCode);
  await person.button(texts.secondStep.confirmGo).click();
  await page.getByText(texts.secondStep.on).waitFor();
  await see("second-step-on");
  await walk.back(texts.more.title);
}

/** The closed door: the code, wrong codes, none left; then words and the second code. */
async function closed(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await person.button(texts.tools.lock).click();
  await person.title(texts.pin.title).waitFor();
  await see("pin");
  await person.typePin("111");
  await see("pin-half");
  await person.typePin("111");
  await page.getByRole("alert").getByText(texts.pin.left(4)).waitFor();
  await see("pin-wrong");
  for (const left of [3, 2, 1]) {
    await person.typePin("222222");
    await page.getByRole("alert").getByText(texts.pin.left(left)).waitFor();
  }
  await see("pin-last-try");
  await person.typePin("333333");
  await person.title(texts.pin.goneTitle).waitFor();
  await see("pin-gone");
  await person.button(texts.pin.openWithWords).click();
  await person.title(texts.signIn.title).waitFor();
  await page.getByLabel(texts.signIn.words).fill("girafe horizon jardin lumière colibri");
  await see("words-typed");
  await person.button(texts.signIn.go).click();
  await person.title(texts.secondStep.askTitle).waitFor();
  await see("second-code");
  await page.getByRole("textbox").fill(rightCode);
  await person.button(texts.secondStep.askGo).click();
  await person.title(texts.home.title).waitFor();
}
