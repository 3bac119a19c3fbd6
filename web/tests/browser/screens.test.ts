import { describe, expect, test } from "vitest";
import { fakeStage, photo } from "./harness/fake-stage";
import { specimen } from "./harness/files";

/** What the screens do under a person's hands. The worker here is the fake. */
describe("screens", () => {
  const open = fakeStage();

  test("a card that wasn't written down is found out before the first paper", async () => {
    const { person, page, context } = await open.stage.visit("fr");
    await person.begin("Nadia");
    const { groups } = await person.write();
    await page.getByRole("textbox").fill("000000");
    await person.button(person.texts.proof.go).click();
    const asked = await person.askedGroup();
    await page.getByRole("alert").getByText(person.texts.proof.wrong(asked + 1)).waitFor();
    await person.prove(groups);
    await person.title(person.texts.add.title).waitFor();
    await context.close();
  });

  test("\"Écouter\" reads the screen with a voice of this device, and only with such a voice", async () => {
    const { person, page, context } = await open.stage.visit("fr");
    const { texts } = person;
    await page.evaluate(voices, [{ lang: "fr-FR", localService: false }]);
    await person.button(texts.first.create).click();
    await person.title(texts.create.title).waitFor();
    expect(await person.button(texts.tools.listen).count()).toBe(0);
    await page.evaluate(voices, [{ lang: "fr-FR", localService: true }]);
    await person.button(texts.tools.listen).click();
    await person.button(texts.tools.silence).waitFor();
    expect(await page.evaluate(() => (globalThis as { spoken?: string }).spoken)).toBe(texts.create.say);
    await person.button(texts.tools.silence).click();
    await person.button(texts.tools.listen).waitFor();
    await context.close();
  });

  test("a paper is renamed, moved, binned and put back", async () => {
    const { person, page, context, watched } = await open.withPhoto();
    const { texts } = person;
    await person.open(photo);
    await person.button(texts.paper.rename).click();
    await page.getByRole("textbox").fill("Carte de séjour");
    await person.button(texts.rename.go).click();
    await person.button(texts.paper.move).click();
    await page.getByRole("radio", { name: texts.shelves.health }).check({ force: true });
    await person.button(texts.move.go(texts.shelves.health)).click();
    await person.button(texts.paper.move).waitFor();
    await person.back();
    await page.getByRole("button", { name: new RegExp(`^${texts.shelves.health}`) }).click();
    await person.title(texts.shelves.health).waitFor();
    await person.open("Carte de séjour");
    await person.trash();
    await page.getByText(texts.shelf.empty).waitFor();
    await person.back();
    await person.button(texts.home.bin).click();
    await page.getByRole("button", { name: texts.bin.restoreName("Carte de séjour") }).click();
    await page.getByText(texts.bin.empty).waitFor();
    await person.back();
    await page.getByRole("button", { name: /^Carte de séjour/ }).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("a trembling finger keeps a paper once, and goes back one step", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).dblclick();
    await page.getByText(texts.state.sent).nth(1).waitFor();
    await person.title(texts.home.title).waitFor();
    expect(await page.getByText(texts.state.sent).count()).toBe(2);
    await person.open("anime.gif");
    await person.button(texts.paper.rename).click();
    await person.title(texts.rename.title).waitFor();
    await page.getByRole("button", { name: texts.tools.back }).evaluate((button: HTMLButtonElement) => {
      button.click();
      button.click();
    });
    await page.getByRole("img", { name: "anime.gif" }).waitFor();
    await context.close();
  });
});

/** Gives the page these voices instead of the machine's, and writes down what is spoken. */
function voices(given: { lang: string; localService: boolean }[]): void {
  class Utterance {
    constructor(readonly text: string) {}
  }
  Object.assign(globalThis, { SpeechSynthesisUtterance: Utterance });
  speechSynthesis.getVoices = () => given as SpeechSynthesisVoice[];
  speechSynthesis.speak = ({ text }) => {
    Object.assign(globalThis, { spoken: text });
  };
  speechSynthesis.dispatchEvent(new Event("voiceschanged"));
}
