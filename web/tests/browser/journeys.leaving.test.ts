import { describe, expect, test } from "vitest";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startSiteFor } from "./harness/real-site";
import type { Visit } from "./harness/stage";
import { lendPaper } from "./journeys/lending";
import { goHome, meetByLink, row, toLent } from "./journeys/meeting-by-link";

const photo = "p13-page-messagerie-compressee.jpg";
const claire = "\u2068Claire\u2069";
const wide = { width: 1280, height: 800 };

/**
 * Journey 8, in two windows with the real worker and server: a professional leaves and names a successor. Their access is over the same
 * day, the holder is told and asked about the successor, and the list is right.
 */
describe.each(["fr", "ar"] as const)("a professional leaves (%s)", (language) => {
  const real = onStage(() => startSiteFor(language));

  test("the old access ends at once, the holder is told and chooses, the list is right", async () => {
    const holder = await real.stage.visit(language);
    const pro = await real.stage.visit("fr");
    const { person, page } = holder;
    const { texts } = person;
    const desk = pro.person.texts;
    await person.create("Nadia");
    await person.add("id", specimen(`photos/${photo}`));
    await pro.person.create("Claire");
    await meetByLink(holder, pro, { inviter: "Nadia", name: "Claire", organisation: "Service social du 10e" });
    await standAsReferent(holder, pro);
    await lendPaper(holder, photo, "Claire");

    // The professional reads it on the office computer, then leaves the service.
    await pro.page.setViewportSize(wide);
    await goHome(pro);
    await toLent(pro);
    await pro.page.getByRole("button", { name: desk.loan.openName(photo) }).click();
    await pro.page.locator(".paper img").waitFor();
    await pro.person.back();
    await pro.page.getByRole("navigation").getByRole("button", { name: desk.leaving.row }).click();
    await pro.page.getByRole("listitem").filter({ hasText: "Nadia" }).waitFor();
    await pro.page.getByLabel(desk.leaving.name).fill("Jean Petit");
    await pro.page.getByLabel(desk.leaving.organisation).fill("Service social du 10e");
    await pro.page.getByLabel(desk.leaving.motive).fill("Je change de ville.");
    await pro.person.button(desk.leaving.go).click();
    await pro.page.getByText(desk.leaving.next("Jean Petit")).waitFor();
    await pro.person.button(desk.leaving.yes).click();
    await pro.page.getByText(desk.leaving.done).first().waitFor();
    await pro.page.getByText(desk.lent.none).waitFor();

    // Nobody sees anything any more, on the same day.
    await goHome(holder);
    await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.sees}`) }).click();
    await page.getByText(texts.sees.nobody).waitFor();
    await goHome(holder);

    // The holder is told, with the professional's words, and asked about who may follow.
    await row(holder, texts.waiting.title).click();
    await row(holder, texts.waiting.ends(claire)).click();
    await page.getByText(texts.letter.endEntry).waitFor();
    await page.getByText("Je change de ville.").waitFor();
    await page.getByText(texts.letter.successorFree).waitFor();
    await person.button(texts.letter.writeDown).click();
    await person.title(texts.writeHelper.title).waitFor();
    await person.button(texts.writeHelper.go).click();
    await person.title(texts.helpers.title).waitFor();

    // The list: who follows helps now, who left is among those before, and nobody is referent.
    const list = page.getByRole("main");
    await list.getByRole("button", { name: /^Jean Petit/ }).waitFor();
    expect(await page.getByRole("heading", { name: texts.helpers.referent }).count()).toBe(0);
    await page.getByRole("heading", { name: texts.helpers.before }).waitFor();
    await list.getByRole("button", { name: /^Claire/ }).waitFor();

    // It was read: it goes.
    await goHome(holder);
    await row(holder, texts.waiting.title).click();
    await row(holder, texts.waiting.ends(claire)).click();
    await person.button(texts.letter.understood).click();
    await page.getByText(texts.waiting.none).waitFor();

    for (const { watched, context } of [holder, pro]) {
      expect(watched.errors).toEqual([]);
      expect(watched.elsewhere).toEqual([]);
      await context.close();
    }
  });
});

/** They stand on the list, are asked to be referent, and accept. */
async function standAsReferent(holder: Visit, pro: Visit): Promise<void> {
  const { person, page } = holder;
  const { texts } = person;
  const desk = pro.person.texts;
  await person.button(texts.peopleNews.add).click();
  await person.button(texts.writeHelper.go).click();
  await person.title(texts.helpers.title).waitFor();
  await page.getByRole("button", { name: /^Claire/ }).click();
  await row(holder, texts.helper.ask).click();
  await person.button(texts.askReferent.yes).click();
  await page.getByText(texts.helpers.asked("Claire")).waitFor();
  await goHome(pro);
  await row(pro, desk.waiting.title).click();
  await row(pro, "Nadia").click();
  await pro.person.button(desk.proposal.yes).click();
  await page.getByRole("heading", { name: texts.helpers.referent }).waitFor();
  await goHome(holder);
}
