import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startSiteFor } from "./harness/real-site";
import { goHome, meetByLink, row } from "./journeys/meeting-by-link";

const photo = "p13-page-messagerie-compressee.jpg";
const samira = "\u2068Samira\u2069";

/**
 * Journeys 7, 8 and 14, with the real worker and server: a shelf is lent from its own page, taken back, and lent again by a new consent; the journal
 * says so, by what was done and by whom; the list of who helps goes out, on paper and as contacts.
 */
describe.each(["fr", "ar"] as const)("a holder keeps an eye on it (%s)", (language) => {
  const real = onStage(() => startSiteFor(language));

  test("a shelf is lent, taken back, lent again; the journal is filtered; the list goes out", async () => {
    const holder = await real.stage.visit(language);
    const pro = await real.stage.visit("fr");
    const { person, page } = holder;
    const { texts } = person;
    await person.create("Nadia");
    await person.add("id", specimen(`photos/${photo}`));
    await pro.person.create("Samira");
    await meetByLink(holder, pro, { inviter: "Nadia", name: "Samira", organisation: "Service social du 10e" });
    await goHome(holder);

    // From the shelf: it is chosen already.
    await page.getByRole("button", { name: new RegExp(`^${texts.shelves.id}`) }).first().click();
    await person.button(texts.shelf.lend).click();
    await page.getByRole("radio", { name: /Samira/ }).check();
    await person.button(texts.lend.next).click();
    await page.getByRole("checkbox", { name: new RegExp(texts.shelves.id), checked: true }).waitFor();
    await consent();
    await page.getByText(texts.sees.somebody(1)).waitFor();
    const shelf = texts.sees.shelf(texts.shelves.id);
    await page.getByRole("button", { name: texts.sees.takeBackName(shelf, "Samira") }).click();
    await page.getByText(texts.sees.nobody).waitFor();

    // Again: whom and what are answered, and the yes is a new one.
    await page.getByRole("button", { name: texts.sees.againName(shelf, "Samira") }).click();
    await page.getByText(texts.lendWhat.to("Samira")).waitFor();
    await consent();
    await page.getByText(texts.sees.somebody(1)).waitFor();

    await goHome(holder);
    await person.button(texts.home.more).click();
    await row(holder, texts.more.journal).click();
    const { acts, quote } = texts.journal;
    const added = page.getByText(acts.added(quote(`\u2068${photo}\u2069`)));
    const takenBack = page.getByText(acts.taken_back(quote(`\u2068${texts.shelves.id}\u2069`), samira));
    await added.waitFor();
    await takenBack.waitFor();
    await page.getByRole("radio", { name: texts.journalFilter.lent }).check({ force: true });
    await added.waitFor({ state: "detached" });
    await takenBack.waitFor();
    await page.getByRole("radio", { name: texts.journalFilter.wrote }).check({ force: true });
    await takenBack.waitFor({ state: "detached" });
    await added.waitFor();
    await page.getByLabel(texts.journalFilter.who, { exact: true }).selectOption({ label: "Samira" });
    await page.getByText(texts.journalFilter.none).waitFor();
    await page.getByRole("radio", { name: texts.journalFilter.all }).check({ force: true });
    await takenBack.waitFor();
    expect(await added.count()).toBe(0);
    await goHome(holder);

    // Onto the list, and out.
    await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
    await row(holder, "Samira").click();
    await person.button(texts.helper.onList).click();
    await page.getByLabel(texts.writeHelper.reach, { exact: true }).fill("01 44 00 00 00 le matin");
    await person.button(texts.writeHelper.go).click();
    await row(holder, texts.listOut.row).click();
    await person.title(texts.listOut.title).waitFor();
    await row(holder, "Samira").or(page.getByRole("listitem").filter({ hasText: "Samira" })).first().waitFor();
    const download = page.waitForEvent("download");
    await person.button(texts.listOut.save).click();
    const card = await readFile(await (await download).path(), "utf8");
    expect(card.split("\r\n")).toEqual(expect.arrayContaining(["VERSION:4.0", "FN:Samira", "ORG:Service social du 10e", "TEL:0144000000"]));
    expect(card).not.toContain("armoire");
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("button").filter({ visible: true }).count()).toBe(0);
    await page.getByRole("heading", { name: texts.listOut.heading }).waitFor();
    await page.getByText("01 44 00 00 00 le matin").waitFor();
    await page.emulateMedia({ media: "screen" });

    for (const { watched, context } of [holder, pro]) {
      expect(watched.errors).toEqual([]);
      expect(watched.elsewhere).toEqual([]);
      await context.close();
    }

    async function consent(): Promise<void> {
      await page.getByRole("button", { name: new RegExp(`^${texts.lendWhat.go(texts.lend.shelves(1))}`) }).click();
      await page.getByRole("radio", { name: texts.lendWhy.reasons.home }).check({ force: true });
      await person.button(texts.lend.next).click();
      await person.button(texts.lendRead.yes).click();
      await person.title(texts.sees.title).waitFor();
    }
  });
});
