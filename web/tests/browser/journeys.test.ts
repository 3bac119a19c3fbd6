import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { objectsOf, startRealSite } from "./harness/real-site";
import { leaks, stored } from "./harness/stored";

const photo = "p13-page-messagerie-compressee.jpg";
/** What Chromium itself writes on the console about an answer that is a refusal. */
const refusedAnswer = /Failed to load resource: the server responded with a status of 4/;
const cutNetwork = /Failed to load resource: net::ERR/;

/** What a person does, with the real worker and the real server, on a phone of 360 × 640. */
describe("journeys", () => {
  const real = onStage(startRealSite);

  test.each(["fr", "en"] as const)("create, prove the card, add, see, lock, sign in, open (%s)", async (language) => {
    const { person, page, context, watched } = await real.stage.visit(language);
    const { texts } = person;
    const notes = await person.create("Nadia");
    const { handle, words, groups } = notes;
    expect(handle).toMatch(/^nadia\d{4}$/);
    expect(words).toHaveLength(5);
    expect(groups).toHaveLength(9);
    await person.add("id", specimen(`photos/${photo}`));
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    await person.lock();

    await person.signIn(handle, words.join(" "));
    await person.title(texts.home.title).waitFor();
    await person.open(photo);
    const picture = page.getByRole("img", { name: photo });
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(0);

    // What is saved is what was added, byte for byte.
    const download = page.waitForEvent("download");
    await person.button(texts.paper.save).click();
    const saved = await (await download).path();
    expect((await readFile(saved)).equals(await readFile(specimen(`photos/${photo}`)))).toBe(true);

    expect(leaks(await stored(page, context), notes, [photo])).toEqual([]);
    expect(watched.errors).toEqual([]);
    expect(watched.elsewhere).toEqual([]);
    await context.close();
  });

  test("the five numbers open it too, on another phone and in another language", async () => {
    const first = await real.stage.visit("fr");
    const { handle, numbers } = await first.person.create("Samir");
    await first.person.add("health", specimen(`photos/${photo}`));
    await first.context.close();

    const second = await real.stage.visit("en");
    await second.person.button(second.person.texts.first.words).click();
    await second.person.signIn(handle, numbers.join(" "));
    await second.person.title(second.person.texts.home.title).waitFor();
    await second.page.getByRole("button", { name: new RegExp(`^${photo}`) }).waitFor();
    await second.context.close();
  });

  test("wrong words and a handle that nobody has get the same sentence", async () => {
    const { person, page, context, watched } = await real.stage.visit("fr", [refusedAnswer]);
    const { handle, words } = await person.create("Awa");
    await person.lock();
    const wrong = [...words].reverse().join(" ");
    for (const name of [handle, "personne0000"]) {
      await person.signIn(name, wrong);
      await page.getByRole("alert").getByText(person.texts.refusals.sign_in_refused).waitFor();
      await page.getByLabel(person.texts.signIn.words).fill("");
    }
    await person.signIn(handle, `${words.slice(0, 4).join(" ")} xylophage`);
    await page.getByRole("alert").getByText(person.texts.exactly.words_unknown(5)).waitFor();
    await person.signIn(handle, words.join(" "));
    await person.title(person.texts.home.title).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("phone lost: the card reopens everything, gives new words, and the old ones open nothing", async () => {
    const lost = await real.stage.visit("fr", [refusedAnswer]);
    const { handle, words, groups } = await lost.person.create("Rosa");
    await lost.person.add("money", specimen(`photos/${photo}`));

    const asked: string[] = [];
    const borrowed = await real.stage.visit("fr", [], async (phone) => {
      phone.on("request", (request) => {
        const { pathname } = new URL(request.url());
        if (pathname.startsWith("/api/")) asked.push(pathname);
      });
      return Promise.resolve();
    });
    const { person, page } = borrowed;
    await person.button(person.texts.first.card).click();
    // A typing mistake is found by the card itself, and named.
    const mistyped = groups.map((group, place) => (place === 3 ? String((Number(group) + 1) % 1_000_000).padStart(6, "0") : group));
    await person.recover(mistyped);
    await page.getByRole("alert").getByText(person.texts.exactly.card_group(4)).waitFor();
    // Nothing but what the page asks when it comes, on a slow phone perhaps only now.
    expect(asked.filter((path) => path !== "/api/v1/server")).toEqual([]);
    await person.recover(groups);
    await person.title(person.texts.words.newTitle).waitFor();
    const fresh = await page.getByRole("list", { name: person.texts.words.list }).getByRole("listitem").allInnerTexts();
    await person.button(person.texts.words.go).click();
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    expect(borrowed.watched.errors).toEqual([]);

    // The lost phone is told, and closes without a touch.
    await lost.person.title(lost.person.texts.signIn.title).waitFor();
    await lost.person.signIn(handle, words.join(" "));
    await lost.page.getByRole("alert").getByText(lost.person.texts.refusals.sign_in_refused).waitFor();
    await lost.person.signIn(handle, fresh.join(" "));
    await lost.person.title(lost.person.texts.home.title).waitFor();
    await lost.context.close();
    await borrowed.context.close();
  });

  test("several at once: each is kept, the empty one is named, and all are there afterwards", async () => {
    const { person, page, context, watched } = await real.stage.visit("fr");
    const { texts } = person;
    const { handle, words } = await person.create("Léa");
    await person.choose(
      specimen(`photos/${photo}`),
      specimen("odd/png-nomme-jpg.jpg"),
      specimen("odd/zero-octet.pdf"),
      specimen("pdf/attestation-hebergement.pdf"),
    );
    await page.getByRole("radio", { name: texts.shelves.home }).check({ force: true });
    await person.button(texts.keep.go(3)).click();
    await page.getByText(texts.state.sent).nth(2).waitFor();
    await person.lock();
    await person.signIn(handle, words.join(" "));
    await person.title(texts.home.title).waitFor();
    await page.getByRole("button", { name: new RegExp(`^${texts.shelves.home}`) }).click();
    await person.title(texts.shelves.home).waitFor();
    expect(await page.getByText(texts.state.sent).count()).toBe(3);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("rename, move, bin and put back last beyond the visit", async () => {
    const { person, page, context, watched } = await real.stage.visit("en");
    const { texts } = person;
    const { handle, words } = await person.create("Omar");
    await person.add("box", specimen(`photos/${photo}`));
    await person.open(photo);
    await person.button(texts.paper.rename).click();
    await page.getByRole("textbox").fill("Residence permit");
    await person.button(texts.rename.go).click();
    await person.button(texts.paper.move).click();
    await page.getByRole("radio", { name: texts.shelves.id }).check({ force: true });
    await person.button(texts.move.go(texts.shelves.id)).click();
    await person.trash();
    await page.getByRole("status").getByText(texts.bin.trashed).waitFor({ state: "attached" });
    await person.lock();
    await person.signIn(handle, words.join(" "));
    await person.title(texts.home.title).waitFor();
    await person.button(texts.home.bin).click();
    await page.getByRole("button", { name: texts.bin.restoreName("Residence permit") }).click();
    await page.getByText(texts.bin.empty).waitFor();
    await person.back();
    await page.getByRole("button", { name: new RegExp(`^${texts.shelves.id}`) }).click();
    await person.title(texts.shelves.id).waitFor();
    await person.open("Residence permit");
    await page.getByRole("img", { name: "Residence permit" }).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("an object altered on the server is named; the others open", async () => {
    const { person, page, context } = await real.stage.visit("fr");
    const { texts } = person;
    await person.create("Ivan");
    const before = new Set(await objectsOf(real.site));
    await person.add("id", specimen(`photos/${photo}`));
    const [object = ""] = (await objectsOf(real.site)).filter((path) => !before.has(path));
    const bytes = await readFile(object);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 100) ^ 1, bytes.length - 100);
    await writeFile(object, bytes);
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.sent).nth(1).waitFor();

    await person.open(photo);
    await page.getByRole("alert").getByText(texts.paper.altered(photo)).waitFor();
    expect(await page.locator("img").count()).toBe(0);
    await person.back();
    await person.open("anime.gif");
    await page.getByRole("img", { name: "anime.gif" }).waitFor();
    await context.close();
  });

  test("a server that shows yesterday's locker is caught; what it lost is named, and only the person's word goes on without it", async () => {
    const { person, page, context } = await real.stage.visit("fr", [refusedAnswer, cutNetwork]);
    const { texts } = person;
    const { handle, words } = await person.create("Paul");
    const yesterday = await mkdtemp(join(tmpdir(), "armoire-yesterday-"));
    await real.site.kill();
    await cp(real.site.data, yesterday, { recursive: true });
    await real.site.restart();
    await person.add("id", specimen(`photos/${photo}`));
    await real.site.kill();
    await rm(real.site.data, { recursive: true });
    await cp(yesterday, real.site.data, { recursive: true });
    await real.site.restart();
    await person.lock();
    await person.signIn(handle, words.join(" "));
    await person.title(texts.lost.title).waitFor();
    await page.getByRole("listitem").getByText(photo).waitFor();
    const [no, yes] = await Promise.all([person.button(texts.lost.no).boundingBox(), person.button(texts.lost.yes).boundingBox()]);
    expect([no?.width, no?.height]).toEqual([yes?.width, yes?.height]);
    // No leaves it closed, and the next opening asks again.
    await person.button(texts.lost.no).click();
    await person.signIn(handle, words.join(" "));
    await person.button(texts.lost.yes).click();
    await person.title(texts.home.title).waitFor();
    expect(await page.getByText(photo).count()).toBe(0);
    await person.add("id", specimen(`photos/${photo}`));
    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: texts.more.journal }).click();
    await page.getByText(texts.journal.acts.gap).waitFor();
    await rm(yesterday, { recursive: true });
    await context.close();
  });

  test("who comes back with the card on a server that was restored is told what it lost; yes gives new words, and no keeps the old ones", async () => {
    const { person, page, context } = await real.stage.visit("fr", [refusedAnswer, cutNetwork]);
    const { texts } = person;
    const { groups } = await person.create("Paule");
    const yesterday = await mkdtemp(join(tmpdir(), "armoire-yesterday-"));
    await real.site.kill();
    await cp(real.site.data, yesterday, { recursive: true });
    await real.site.restart();
    await person.add("id", specimen(`photos/${photo}`));
    await real.site.kill();
    await rm(real.site.data, { recursive: true });
    await cp(yesterday, real.site.data, { recursive: true });
    await real.site.restart();
    await person.lock();
    const recover = async () => {
      await person.button(texts.signIn.card).click();
      await person.recover(groups);
      await person.title(texts.lost.title).waitFor();
    };
    await recover();
    await page.getByRole("listitem").getByText(photo).waitFor();
    await person.button(texts.lost.no).click();
    await recover();
    await person.button(texts.lost.yes).click();
    await person.title(texts.words.newTitle).waitFor();
    await person.button(texts.words.go).click();
    await person.title(texts.home.title).waitFor();
    await person.add("id", specimen(`photos/${photo}`));
    await rm(yesterday, { recursive: true });
    await context.close();
  });

  test("the network is cut while a paper is sent: it says so, and goes when the network is back", async () => {
    const { person, page, context } = await real.stage.visit("fr", [cutNetwork]);
    const { texts } = person;
    await person.create("Mina");
    await context.setOffline(true);
    await person.choose(specimen(`photos/${photo}`));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.kept, { exact: true }).waitFor();
    await context.setOffline(false);
    await page.getByText(texts.state.sent).waitFor();
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    await context.close();
  });

  test("signing out ends the session", async () => {
    const { person, page, context, watched } = await real.stage.visit("fr");
    await person.create("Yann");
    expect((await context.cookies()).filter(({ httpOnly, sameSite }) => !httpOnly || sameSite !== "Strict")).toEqual([]);
    await person.button(person.texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${person.texts.more.leave}`) }).click();
    const handles = await page.evaluateHandle(() => {
      const shown: string[] = [];
      const look = () => shown.push(...Array.from(document.querySelectorAll(".handle"), (handle) => handle.textContent));
      new MutationObserver(look).observe(document, { subtree: true, childList: true });
      return shown;
    });
    await person.button(person.texts.leave.go).click();
    await person.title(person.texts.signIn.title).waitFor();
    await page.getByLabel(person.texts.signIn.handle).waitFor();
    // Not even for a moment: the fields would change under the fingers of who types already.
    expect(await handles.jsonValue()).toEqual([]);
    const status = await page.evaluate(async () => (await fetch("/api/v1/session")).status);
    expect(status).toBe(401);
    expect(watched.elsewhere).toEqual([]);
    await context.close();
  });

  test("the first screen takes 100 KB at most, all cryptography 160 KB", async () => {
    const { context, page, watched } = await real.stage.visit("en");
    await page.waitForLoadState("networkidle");
    const isWorker = (path: string) => /\/main-[^/]+\.js$/.test(path);
    await expect.poll(() => [...watched.received.keys()].some(isWorker)).toBe(true);
    const sizes = [...watched.received].filter(([path]) => !path.startsWith("/api/"));
    const worker = sizes.filter(([path]) => isWorker(path));
    const sum = (files: typeof sizes) => files.reduce((total, [, bytes]) => total + bytes, 0);
    // The worker comes after the first screen is drawn, and doesn't hold it up.
    expect(sum(sizes) - sum(worker)).toBeLessThanOrEqual(100 * 1024);
    expect(worker).toHaveLength(1);
    expect(sum(sizes)).toBeLessThanOrEqual(160 * 1024);
    await context.close();
  });
});
