import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { rightCode } from "./fake/ways";
import { control, fakeStage } from "./harness/fake-stage";
import { pressOn, tabTo } from "./harness/keyboard";
import { addAuthenticator, watchQuestions } from "./harness/passkeys";
import type { Person } from "./harness/person";

const pin = "284913";

/** What opens the locker: code, passkey, words, card; and what one does when one of them is lost. The worker here is the fake. */
describe("ways in", () => {
  const open = fakeStage();

  const toWays = async (person: Person) => {
    await person.button(person.texts.home.more).click();
    await row(person, person.texts.more.ways);
    await person.title(person.texts.ways.title).waitFor();
    await person.page.getByRole("heading", { name: person.texts.ways.have }).waitFor();
  };
  const row = async (person: Person, word: string) => {
    await person.page.getByRole("main").getByRole("button").filter({ hasText: word }).first().click();
  };
  const withPin = async () => {
    const visit = await open.withPhoto();
    await visit.person.button(visit.person.texts.setPin.offerGo).click();
    await visit.person.setPin(pin);
    await visit.person.title(visit.person.texts.home.title).waitFor();
    return visit;
  };
  const closed = async (person: Person) => {
    await person.button(person.texts.tools.lock).click();
    await person.title(person.texts.pin.title).waitFor();
  };

  test("a code is offered once there is a paper, chosen in the first visit, and opens by the keyboard's digits", async () => {
    const { person, page, context, watched } = await withPin();
    const { texts } = person;
    await person.button(texts.setPin.offerGo).waitFor({ state: "detached" });
    await closed(person);
    await page.keyboard.type("28491");
    await page.getByRole("status").getByText(texts.pin.typed(5)).waitFor();
    expect(await page.locator("body").innerText()).not.toContain("28491");
    await page.keyboard.press("Backspace");
    await page.getByRole("status").getByText(texts.pin.typed(4)).waitFor();
    await page.keyboard.type("13");
    await person.title(texts.home.title).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("keys reached with Tab, and digits of an Arabic keyboard, do as well", async () => {
    const { person, page, context } = await withPin();
    await closed(person);
    for (const digit of "284") {
      await tabTo(page, digit);
      await page.keyboard.press("Space");
    }
    await page.evaluate(() => {
      for (const key of "٩١٣") dispatchEvent(new KeyboardEvent("keydown", { key }));
    });
    await person.title(person.texts.home.title).waitFor();
    await context.close();
  });

  test("wrong codes are counted in words; after the last one words and card are one touch away", async () => {
    const { person, page, context, words } = await withPin();
    const { texts } = person;
    await closed(person);
    for (const left of [4, 3, 2, 1]) {
      await person.typePin("000000");
      await page.getByRole("alert").getByText(texts.pin.left(left)).waitFor();
    }
    await person.typePin("000000");
    await person.title(texts.pin.goneTitle).waitFor();
    await page.getByText(texts.pin.goneSafe).waitFor();
    await page.goBack();
    // The device knows that its code is gone: the door asks for words.
    await person.title(texts.signIn.title).waitFor();
    await page.getByLabel(texts.signIn.words).fill(words);
    await person.button(texts.signIn.go).click();
    await person.title(texts.home.title).waitFor();
    await person.button(texts.setPin.offerGo).waitFor();
    await context.close();
  });

  test("a network that is away while a code is tried costs no try, and the code can be typed again", async () => {
    const { person, page, context } = await withPin();
    const { texts } = person;
    await closed(person);
    await control(page, (fake) => {
      fake.connect(false);
    });
    await person.typePin(pin);
    await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await control(page, (fake) => {
      fake.connect(true);
    });
    await person.typePin(pin);
    await person.title(texts.home.title).waitFor();
    await context.close();
  });

  test("words and card open where there is a code; somebody else's device is offered none", async () => {
    const { person, page, context, words } = await withPin();
    const { texts } = person;
    await closed(person);
    await person.button(texts.pin.card).click();
    await person.title(texts.recover.title).waitFor();
    await person.back();
    await person.button(texts.pin.words).click();
    await page.getByLabel(texts.signIn.words).fill(words);
    await person.button(texts.signIn.go).click();
    await person.title(texts.home.title).waitFor();
    await context.close();

    const shared = await open.stage.visit("fr");
    await shared.person.button(texts.first.create).click();
    await shared.page.getByLabel(texts.device.shared).check();
    await shared.page.getByLabel(texts.create.name).fill("Nadia");
    await shared.person.button(texts.create.go).click();
    await shared.person.title(texts.words.title).waitFor();
    const { groups } = await shared.person.write();
    await shared.person.prove(groups);
    await shared.person.title(texts.add.title).waitFor();
    await shared.person.back();
    await toWays(shared.person);
    expect(await shared.page.getByText(texts.ways.kinds.pin).count()).toBe(0);
    await shared.context.close();
  });

  test("easy codes aren't taken, doubtful ones after a word, and both typings must agree", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await person.button(texts.setPin.offerGo).click();
    for (const easy of ["123456", "999999"]) {
      await person.typePin(easy);
      await page.getByRole("alert").getByText(texts.setPin.easy).waitFor();
    }
    await person.typePin("121212");
    await person.button(texts.setPin.keep).click();
    await person.title(texts.setPin.againTitle).waitFor();
    await person.typePin("121213");
    await page.getByRole("alert").getByText(texts.setPin.different).waitFor();
    expect(await page.evaluate(() => fakeCalls("setPin"))).toBe(0);
    await control(page, (fake) => {
      fake.refuse.setPin = { code: "network" };
    });
    await person.setPin(pin);
    await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await person.setPin(pin);
    await person.title(texts.home.title).waitFor();
    await context.close();
  });

  test("removing the last but one warns; the last lasting one can't be removed; what is missing is added", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await toWays(person);
    await row(person, texts.ways.kinds.words);
    await row(person, texts.ways.remove);
    await page.getByText(texts.removeWay.lastButOne).waitFor();
    await person.button(texts.removeWay.yes).click();
    await person.title(texts.ways.title).waitFor();
    await page.getByText(texts.ways.unsafe).waitFor();
    await row(person, texts.ways.kinds.card);
    await page.getByText(texts.ways.last).waitFor();
    expect(await page.getByRole("button", { name: new RegExp(`^${texts.ways.remove}`) }).count()).toBe(0);
    await person.back();
    await page.getByRole("heading", { name: texts.ways.missing }).waitFor();
    await row(person, texts.ways.kinds.words);
    await person.button(texts.renew.wordsGo).click();
    const notes = await person.copyWords();
    await person.button(texts.words.go).click();
    await person.proveWords(notes);
    await page.getByText(texts.ways.safe).waitFor();
    await context.close();
  });

  test("a way that the server refuses to remove stays, and that is said", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.refuse.removeWay = { code: "last_way_in" };
    });
    await toWays(person);
    await row(person, texts.ways.kinds.words);
    await row(person, texts.ways.remove);
    await person.button(texts.removeWay.yes).click();
    await page.getByRole("alert").getByText(texts.refusals.last_way_in).waitFor();
    await context.close();
  });

  test("a fingerprint is asked twice, opens, is gone in the platform, is removed here", async () => {
    const { person, page, context, watched } = await open.withPhoto();
    const { texts } = person;
    const authenticator = await addAuthenticator(page);
    const questions = await watchQuestions(page);
    await toWays(person);
    await row(person, texts.ways.kinds.passkey);
    await person.button(texts.passkey.go).click();
    await page.getByText(texts.passkey.done).first().waitFor();
    // Its answer comes twice, from two questions; each recognises who is there.
    expect(await questions()).toEqual(["create required", "get required"]);
    await row(person, texts.passkey.defaultName);
    await person.button(texts.ways.test).click();
    await person.button(texts.testWay.go).click();
    await page.getByText(texts.testWay.good).waitFor();
    await person.lock();
    await person.button(texts.passkey.open).click();
    await person.title(texts.home.title).waitFor();
    await person.lock();
    // Deleted in the phone's settings: the browser finds none, and says no more than that.
    await authenticator.forget();
    await person.button(texts.passkey.open).click();
    await page.getByRole("alert").getByText(texts.refusals.passkey_none).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("a passkey that answers differently, or without its holder, isn't taken", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    const authenticator = await addAuthenticator(page);
    await control(page, (fake) => {
      fake.refuse.addPasskey = { code: "passkey_changes" };
    });
    await toWays(person);
    await row(person, texts.ways.kinds.passkey);
    await person.button(texts.passkey.go).click();
    await page.getByRole("alert").getByText(texts.refusals.passkey_changes).waitFor();
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await authenticator.recognise(false);
    await person.button(texts.passkey.go).click();
    await page.getByRole("alert").getByText(texts.refusals.passkey_none).waitFor();
    await context.close();
  });

  test("a device whose passkeys give no answer says so, and offers a code", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await addAuthenticator(page, { prf: false });
    await toWays(person);
    await row(person, texts.ways.kinds.passkey);
    await person.button(texts.passkey.go).click();
    await page.getByRole("alert").getByText(texts.refusals.passkey_unsupported).waitFor();
    await context.close();
  });

  test("words: order is shown, a word that no list has is answered by the nearest, four letters do", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await person.lock();
    await page.getByLabel(texts.signIn.words).fill("aban bri colinne dauphin effort");
    await page.getByText(texts.wordsHelp.unknown(2)).waitFor();
    const order = page.getByRole("list", { name: texts.wordsHelp.typed }).getByRole("listitem");
    expect((await order.allInnerTexts()).map((text) => text.replace(/\s+/g, " "))).toEqual(["1 abandon", "2 bri", "3 colinne", "4 dauphin", "5 effort"]);
    await page.getByLabel(texts.signIn.words).fill("abandon brioche colinne dauphin effort");
    await page.getByRole("button", { name: texts.wordsHelp.use("colline", 3) }).click();
    expect(await page.getByLabel(texts.signIn.words).inputValue()).toBe("abandon brioche colline dauphin effort");
    await person.button(texts.signIn.go).click();
    await person.title(texts.home.title).waitFor();
    await context.close();
  });

  test("half a card: each group that is missing or mistyped is named, also from what is left of its square; another server's card says where", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await person.lock();
    await person.button(texts.signIn.card).click();
    await person.fillGroups(["104720", "553311", "", "", "31240", "081532", "660012", "495000", "277904"]);
    await person.button(texts.recover.go).click();
    const named = `${texts.recover.missing(2, "3 et 4")} ${texts.recover.wrong(2, "5 et 7")}`;
    await page.getByRole("alert").getByText(named).waitFor();
    await page.getByText(texts.recover.incomplete(2)).waitFor();
    expect(await faulty(page)).toEqual([3, 4, 5, 7]);
    // Seen on a small phone, with the focus in the first of them.
    const said = await page.getByRole("alert").getByText(named).boundingBox();
    const foot = await page.locator(".foot").boundingBox();
    expect(said?.y).toBeGreaterThan(0);
    expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThan(foot?.y ?? 0);
    // What is typed again isn't named any more, before anything else is touched.
    await page.getByLabel(texts.recover.group(4), { exact: true }).fill("720885");
    await page.getByLabel(texts.recover.group(7), { exact: true }).fill("660011");
    await page.getByRole("alert").getByText(`${texts.recover.missing(1, "3")} ${texts.recover.wrong(1, "5")}`).waitFor();
    await page.getByText(texts.recover.incomplete(1)).waitFor();
    await page.getByLabel(texts.recover.group(1), { exact: true }).fill("ARMOIRE:1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:104720553311009922720885");
    await page.getByRole("alert").getByText(texts.recover.missing(5, "5, 6, 7, 8 et 9")).waitFor();
    expect(await page.evaluate(() => fakeCalls("recover"))).toBe(0);
    await control(page, (fake) => {
      fake.refuse.recover = { code: "other_origin", detail: { origin: "https://autre.exemple" } };
    });
    await person.fillGroups(["104720", "553311", "009922", "720885", "312400", "081532", "660011", "495000", "277904"]);
    await person.button(texts.recover.go).click();
    await page.getByText("https://autre.exemple").waitFor();
    expect(await page.getByRole("link").count()).toBe(0);
    await context.close();
  });

  test("a stolen phone: said before, done, said after; new words are proven when the old ones aren't in memory", async () => {
    const { person, page, context } = await withPin();
    const { texts } = person;
    await closed(person);
    await person.typePin(pin);
    await person.title(texts.home.title).waitFor();
    await toWays(person);
    await row(person, texts.loss.rows.stolen);
    await page.getByText(texts.loss.stay).waitFor();
    expect(await page.evaluate(() => fakeCalls("rotate"))).toBe(0);
    await person.button(texts.loss.go.stolen).click();
    await person.title(texts.words.newTitle).waitFor();
    const notes = await person.copyWords();
    await person.button(texts.words.go).click();
    await page.getByRole("textbox").fill("faux");
    await person.button(texts.wordsProof.go).click();
    await page.getByRole("alert").getByText(/\d/).waitFor();
    await person.button(texts.wordsProof.look).click();
    await person.title(texts.words.newTitle).waitFor();
    await person.button(texts.words.go).click();
    await person.proveWords(notes);
    await person.title(texts.loss.doneTitle).waitFor();
    await page.getByText(texts.loss.after.newWords).waitFor();
    await page.getByText(texts.loss.after.sameCard).waitFor();
    await person.button(texts.setPin.offerGo).click();
    await person.setPin(pin);
    await person.button(texts.loss.next).click();
    await page.getByText(texts.ways.safe).waitFor();
    await context.close();
  });

  test("somebody has the card: the new one is shown once and proven; Back shows it no more", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await toWays(person);
    await row(person, texts.loss.rows.cardKnown);
    await person.button(texts.loss.go.cardKnown).click();
    await person.title(texts.card.title).waitFor();
    const groups = await person.copyCard();
    await person.button(texts.card.copied).click();
    await person.prove(groups);
    await page.getByText(texts.loss.after.newCard).waitFor();
    await person.atStep(1);
    await page.goBack();
    await person.title(texts.home.title).waitFor();
    expect(await page.content()).not.toContain(groups[0]);
    await context.close();
  });

  test("the second code: required, set up by a square or by typing, asked for at the door, taken away", async () => {
    const { person, page, context, words } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.requireSecondStep();
    });
    await person.button(texts.home.more).click();
    await row(person, texts.more.secondStep);
    await page.getByText(texts.secondStep.required).waitFor();
    await person.button(texts.secondStep.begin).click();
    await page.getByText("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP").waitFor();
    await page.getByRole("textbox").fill("12");
    await person.button(texts.secondStep.confirmGo).click();
    await page.getByRole("alert").getByText(texts.refusals.second_step_refused).waitFor();
    await page.getByRole("textbox").fill(rightCode);
    await person.button(texts.secondStep.confirmGo).click();
    await page.getByText(texts.secondStep.requiredOn).waitFor();
    expect(await page.getByText(texts.secondStep.endGo).count()).toBe(0);
    await person.lock();
    await page.getByLabel(texts.signIn.words).fill(words);
    await person.button(texts.signIn.go).click();
    await person.title(texts.secondStep.askTitle).waitFor();
    await page.getByRole("textbox").fill("000000");
    await person.button(texts.secondStep.askGo).click();
    await page.getByRole("alert").getByText(texts.refusals.second_step_refused).waitFor();
    await page.getByRole("textbox").fill(rightCode);
    await person.button(texts.secondStep.askGo).click();
    await person.title(texts.home.title).waitFor();
    await context.close();
  });

  test("a paper that waits for the second code says so on the home, and leaves once it is set", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.requireSecondStep();
      fake.refuse.sent = { code: "second_step_required" };
    });
    await person.choose({ name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") });
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.secondStep.required).waitFor();
    await person.button(texts.secondStep.begin).click();
    await person.button(texts.secondStep.begin).click();
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await page.getByRole("textbox").fill(rightCode);
    await person.button(texts.secondStep.confirmGo).click();
    await page.getByText(texts.secondStep.on).waitFor();
    await person.back();
    await page.getByText(texts.state.sent).nth(1).waitFor();
    await context.close();
  });

  test("this device gets a name, and is called by it", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await person.button(texts.home.more).click();
    await row(person, texts.more.devices);
    await row(person, texts.nameDevice.open);
    await page.getByRole("textbox").fill("Téléphone <b>bleu</b>");
    await person.button(texts.nameDevice.go).click();
    await page.locator("main").getByText("Téléphone <b>bleu</b>").waitFor();
    await context.close();
  });

  test("by keyboard alone: from the home to a new code", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await pressOn(page, texts.setPin.offerLater);
    await page.getByText(texts.setPin.offer).waitFor({ state: "detached" });
    await pressOn(page, texts.home.more);
    await person.title(texts.more.title).waitFor();
    await pressOn(page, texts.more.ways);
    await page.getByRole("heading", { name: texts.ways.missing }).waitFor();
    await pressOn(page, texts.ways.kinds.pin);
    await person.title(texts.setPin.title).waitFor();
    await page.keyboard.type(pin);
    await person.title(texts.setPin.againTitle).waitFor();
    await page.keyboard.type(pin);
    await page.getByText(texts.setPin.done).first().waitFor();
    await context.close();
  });
});

/** Numbers of the groups that are marked. */
function faulty(page: Page): Promise<number[]> {
  return page.locator("#groups input").evaluateAll((fields) => fields.flatMap((field, place) => (field.ariaInvalid === "true" ? [place + 1] : [])));
}

declare function fakeCalls(method: string): number;
