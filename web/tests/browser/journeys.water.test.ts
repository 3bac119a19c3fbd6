import { describe, expect, test } from "vitest";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { PrintedCard, type Blot } from "./harness/printed";
import { startRealSite } from "./harness/real-site";

const photo = "p13-page-messagerie-compressee.jpg";
/** What Chromium says on the console about sessions that another device ended. */
const provoked = [/Failed to load resource/];

/** The halves of each size: an A4 page is wet at its top or its bottom, a card for a wallet on one of its two sides. */
const halves: Record<"a4" | "wallet", readonly Blot[]> = {
  a4: [
    { left: 0, top: 0, width: 1, height: 0.5 },
    { left: 0, top: 0.5, width: 1, height: 0.5 },
  ],
  wallet: [
    { left: 0, top: 0, width: 0.5, height: 1 },
    { left: 0.5, top: 0, width: 0.5, height: 1 },
  ],
};

/** Journey 2 with a card that was in the rain: the real worker and server, a photo of the printed card. */
describe.each(["fr", "ar"] as const)("a card that water has spoilt (%s)", (language) => {
  const real = onStage(startRealSite);

  test.each(["a4", "wallet"] as const)("half of it opens, whichever half; where neither does, what is missing is named (%s)", async (size) => {
    const { card, groups } = await printed(size);
    expect(card.squares).toHaveLength(2);

    for (const gone of halves[size]) {
      const { person, page, context } = await scanning();
      await page.getByLabel(person.texts.scan.picture).setInputFiles(await card.photo([gone]));
      await person.title(person.texts.words.newTitle).waitFor();
      await person.button(person.texts.words.go).click();
      await person.open(photo);
      await context.close();
    }

    // Not spoilt at all, it has two squares in one picture; and it may be photographed from far away.
    const dry = await scanning();
    await dry.page.getByLabel(dry.person.texts.scan.picture).setInputFiles(await card.photo([], 0.55));
    await dry.person.title(dry.person.texts.words.newTitle).waitFor();
    await dry.context.close();

    const { person, page, context } = await scanning();
    const { texts } = person;
    await page.getByLabel(texts.scan.picture).setInputFiles(await card.photo(card.squares));
    await page.getByRole("alert").getByText(texts.scan.nothing).waitFor();
    // Typing is the thing to do now, and it leads there.
    expect(await page.locator(".button.main").innerText()).toBe(texts.scan.type);
    await person.button(texts.scan.type).click();
    await person.title(texts.recover.title).waitFor();
    const mistyped = String((Number(groups[6]) + 1) % 1_000_000).padStart(6, "0");
    await person.recover(groups.map((group, place) => (place === 3 || place === 4 ? "" : place === 6 ? mistyped : group)));
    const names = new Intl.ListFormat(language).format(["4", "5"]);
    await page.getByRole("alert").getByText(`${texts.recover.missing(2, names)} ${texts.recover.wrong(1, "7")}`).waitFor();
    await person.recover(groups);
    await person.title(texts.words.newTitle).waitFor();
    await context.close();
  });

  async function printed(size: "a4" | "wallet") {
    const { person, page, context } = await real.stage.visit(language, provoked);
    const { texts } = person;
    await page.evaluate(() => {
      globalThis.print = () => undefined;
    });
    await person.begin("Nadia");
    await person.button(texts.words.go).click();
    const groups = await person.copyCard();
    await person.button(size === "a4" ? texts.card.print : texts.card.printWallet).click();
    const card = await PrintedCard.of(page, size);
    await person.button(texts.card.copied).click();
    await person.prove(groups);
    await person.title(texts.add.title).waitFor();
    await person.back();
    await person.add("id", specimen(`photos/${photo}`));
    return { card, groups, context };
  }

  /** A borrowed phone, on which the card is to be scanned. */
  async function scanning() {
    const visit = await real.stage.visit(language, provoked);
    const { person } = visit;
    await person.button(person.texts.first.card).click();
    await person.title(person.texts.recover.title).waitFor();
    await person.page.getByLabel(person.texts.device.shared).check();
    await person.button(person.texts.recover.scan).click();
    await person.title(person.texts.scan.title).waitFor();
    return visit;
  }
});
