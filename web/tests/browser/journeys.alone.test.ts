import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { specimen, specimenAs } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startRealSite } from "./harness/real-site";
import { letRun } from "./journeys/lending";
import { goHome, meetByLink, row, toLent } from "./journeys/meeting-by-link";

const photo = "p13-page-messagerie-compressee.jpg";
const karim = "\u2068Karim\u2069";

/**
 * In three windows with the real worker and server: a relative who runs the locker lends one paper of it on, to be changed; the professional
 * changes it. It is taken back while their next version waits for the network: nothing of the holder's is changed, and nothing of theirs is lost.
 */
describe("a paper lent alone, to be changed", () => {
  const real = onStage(startRealSite);

  test("is changed by who has it; what outlives the loan is told, saved, and given up", async () => {
    const holder = await real.stage.visit("fr");
    const relative = await real.stage.visit("fr");
    const pro = await real.stage.visit("fr", [/ERR_INTERNET_DISCONNECTED|Failed to load/]);
    await holder.person.create("Karim");
    await holder.person.add("id", specimen(`photos/${photo}`));
    await relative.person.create("Lina");
    await pro.person.create("Samira");
    await meetByLink(holder, relative, { inviter: "Karim", name: "Lina" });
    await goHome(holder);
    await letRun(holder, "Lina");
    await goHome(holder);
    await goHome(relative);
    await meetByLink(relative, pro, { inviter: "Lina", name: "Samira", organisation: "Service social du 10e" });

    // The relative lends it on, in their own name; one sentence says all of it.
    const { texts } = relative.person;
    await goHome(relative);
    await toLent(relative);
    await row(relative, "Karim").click();
    await row(relative, texts.run.lend(karim)).click();
    await relative.page.getByRole("radio", { name: /Samira/ }).check();
    await relative.page.getByRole("checkbox", { name: photo }).check();
    await relative.page.getByRole("radio", { name: new RegExp(texts.runLend.rights.edit) }).check();
    await relative.page.getByLabel(texts.runLend.purpose).fill("son logement");
    await relative.person.button(texts.runLend.go).click();
    await relative.page.getByText(texts.runLend.whoMay.edit).first().waitFor();
    await relative.person.button(texts.runLend.yes).click();
    await relative.page.getByText(texts.runLend.done("\u2068Samira\u2069")).first().waitFor();

    // The professional has never met the holder: who lent it is said. What is lent alone has no other place to go to.
    const { person, page } = pro;
    const theirs = person.texts;
    await goHome(pro);
    await toLent(pro);
    await page.locator(".lender").first().click();
    await page.getByRole("button", { name: theirs.loan.openName(photo) }).click();
    await page.locator(".paper img").waitFor();
    const more = page.getByRole("list", { name: theirs.acting.more });
    expect((await more.getByRole("button").allInnerTexts()).map((word) => word.trim())).toEqual([theirs.lentRename.row, theirs.lentReplace.row, theirs.lentTrash.row]);
    await row(pro, theirs.lentRename.row).click();
    await page.getByLabel(theirs.lentRename.name).fill("Messagerie.jpg");
    await person.button(theirs.lentRename.yes).click();
    await page.getByText(theirs.lentRename.done).first().waitFor();
    await row(holder, "Messagerie.jpg").waitFor();

    // A new version is agreed to without a network, and waits on this device. Meanwhile the relative takes it back.
    await row(pro, theirs.lentReplace.row).click();
    const file = await specimenAs("Autre.pdf", "pdf/recepisse.pdf");
    await page.getByLabel(theirs.lentAdd.file).setInputFiles(file);
    await person.button(theirs.lentReplace.yes).waitFor();
    await pro.context.setOffline(true);
    await person.button(theirs.lentReplace.yes).click();
    await page.getByText(theirs.lentReplace.done).first().waitFor();
    await row(relative, texts.run.lent(karim)).click();
    await relative.page.getByRole("button", { name: texts.runLent.takeBackName("Messagerie.jpg", "\u2068Samira\u2069") }).click();
    await relative.page.getByText(texts.runLent.none).waitFor();
    await pro.context.setOffline(false);

    // The paper closes, and what didn't leave says so: it is on this device alone.
    await person.title(theirs.loan.overTitle).waitFor();
    expect(await page.locator(".paper img").count()).toBe(0);
    await person.button(theirs.loan.overBack).click();
    await page.getByText(theirs.leftBehind.why).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: theirs.leftBehind.saveName("Messagerie.jpg") }).click()]);
    expect(await readFile(await download.path())).toEqual(file.buffer);
    // One's own home says it, and leads there, also when nothing is lent to one any more.
    await goHome(pro);
    await page.getByText(theirs.leftBehind.count(1)).waitFor();
    await row(pro, theirs.lent.homeRow).click();
    await page.getByRole("button", { name: theirs.state.dropName("Messagerie.jpg") }).click();
    await page.getByText(theirs.leftBehind.why).waitFor({ state: "detached" });

    // The holder's paper is what it was.
    await holder.person.open("Messagerie.jpg");
    await holder.page.locator(".paper img").waitFor();

    for (const { watched, context } of [holder, relative, pro]) {
      expect(watched.errors).toEqual([]);
      expect(watched.elsewhere).toEqual([]);
      await context.close();
    }
  });
});
