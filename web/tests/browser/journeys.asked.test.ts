import { describe, expect, test } from "vitest";
import { specimen, specimenAs } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startSiteFor } from "./harness/real-site";
import type { Person } from "./harness/person";
import type { Visit } from "./harness/stage";
import { stored } from "./harness/stored";

const photo = "p13-page-messagerie-compressee.jpg";
const wide = { width: 1280, height: 800 };

/**
 * Journey 7, in two windows with the real worker and server: a professional at an office computer that others use asks for papers, the
 * holder answers paper by paper, what is lent is read and taken back; then a paper is handed in and accepted.
 */
describe.each(["fr", "ar"] as const)("a professional asks (%s)", (language) => {
  const real = onStage(() => startSiteFor(language));

  test("paper by paper, seen, taken back while it is read; a paper comes the other way", async () => {
    const holder = await real.stage.visit(language);
    const pro = await real.stage.visit("fr");
    await holder.person.create("Nadia");
    await holder.person.add("id", specimen(`photos/${photo}`));
    await pro.page.setViewportSize(wide);
    await createOnSharedDevice(pro.person, "Samira");
    await meet(holder, pro);

    // The professional asks for two papers.
    await toLent(pro.person);
    await pro.page.getByRole("button", { name: pro.person.texts.rail.asked }).click();
    await pro.person.button(pro.person.texts.asked.go).click();
    await row(pro, "Nadia").click();
    await pro.page.getByLabel(pro.person.texts.ask.paper(1), { exact: true }).fill("Messagerie");
    await pro.person.button(pro.person.texts.ask.morePapers).click();
    await pro.page.getByLabel(pro.person.texts.ask.paper(2), { exact: true }).fill("Avis d’impôt");
    await pro.page.getByLabel(pro.person.texts.ask.purpose).fill("mon logement");
    await pro.person.button(pro.person.texts.ask.go(2)).click();
    await pro.page.getByText(pro.person.texts.ask.done).first().waitFor();

    // The holder's phone learns it by itself, and answers.
    const { person, page } = holder;
    const { texts } = person;
    const name = "\u2068Samira\u2069";
    await toWaiting(holder);
    await row(holder, texts.waiting.asks(name, 2)).click();
    await person.title(texts.request.title(2)).waitFor();
    await page.getByText("Service social du 10e").waitFor();
    await page.getByRole("group", { name: "Messagerie" }).getByRole("button", { name: texts.request.yes }).click();
    await page.getByText(texts.request.yours).waitFor();
    await page.getByRole("group", { name: "Avis d’impôt" }).getByRole("button", { name: texts.request.no }).click();
    await person.button(texts.request.review(1)).click();
    await page.getByText(texts.review.refused(1)).waitFor();
    await person.button(texts.review.yes).click();
    await page.getByText(texts.waiting.none).waitFor();

    // It comes to the professional, with the answer, and opens.
    const desk = pro.person.texts;
    await pro.page.getByText(desk.letter.answer(1, 2)).waitFor();
    await pro.page.getByRole("navigation").getByRole("button", { name: desk.rail.loans }).click();
    await pro.page.getByRole("heading", { level: 2, name: "Nadia" }).waitFor();
    await pro.page.getByText(desk.loan.confirmed).waitFor();
    await pro.page.getByRole("button", { name: desk.loan.openName(photo) }).click();
    await pro.page.locator(".paper img").waitFor();

    // The holder sees that it was opened, and by whose word; one touch beside it ends it.
    await person.back();
    await person.title(texts.home.title).waitFor();
    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.more.journal}`) }).click();
    await page.getByText(texts.acts.told).first().waitFor();
    await page.getByRole("button", { name: texts.acts.takeBackName(name) }).first().click();
    await person.button(texts.acts.yes).click();
    await page.getByText(texts.acts.takenBack(name)).waitFor();

    // The paper closes under the professional's eyes, and nothing of it stays.
    await pro.page.getByRole("alert").getByText(desk.loan.overPaper(photo)).waitFor();
    expect(await pro.page.locator("img").count()).toBe(0);

    // A certificate comes the other way.
    await pro.person.button(desk.loan.overBack).click();
    await pro.page.getByRole("button", { name: desk.rail.deposits }).click();
    await pro.page.getByRole("main").getByRole("button").filter({ hasText: "Nadia" }).click();
    await pro.page.getByLabel(desk.handIn.choose).setInputFiles(await specimenAs("Attestation.pdf", "pdf/attestation-hebergement.pdf"));
    await pro.person.button(desk.handIn.go).click();
    await pro.page.getByText(desk.handIn.done).waitFor();

    await person.back();
    await person.back();
    await toWaiting(holder);
    await row(holder, "Attestation.pdf").click();
    await page.getByRole("radio", { name: texts.shelves.home }).check({ force: true });
    await person.button(texts.handedIn.accept).click();
    await page.getByText(texts.handedIn.accepted(texts.shelves.home)).first().waitFor();
    await person.back();
    await person.open("Attestation.pdf");
    await page.locator(".paper .pages iframe").waitFor();

    // The office computer keeps nothing once the session is closed.
    await pro.person.button(desk.rail.close).click();
    await pro.person.title(desk.signIn.title).waitFor();
    const kept = await stored(pro.page, pro.context);
    for (const secret of ["Nadia", "Samira", photo, "Attestation"]) expect(kept).not.toContain(secret);
    expect(await pro.page.content()).not.toContain("Nadia");

    for (const { watched, context } of [holder, pro]) {
      expect(watched.errors).toEqual([]);
      expect(watched.elsewhere).toEqual([]);
      await context.close();
    }
  });
});

/** Somebody with a new locker, on a computer that isn't theirs. */
async function createOnSharedDevice(person: Person, name: string): Promise<void> {
  const { page, texts } = person;
  await person.button(texts.first.create).click();
  await page.getByLabel(texts.device.shared).check();
  await page.getByLabel(texts.create.name).fill(name);
  await person.button(texts.create.go).click();
  await person.title(texts.words.title).waitFor();
  const { groups } = await person.write();
  await person.prove(groups);
  await person.title(texts.add.title).waitFor();
  await person.back();
  await person.title(texts.home.title).waitFor();
}

/** By a link that the holder makes: who answers says where they work. */
async function meet(holder: Visit, pro: Visit): Promise<void> {
  const { person, page } = holder;
  const { texts } = person;
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
  await person.button(texts.helpers.add).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.link }).click();
  await person.title(texts.introduce.title).waitFor();
  await page.getByLabel(texts.introduce.name, { exact: true }).fill("Nadia");
  await person.button(texts.introduce.go).click();
  await person.button(texts.link.make).click();
  const link = await page.getByLabel(texts.link.text).inputValue();

  const desk = pro.person.texts;
  await pro.page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash);
  await pro.page.getByLabel(desk.introduce.name, { exact: true }).fill("Samira");
  await pro.page.getByLabel(desk.introduce.more).check();
  await pro.page.getByLabel(desk.introduce.organisation, { exact: true }).fill("Service social du 10e");
  await pro.person.button(desk.join.yes).click();
  await pro.page.getByText(desk.join.done("Nadia")).first().waitFor();
  await page.getByText(texts.peopleNews.met("Samira")).waitFor();
  for (let steps = 4; steps > 0 && (await person.title(texts.home.title).count()) === 0; steps -= 1) await person.back();
  await person.title(texts.home.title).waitFor();
}

/** What is lent to the professional, whichever screen they are on. */
async function toLent({ page, texts }: Person): Promise<void> {
  const back = page.getByRole("button", { name: texts.tools.back, exact: true });
  while ((await back.count()) > 0) await back.click();
  await page.getByRole("button", { name: texts.home.more, exact: true }).click();
  await page.getByRole("button", { name: new RegExp(`^${texts.more.lent}`) }).click();
  await page.getByRole("heading", { level: 1, name: texts.lent.title }).waitFor();
}

async function toWaiting({ person, page }: Visit): Promise<void> {
  const { texts } = person;
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.waiting.title }).first().click();
  await person.title(texts.waiting.title).waitFor();
}

function row({ page }: Visit, word: string) {
  return page.getByRole("main").getByRole("button").filter({ hasText: word }).first();
}
