import { describe, expect, test } from "vitest";
import { control, fakeStage, photo } from "./harness/fake-stage";
import { specimen, specimenAs } from "./harness/files";
import { pressOn, tabTo } from "./harness/keyboard";

/** The open locker under a person's hands: what is on its way, shelves, versions, the bin. The worker here is the fake. */
describe("inside", () => {
  const open = fakeStage();

  test("without a network a paper is kept on the phone, and goes by itself when it is back", async () => {
    const { person, page, context, watched } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.connect(false);
    });
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.kept, { exact: true }).waitFor();
    await page.locator("p.quiet").getByText(texts.home.away).waitFor();
    await page.getByRole("status").getByText(texts.live.kept("anime.gif")).waitFor({ state: "attached" });
    // What is known stays on the screen and can be walked through.
    await page.getByRole("button", { name: new RegExp(`^${texts.shelves.id}`) }).click();
    await page.getByRole("button", { name: new RegExp(`^${photo}`) }).waitFor();
    await person.back();
    await control(page, (fake) => {
      fake.connect(true);
    });
    await page.getByText(texts.state.sent).nth(1).waitFor();
    await page.getByRole("status").getByText(texts.live.arrived("anime.gif")).waitFor({ state: "attached" });
    expect(await page.getByText(texts.home.away).count()).toBe(0);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("where the device keeps nothing, it says that it must stay open, and leaving asks", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    const asks = () =>
      page.evaluate(() => {
        const leaving = new Event("beforeunload", { cancelable: true });
        dispatchEvent(leaving);
        return leaving.defaultPrevented;
      });
    expect(await asks()).toBe(false);
    await control(page, (fake) => {
      fake.keeps = false;
      fake.holdAt = 20;
    });
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.stayOpen).waitFor();
    // What is said is drawn first.
    await expect.poll(asks).toBe(true);
    await control(page, (fake) => {
      fake.release();
    });
    await page.getByText(texts.state.stayOpen).waitFor({ state: "detached" });
    await expect.poll(asks).toBe(false);
    await context.close();
  });

  test("a paper kept on the phone doesn't make leaving ask", async () => {
    const { person, page, context } = await open.withPhoto();
    await control(page, (fake) => {
      fake.connect(false);
    });
    await person.choose(specimen("odd/anime.gif"));
    await person.button(person.texts.keep.go(1)).click();
    await page.getByText(person.texts.state.kept, { exact: true }).waitFor();
    const asked = await page.evaluate(() => {
      const leaving = new Event("beforeunload", { cancelable: true });
      dispatchEvent(leaving);
      return leaving.defaultPrevented;
    });
    expect(asked).toBe(false);
    await context.close();
  });

  test("a paper that waits opens without a network, and stays on the screen when it has arrived", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.connect(false);
    });
    await person.choose(specimen("odd/transparent.png"));
    await person.button(texts.keep.go(1)).click();
    await page.getByRole("button", { name: new RegExp(`transparent.png.*${texts.state.kept}`) }).click();
    await person.title("transparent.png").waitFor();
    const picture = page.getByRole("img", { name: "transparent.png" });
    await picture.waitFor();
    const before = await picture.getAttribute("src");
    await control(page, (fake) => {
      fake.connect(true);
    });
    await person.button(texts.paper.rename).waitFor();
    expect(await picture.getAttribute("src")).toBe(before);
    await context.close();
  });

  test("percentages aren't said; that it didn't leave is, with the reason; it can be given up", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      new MutationObserver(() => {
        for (const region of document.querySelectorAll('[role="status"]')) said.push(region.textContent);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await control(page, (fake) => {
      fake.holdAt = 60;
    });
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.sending(60)).waitFor();
    await control(page, (fake) => {
      fake.refuse.sent = { code: "quota_reached" };
      fake.release();
    });
    await page.getByRole("status").getByText(texts.refusals.quota_reached).waitFor({ state: "attached" });
    const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
    expect(said.filter((sentence) => sentence.includes("%"))).toEqual([]);
    await page.getByRole("button", { name: texts.state.dropName("anime.gif") }).click();
    await person.title(texts.giveUp.title).waitFor();
    await person.button(texts.giveUp.no).click();
    await page.getByText(texts.state.failed).waitFor();
    await page.getByRole("button", { name: texts.state.dropName("anime.gif") }).click();
    await person.button(texts.giveUp.yes).click();
    await page.getByText(texts.giveUp.done).first().waitFor();
    await page.getByText(texts.state.failed).waitFor({ state: "detached" });
    await page.getByRole("listitem").filter({ hasText: "anime.gif" }).waitFor({ state: "detached" });
    await context.close();
  });

  test("a phone that is full says so, and the paper waits to be touched again", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.refuse.add = { code: "device_full" };
    });
    await person.choose(specimen("odd/anime.gif"), specimen("odd/transparent.png"));
    await person.button(texts.keep.go(2)).click();
    await page.getByRole("alert").getByText(texts.refusals.device_full).nth(1).waitFor({ state: "attached" });
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await page.getByRole("button", { name: new RegExp(texts.state.notKept) }).first().click();
    await page.getByText(texts.state.sent).nth(1).waitFor();
    await page.getByRole("button", { name: texts.state.dropName("transparent.png") }).click();
    await page.getByText(texts.state.notKept).waitFor({ state: "detached" });
    await context.close();
  });

  test("an own shelf is made, named again, binned when empty, and brought back", async () => {
    const { person, page, context, watched } = await open.withPhoto();
    const { texts } = person;
    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.more.newShelf}`) }).click();
    await page.getByRole("textbox").fill("Chien");
    await page.getByRole("radio", { name: texts.newShelf.pictures.animal }).check({ force: true });
    await person.button(texts.newShelf.go).click();
    await person.title(texts.home.title).waitFor();
    await page.getByRole("button", { name: /^Chien/ }).click();
    await person.title("Chien").waitFor();
    await person.button(texts.shelf.add).click();
    await page.getByLabel(texts.add.file).setInputFiles(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.sent).waitFor();
    await person.button(texts.shelf.change).click();
    await person.button(texts.changeShelf.full).waitFor();
    await page.getByRole("textbox").fill("Médor");
    await person.button(texts.changeShelf.go).click();
    await person.title("Médor").waitFor();
    await person.open("anime.gif");
    await person.trash();
    await page.getByText(texts.shelf.empty).waitFor();
    await person.button(texts.shelf.change).click();
    await person.button(texts.changeShelf.trash).click();
    await person.title(texts.home.title).waitFor();
    await page.getByText(texts.changeShelf.trashed).first().waitFor();
    expect(await page.getByRole("button", { name: /^Médor/ }).count()).toBe(0);
    // A paper that comes back brings its shelf.
    await person.button(texts.home.bin).click();
    await page.getByRole("button", { name: texts.bin.restoreName("anime.gif") }).click();
    await page.getByText(texts.bin.empty).waitFor();
    await person.back();
    await page.getByRole("button", { name: /^Médor/ }).click();
    await page.getByRole("button", { name: /^anime.gif/ }).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("a paper is replaced; its first version is looked at and made the newest again", async () => {
    const { person, page, context, watched } = await open.withPhoto();
    const { texts } = person;
    const width = async () => page.getByRole("img", { name: photo }).evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth));
    await person.open(photo);
    const first = await width();
    await person.button(texts.paper.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.paperMore.replace}`) }).click();
    await page.getByLabel(texts.add.file).setInputFiles(specimen("odd/zero-octet.pdf"));
    await page.getByRole("alert").getByText(texts.keep.empty).waitFor();
    await page.getByLabel(texts.add.file).setInputFiles(specimen("odd/transparent.png"));
    await person.button(texts.replace.go).click();
    await person.button(texts.paper.more).waitFor();
    await page.getByText(texts.state.version, { exact: true }).waitFor({ state: "detached" });
    await expect.poll(width).not.toBe(first);
    await person.button(texts.paper.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.paperMore.versions}`) }).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.versions.version(1)}`) }).click();
    await person.title(texts.versions.of(photo, 1)).waitFor();
    await person.button(texts.versions.restore).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.versions.version(3)}.*${texts.versions.current}`) }).waitFor();
    await person.back();
    await person.back();
    await expect.poll(width).toBe(first);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("deleting for good is asked once; emptying the bin leaves nothing", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await person.add("box", specimen("odd/anime.gif"), specimen("odd/transparent.png"));
    for (const paper of [photo, "anime.gif", "transparent.png"]) {
      await person.open(paper);
      await person.trash();
      await person.title(texts.home.title).waitFor();
    }
    await person.button(texts.home.bin).click();
    await page.getByRole("button", { name: texts.bin.deleteName(photo) }).click();
    await person.title(texts.deletePaper.title).waitFor();
    await page.getByText(texts.deletePaper.forever).waitFor();
    await person.button(texts.deletePaper.no).click();
    await page.getByRole("button", { name: texts.bin.deleteName(photo) }).click();
    await person.button(texts.deletePaper.yes).click();
    await page.getByRole("button", { name: texts.bin.deleteName(photo) }).waitFor({ state: "detached" });
    await person.button(texts.bin.emptyAll).click();
    await page.getByText(texts.emptyBin.what(2)).waitFor();
    await person.button(texts.emptyBin.yes).click();
    await page.getByText(texts.bin.empty).waitFor();
    await person.back();
    await page.getByText(texts.home.empty).waitFor();
    await context.close();
  });

  test("several at once: a video, what lies, what is empty, hard names; each gets its sentence and the rest goes on", async () => {
    const { person, page, context, watched } = await open.withPhoto();
    const { texts } = person;
    const video = { name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom") };
    const turned = await specimenAs("photo\u202egpj.exe \u{1f600}.gif", "odd/anime.gif");
    const long = await specimenAs(`${"é".repeat(125)}.gif`, "odd/anime.gif");
    await person.choose(video, turned, long, await specimenAs("a.jpg", "odd/png-nomme-jpg.jpg"), await specimenAs("b.pdf", "odd/zero-octet.pdf"));
    await page.getByText(texts.keep.video).waitFor();
    await page.getByText(texts.keep.lies(texts.kinds.png)).waitFor();
    await page.getByText(texts.keep.empty).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await person.button(texts.keep.go(4)).click();
    await page.getByText(texts.state.sent).nth(4).waitFor();
    expect(await page.locator("body").innerText()).not.toContain("\u202e");
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("by keyboard alone: give up, make a shelf, search, restore, empty", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.connect(false);
    });
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.kept, { exact: true }).waitFor();
    await pressOn(page, texts.state.dropName("anime.gif"));
    await person.title(texts.giveUp.title).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(texts.giveUp.title);
    await pressOn(page, texts.giveUp.yes);
    await person.title(texts.home.title).waitFor();
    await control(page, (fake) => {
      fake.connect(true);
    });
    await pressOn(page, texts.home.more);
    await person.title(texts.more.title).waitFor();
    await pressOn(page, texts.more.newShelf);
    await person.title(texts.newShelf.title).waitFor();
    await tabTo(page, texts.newShelf.name);
    await page.keyboard.type("Chien");
    await tabTo(page, texts.newShelf.pictures.family);
    await page.keyboard.press("ArrowRight");
    await pressOn(page, texts.newShelf.go);
    await page.getByRole("button", { name: /^Chien/ }).waitFor();
    await pressOn(page, texts.home.search);
    await person.title(texts.search.title).waitFor();
    await tabTo(page, texts.search.name);
    await page.keyboard.type("messagerie");
    await page.getByText(texts.search.found(1)).waitFor();
    await pressOn(page, photo);
    await pressOn(page, texts.paper.more);
    await person.title(texts.paperMore.title).waitFor();
    await pressOn(page, texts.paperMore.trash);
    await person.title(texts.search.title).waitFor();
    await page.getByText(texts.search.binned(1)).waitFor();
    await pressOn(page, texts.search.bin);
    await person.title(texts.bin.title).waitFor();
    await pressOn(page, texts.bin.restoreName(photo));
    await page.getByText(texts.bin.empty).waitFor();
    // What was pressed has gone: the title has the focus.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(texts.bin.title);
    await context.close();
  });
});
