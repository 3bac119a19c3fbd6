import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startRealSite } from "./harness/real-site";

const photo = "p13-page-messagerie-compressee.jpg";

/** The whole vault from the screens, with the real worker and the real server. */
describe("the whole vault", () => {
  const real = onStage(startRealSite);

  test("own shelf, new version and back, search, for good, journal, room", async () => {
    const { person, page, context, watched } = await real.stage.visit("fr");
    const { texts } = person;
    await person.create("Nadia");
    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.more.newShelf}`) }).click();
    await page.getByRole("textbox").fill("École de Léa");
    await page.getByRole("radio", { name: texts.newShelf.pictures.school }).check({ force: true });
    await person.button(texts.newShelf.go).click();
    await page.getByRole("button", { name: /^École de Léa/ }).click();
    await person.button(texts.shelf.add).click();
    await page.getByLabel(texts.add.file).setInputFiles([specimen(`photos/${photo}`), specimen("odd/anime.gif")]);
    await person.button(texts.keep.go(2)).click();
    await page.getByText(texts.state.sent).nth(1).waitFor();

    const width = () => page.getByRole("img", { name: photo }).evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth));
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    const first = await width();
    await person.button(texts.paper.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.paperMore.replace}`) }).click();
    await page.getByLabel(texts.add.file).setInputFiles(specimen("odd/transparent.png"));
    await person.button(texts.replace.go).click();
    await person.button(texts.paper.more).waitFor();
    await page.getByText(texts.state.version, { exact: true }).waitFor({ state: "detached" });
    await page.getByRole("img", { name: photo }).waitFor();
    await expect.poll(width).not.toBe(first);
    await person.button(texts.paper.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.paperMore.versions}`) }).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.versions.version(1)}`) }).click();
    await page.getByRole("img").waitFor();
    await person.button(texts.versions.restore).click();
    await page.getByText(texts.versions.restored).first().waitFor();
    await person.back();
    await person.back();
    await page.getByRole("img", { name: photo }).waitFor();
    expect(await width()).toBe(first);
    await person.back();
    await person.back();

    await person.button(texts.home.search).click();
    await page.getByRole("textbox").fill("ECOLE lea");
    await page.getByText(texts.search.found(2)).waitFor();
    await person.open("anime.gif");
    await person.trash();
    await page.getByText(texts.search.found(1)).waitFor();
    await person.button(texts.search.bin).click();
    await page.getByRole("button", { name: texts.bin.deleteName("anime.gif") }).click();
    await person.button(texts.deletePaper.yes).click();
    await page.getByText(texts.bin.empty).waitFor();
    await person.back();
    await person.back();

    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.more.journal}`) }).click();
    await page.getByText(texts.journal.acts.deleted).waitFor();
    for (const act of ["added", "replaced"] as const) {
      await page.getByText(texts.journal.acts[act](texts.journal.quote(`\u2068${photo}\u2069`))).first().waitFor();
    }
    await page.getByText(texts.journal.acts.locker).waitFor();
    await person.back();
    await page.getByRole("button", { name: new RegExp(`^${texts.more.room}`) }).click();
    await page.getByText(texts.room.plenty).first().waitFor();
    expect(watched.errors).toEqual([]);
    expect(watched.elsewhere).toEqual([]);
    await context.close();
  });

  test("another device is closed from here", async () => {
    const here = await real.stage.visit("fr");
    const { texts } = here.person;
    const { handle, words } = await here.person.create("Awa");
    const there = await real.stage.visit("fr", [/Failed to load resource: the server responded with a status of 401/]);
    await there.person.button(texts.first.words).click();
    await there.person.signIn(handle, words.join(" "));
    await there.person.title(texts.home.title).waitFor();
    await here.person.button(texts.home.more).click();
    await here.page.getByRole("button", { name: new RegExp(`^${texts.more.devices}`) }).click();
    await here.page.getByRole("button", { name: new RegExp(`^${texts.devices.end} ${texts.devices.browser}`) }).click();
    await here.page.getByText(texts.devices.alone).waitFor();
    await there.person.title(texts.signIn.title).waitFor();
    await there.page.getByText(texts.refusals.no_session).waitFor();
    await here.context.close();
    await there.context.close();
  });

  test("everything out, and in again elsewhere; the account's deletion asked for and taken back", async () => {
    const { person, page, context } = await real.stage.visit("fr");
    const { texts } = person;
    await person.create("Samir");
    await person.add("health", specimen(`photos/${photo}`), specimen("odd/anime.gif"));
    await page.evaluate(() => {
      Object.assign(globalThis, { showSaveFilePicker: undefined });
    });
    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.more.takeOut}`) }).click();
    await person.button(texts.takeOut.go).click();
    await page.getByText(texts.takeOut.ready(2)).waitFor();
    const download = page.waitForEvent("download");
    await person.button(texts.takeOut.save).click();
    const archive = await readFile(await (await download).path());
    await person.button(texts.takeOut.saved).click();
    await person.title(texts.more.title).waitFor();

    await page.getByRole("button", { name: new RegExp(`^${texts.more.delete}`) }).click();
    await person.button(texts.deleteAccount.go).click();
    await person.button(texts.deleteAccount.yes).click();
    await person.title(texts.deleteAccount.dueTitle).waitFor();
    await person.lock();
    await context.close();

    const other = await real.stage.visit("fr");
    await other.person.create("Samir");
    await other.person.button(texts.home.more).click();
    await other.page.getByRole("button", { name: new RegExp(`^${texts.more.bringIn}`) }).click();
    await other.page.getByLabel(texts.bringIn.choose).setInputFiles({ name: "armoire.zip", mimeType: "application/zip", buffer: archive });
    await other.page.getByText(texts.bringIn.done(2)).waitFor();
    await other.person.button(texts.bringIn.see).click();
    await other.page.getByText(texts.state.sent).nth(1).waitFor();
    await other.person.open(photo);
    await other.page.getByRole("img", { name: photo }).waitFor();
    await other.context.close();
  });
});
