import { describe, expect, test } from "vitest";
import { control } from "./harness/fake-stage";
import { specimen } from "./harness/files";
import { pressOn, tabTo } from "./harness/keyboard";
import { cutWords, smallTargets } from "./harness/measures";
import { onStage } from "./harness/on-stage";
import { brokenRules } from "./harness/rules";
import { sharedFakeSite } from "./harness/shared-site";
import { Stage } from "./harness/stage";
import { tour } from "./tour/tour";

/** Everyone can use it: by rules, by keyboard, with large touch targets, in both themes. */
describe("access", () => {
  const fake = onStage(sharedFakeSite);
  const photo = "p13-page-messagerie-compressee.jpg";

  test.each([
    ["fr", "light", "dark"],
    ["ar", "dark", "light"],
    ["en", "light", "dark"],
  ] as const)("no screen breaks an accessibility rule (%s)", async (language, scheme, other) => {
    const { person, page, context } = await fake.stage.visit(language);
    const broken: Record<string, string[]> = {};
    await page.emulateMedia({ colorScheme: scheme });
    await tour(person, async (screen) => {
      const rules = [...(await brokenRules(page)), ...(await page.evaluate(smallTargets))];
      // Only colours differ between the themes.
      await page.emulateMedia({ colorScheme: other });
      rules.push(...(await brokenRules(page, "colours")));
      await page.emulateMedia({ colorScheme: scheme });
      if (rules.length > 0) broken[screen] = rules;
    });
    expect(broken).toEqual({});
    await context.close();
  }, 900_000);

  test.each(["light", "dark"] as const)("what is said while a paper is on its way can be read (%s)", async (colorScheme) => {
    const { person, page, context } = await fake.stage.visit("fr");
    const { texts } = person;
    await page.emulateMedia({ colorScheme });
    // What shows a PDF never comes.
    await page.route(/\/viewer\/pdf\.tsx|\/pdf-[^/]*\.js/, () => undefined);
    await person.create("Nadia");
    await person.add("id", specimen("pdf/attestation-hebergement.pdf"));
    await person.open("attestation-hebergement.pdf");
    await page.getByText(texts.viewer.opening).waitFor();
    expect(await brokenRules(page, "colours")).toEqual([]);
    await person.button(texts.paper.big).click();
    await person.button(texts.paper.turn).waitFor();
    await page.getByText(texts.viewer.opening).waitFor();
    expect(await brokenRules(page, "colours")).toEqual([]);
    await context.close();
  });

  test.each([
    ["fr", "light"],
    ["ar", "dark"],
  ] as const)("no screen of the open locker breaks an accessibility rule (%s, %s)", async (language, colorScheme) => {
    const { person, page, context } = await fake.stage.visit(language);
    await page.emulateMedia({ colorScheme });
    const { texts } = person;
    const broken: Record<string, string[]> = {};
    const check = async (screen: string) => {
      const rules = [...(await brokenRules(page)), ...(await page.evaluate(smallTargets))];
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 360) rules.push(`${String(width)} px wide`);
      if (rules.length > 0) broken[screen] = rules;
    };
    const row = async (word: string, title: string) => {
      await page.getByRole("button", { name: new RegExp(`^${word}`) }).click();
      await person.title(title).waitFor();
      await page.getByText(texts.wait).waitFor({ state: "detached" });
      await check(title);
    };

    await person.create("Nadia");
    await control(page, (fake) => {
      fake.keeps = false;
      fake.connect(false);
    });
    await person.choose(specimen(`photos/${photo}`));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.stayOpen).waitFor();
    await check("home, away, nothing kept");
    await row(texts.state.drop, texts.giveUp.title);
    await person.back();
    await control(page, (fake) => {
      fake.refuse.sent = { code: "quota_reached" };
      fake.connect(true);
    });
    await page.getByText(texts.state.failed).waitFor();
    await check("home, stopped");
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await page.getByRole("button", { name: new RegExp(texts.state.failed) }).click();
    await page.getByText(texts.state.sent).waitFor();

    await person.open(photo);
    await row(texts.paper.more, texts.paperMore.title);
    await row(texts.paperMore.replace, texts.replace.title);
    await page.getByLabel(texts.add.file).setInputFiles(specimen("odd/transparent.png"));
    await person.button(texts.replace.go).waitFor();
    await check("replace, chosen");
    await person.back();
    await row(texts.paperMore.versions, texts.versions.title);
    await page.getByRole("button", { name: new RegExp(`^${texts.versions.version(1)}`) }).click();
    await person.button(texts.paper.saveFile).waitFor();
    await check("version");
    // By the versions, what else is done, and the paper.
    for (let steps = 4; steps > 0; steps -= 1) await person.back();

    await row(texts.home.search, texts.search.title);
    await page.getByRole("textbox").fill("messagerie");
    await page.getByText(texts.search.found(1)).waitFor();
    await check("search, found");
    await page.getByRole("textbox").fill("zzz");
    await page.getByText(texts.search.none).waitFor();
    await check("search, nothing");
    await person.back();

    await row(texts.home.more, texts.more.title);
    await row(texts.more.newShelf, texts.newShelf.title);
    await page.getByRole("textbox").fill("École");
    await person.button(texts.newShelf.go).click();
    await page.getByRole("button", { name: /^École/ }).click();
    await row(texts.shelf.change, texts.changeShelf.title);
    await person.back();
    await person.back();
    await person.open(photo);
    await person.trash();
    await person.title(texts.home.title).waitFor();
    await row(texts.home.bin, texts.bin.title);
    await row(texts.bin.delete, texts.deletePaper.title);
    await person.back();
    await person.back();

    await row(texts.home.more, texts.more.title);
    for (const [word, title] of [
      [texts.more.room, texts.room.title],
      [texts.more.journal, texts.journal.title],
      [texts.more.devices, texts.devices.title],
      [texts.more.language, texts.language.title],
      [texts.more.takeOut, texts.takeOut.title],
      [texts.more.bringIn, texts.bringIn.title],
      [texts.more.leave, texts.leave.title],
    ] as const) {
      await row(word, title);
      await person.back();
    }
    await row(texts.more.delete, texts.deleteAccount.title);
    await row(texts.deleteAccount.go, texts.deleteAccount.sureTitle);
    await person.button(texts.deleteAccount.yes).click();
    await person.title(texts.deleteAccount.dueTitle).waitFor();
    await check("deletion, due");

    expect(broken).toEqual({});
    await context.close();
  });

  test("the rules find a planted fault", async () => {
    const { page, context } = await fake.stage.visit("fr");
    await page.evaluate(() => {
      document.querySelector(".button.main")?.replaceChildren();
      document.querySelector("h1")?.setAttribute("style", "color: #c9b");
    });
    const rules = (await brokenRules(page)).join();
    expect(rules).toContain("button-name");
    await context.close();
  });

  test("by keyboard alone: create, prove, add, see, lock", async () => {
    const { person, page, context, watched } = await fake.stage.visit("fr");
    const { texts } = person;
    await pressOn(page, texts.first.create);
    await tabTo(page, texts.create.name);
    await page.keyboard.type("Nadia");
    await page.keyboard.press("Enter");
    await person.title(texts.words.title).waitFor();
    await pressOn(page, texts.words.go);
    await person.title(texts.card.title).waitFor();
    const groups = await page.getByRole("region", { name: texts.card.short }).getByRole("listitem").allInnerTexts();
    await pressOn(page, texts.card.copied);
    await person.title(texts.proof.title).waitFor();
    const asked = await person.askedGroup();
    await tabTo(page, texts.proof.ask(asked + 1));
    await page.keyboard.type(groups[asked] ?? "");
    await page.keyboard.press("Enter");
    await person.title(texts.add.title).waitFor();

    await tabTo(page, texts.add.file);
    const chooser = page.waitForEvent("filechooser");
    await page.keyboard.press("Space");
    await (await chooser).setFiles(specimen(`photos/${photo}`));
    await person.title(texts.keep.title).waitFor();
    await tabTo(page, texts.shelves.box);
    await page.keyboard.press("ArrowLeft");
    await pressOn(page, texts.keep.go(1));
    await page.getByText(texts.state.sent).waitFor();
    await pressOn(page, photo);
    await page.getByRole("img", { name: photo }).waitFor();
    await pressOn(page, texts.paper.big);
    await page.getByText(texts.paper.turn).waitFor();
    await pressOn(page, texts.tools.back);
    await person.button(texts.paper.rename).waitFor();
    await pressOn(page, texts.tools.lock);
    await person.title(texts.signIn.title).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("each new screen gives the focus to its title", async () => {
    const { person, page, context } = await fake.stage.visit("fr");
    await person.button(person.texts.first.create).click();
    await person.title(person.texts.create.title).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(person.texts.create.title);
    expect(await page.title()).toBe(`${person.texts.create.title} · ${person.texts.brand}`);
    await context.close();
  });

  test("nothing is cut off at 320 px with text at 200 %", async () => {
    const large = await Stage.open(fake.site.origin, ["--blink-settings=defaultFontSize=32"]);
    const { person, page } = await large.visit("fr");
    await page.setViewportSize({ width: 320, height: 640 });
    const widths: Record<string, number> = {};
    const words: Record<string, string[]> = {};
    const measure = async (screen: string) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) widths[screen] = width;
      const cut = await page.evaluate(cutWords);
      if (cut.length > 0) words[screen] = cut;
    };
    await measure("first");
    await person.begin("Nadia");
    await measure("words");
    const { groups } = await person.write();
    await measure("proof");
    await person.prove(groups);
    await person.title(person.texts.add.title).waitFor();
    await measure("add");
    await person.back();
    await person.title(person.texts.home.title).waitFor();
    await measure("home");
    await person.add("work", specimen(`photos/${photo}`));
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    await measure("paper");
    await person.button(person.texts.paper.big).click();
    await page.getByText(person.texts.paper.turn).waitFor();
    await measure("large");
    // Nothing lies over the tools, however large the words below them are.
    for (const tool of await page.locator(".view-tools button:not([aria-disabled])").all()) await tool.click({ trial: true });
    await person.back();
    await person.back();
    await person.add("work", specimen("pdf/attestation-hebergement.pdf"));
    await person.open("attestation-hebergement.pdf");
    await page.getByText(person.texts.viewer.next).waitFor();
    await measure("pdf");
    await person.back();
    await person.button(person.texts.home.search).click();
    await page.getByRole("textbox").fill("messagerie");
    await page.getByText(person.texts.search.found(1)).waitFor();
    await measure("search");
    await person.back();
    const { more, journal, devices, takeOut, deleteAccount, newShelf, ways } = person.texts;
    for (const [word, title] of [
      [more.newShelf, newShelf.title],
      [more.ways, ways.title],
      [more.journal, journal.title],
      [more.devices, devices.title],
      [more.takeOut, takeOut.title],
      [more.delete, deleteAccount.title],
    ] as const) {
      await person.button(person.texts.home.more).click();
      await measure("more");
      await page.getByRole("button", { name: new RegExp(`^${word}`) }).click();
      await person.title(title).waitFor();
      await page.getByText(person.texts.wait).waitFor({ state: "detached" });
      await measure(title);
      await person.back();
      await person.back();
    }
    await person.lock();
    await measure("sign in");
    await person.button(person.texts.signIn.card).click();
    await measure("recover");
    expect(widths).toEqual({});
    expect(words).toEqual({});
    await large.close();
  });
});
