import { describe, expect, test } from "vitest";
import { specimen, specimenAs } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startSiteFor } from "./harness/real-site";
import { letRun } from "./journeys/lending";
import { goHome, meetByLink, row, toLent } from "./journeys/meeting-by-link";

const photo = "p13-page-messagerie-compressee.jpg";
const certificate = "Attestation.pdf";
const karim = "\u2068Karim\u2069";
const lina = "\u2068Lina\u2069";

/**
 * Journey 16, in three windows with the real worker and server: a relative runs the locker in their own name, answers what a professional
 * brings, and is shown in the journal; the holder takes it all back by one touch while the relative has a paper open.
 */
describe.each(["fr", "ar"] as const)("a relative runs the locker (%s)", (language) => {
  const real = onStage(() => startSiteFor(language));

  test("acts are signed by the delegate and shown as such; taking it back is one button, and works at once", async () => {
    const holder = await real.stage.visit(language);
    const relative = await real.stage.visit("fr");
    const pro = await real.stage.visit("fr");
    await holder.person.create("Karim");
    await holder.person.add("id", specimen(`photos/${photo}`));
    await relative.person.create("Lina");
    await pro.person.create("Samira");
    await meetByLink(holder, relative, { inviter: "Karim", name: "Lina" });
    await goHome(holder);
    await meetByLink(holder, pro, { inviter: "Karim", name: "Samira", organisation: "Service social du 10e" });
    await goHome(holder);
    await letRun(holder, "Lina");

    // It stands beside the relative's own locker, and says whose it is.
    const theirs = relative.person.texts;
    await goHome(relative);
    await toLent(relative);
    await row(relative, "Karim").click();
    const lockers = relative.page.getByRole("navigation", { name: theirs.lockers.title });
    await lockers.getByRole("button", { name: theirs.lockers.own }).click();
    await relative.person.title(theirs.home.title).waitFor();
    await lockers.getByRole("button", { name: "Karim" }).click();
    await relative.page.getByRole("region", { name: theirs.acting.whose(karim) }).waitFor();

    // A paper is added there, and one renamed; each is said before.
    await relative.person.button(theirs.lentAdd.go).click();
    await relative.page.getByLabel(theirs.lentAdd.file).setInputFiles(await specimenAs("Quittance.pdf", "pdf/recepisse.pdf"));
    await relative.page.getByRole("radio", { name: theirs.shelves.home }).check({ force: true });
    await relative.page.getByText(theirs.lentAdd.what(karim)).first().waitFor();
    await relative.page.getByText(theirs.acting.seen(karim)).first().waitFor();
    await relative.person.button(theirs.lentAdd.yes).click();
    await relative.page.getByRole("button", { name: theirs.loan.openName("Quittance.pdf") }).waitFor();
    await relative.page.getByRole("button", { name: theirs.loan.openName(photo) }).click();
    await relative.page.locator(".paper img").waitFor();
    await row(relative, theirs.lentRename.row).click();
    await relative.page.getByLabel(theirs.lentRename.name).fill("Messagerie.jpg");
    await relative.person.button(theirs.lentRename.yes).click();
    await relative.page.getByText(theirs.lentRename.done).first().waitFor();

    // It comes to the holder's phone by itself.
    const { person, page } = holder;
    const { texts } = person;
    await goHome(holder);
    await row(holder, "Quittance.pdf").waitFor();
    await row(holder, "Messagerie.jpg").waitFor();

    // What the professional brings waits for either of them; the relative answers it.
    const desk = pro.person.texts;
    await goHome(pro);
    await toLent(pro);
    await row(pro, desk.rail.deposits).click();
    await row(pro, "Karim").click();
    await pro.page.getByLabel(desk.handIn.choose).setInputFiles(await specimenAs(certificate, "pdf/attestation-hebergement.pdf"));
    await pro.person.button(desk.handIn.go).click();
    await pro.page.getByText(desk.handIn.done).waitFor();
    await relative.person.back();
    await relative.page.getByText(theirs.run.waits(1)).waitFor();
    await row(relative, theirs.run.waiting(karim)).click();
    await row(relative, certificate).click();
    await row(relative, theirs.sight.look).click();
    await relative.page.locator(".paper .pages iframe").waitFor();
    await relative.person.button(theirs.sight.decide).click();
    await relative.page.getByRole("radio", { name: theirs.shelves.home }).check({ force: true });
    await relative.page.getByText(theirs.runWaiting.accept(karim)).waitFor();
    await relative.person.button(theirs.handedIn.accept).click();
    await relative.page.getByText(theirs.runWaiting.none).waitFor();
    await row(holder, certificate).waitFor();

    // The journal says who did each of them, verified on the holder's device.
    await person.button(texts.home.more).click();
    await row(holder, texts.more.journal).click();
    const { others, quote, signedBy } = texts.journal;
    const added = page.getByRole("listitem").filter({ hasText: others.added(lina, quote("\u2068Quittance.pdf\u2069")) });
    await added.getByText(signedBy(lina)).waitFor();
    await page.getByRole("listitem").filter({ hasText: others.accepted(lina, quote(`\u2068${certificate}\u2069`), "\u2068Samira\u2069") }).waitFor();
    await goHome(holder);

    // The relative has a paper open when it is taken back: one touch, without a question.
    await relative.person.back();
    await relative.page.getByRole("button", { name: theirs.loan.openName("Messagerie.jpg") }).click();
    await relative.page.locator(".paper img").waitFor();
    await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.sees}`) }).click();
    await page.getByRole("button", { name: new RegExp(texts.sees.takeBack) }).first().click();
    await page.getByText(texts.sees.nobody).waitFor();
    await relative.person.title(theirs.loan.overTitle).waitFor();
    expect(await relative.page.locator("img").count()).toBe(0);
    await relative.person.button(theirs.loan.overBack).click();
    await relative.page.getByText(theirs.lent.none).waitFor();
    expect(await lockers.count()).toBe(0);

    // What was done stays, and is the holder's.
    await goHome(holder);
    await person.open("Quittance.pdf");
    await page.locator(".paper .pages iframe").waitFor();

    for (const { watched, context } of [holder, relative, pro]) {
      expect(watched.errors).toEqual([]);
      expect(watched.elsewhere).toEqual([]);
      await context.close();
    }
  });
});
