import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { control, fakeStage, photo } from "./harness/fake-stage";
import { specimen } from "./harness/files";
import type { Person } from "./harness/person";

/** What stands under "Plus", and the locker that closes by itself. The worker here is the fake. */
describe("account", () => {
  const open = fakeStage();

  const toMore = async (person: Person, word: string) => {
    await person.button(person.texts.home.more).click();
    await person.page.getByRole("button", { name: new RegExp(`^${word}`) }).click();
  };

  test("the journal says what happened, by day, and goes back as far as there is something", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.pile(60);
    });
    await toMore(person, texts.more.journal);
    await page.getByText(texts.journal.acts.added("").trim().slice(0, 10)).first().waitFor();
    expect(await page.locator("main li").count()).toBe(50);
    await person.button(texts.journal.older).click();
    await page.getByText(texts.journal.acts.locker).waitFor();
    await page.getByText(texts.journal.start).waitFor();
    expect(await page.locator("main li").count()).toBe(63);
    expect(await page.locator("main").getByText(photo).count()).toBe(1);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("footer").isVisible()).toBe(false);
    expect(await page.locator("h2.on-paper").isVisible()).toBe(true);
    await context.close();
  });

  test("devices: which one is this one; one is closed, then all others", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await toMore(person, texts.more.devices);
    await page.getByText(texts.devices.here).waitFor();
    expect(await page.locator("main li").filter({ hasNotText: texts.nameDevice.open }).count()).toBe(3);
    await page.getByRole("button", { name: new RegExp(`^${texts.devices.end} ${texts.devices.commandLine}`) }).click();
    await page.getByText(texts.devices.commandLine).waitFor({ state: "detached" });
    expect(await page.locator("main li").filter({ hasNotText: texts.nameDevice.open }).count()).toBe(2);
    await page.getByRole("button", { name: new RegExp(`^${texts.devices.end} ${texts.devices.browser}`) }).click();
    await page.getByText(texts.devices.alone).waitFor();
    await context.close();
  });

  test("what can't be fetched says why and can be asked again", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.refuse.room = { code: "network" };
    });
    await toMore(person, texts.more.room);
    await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await person.button(texts.trouble.again).click();
    await page.getByText(texts.room.plenty).first().waitFor();
    await context.close();
  });

  test("everything is taken out like a download where no file can be chosen; what is damaged is named", async () => {
    const { person, page, context, watched } = await open.withPhoto();
    const { texts } = person;
    await page.evaluate(() => {
      Object.assign(globalThis, { showSaveFilePicker: undefined });
    });
    await control(page, (fake) => {
      fake.refuse.open = { code: "tampered" };
    });
    await toMore(person, texts.more.takeOut);
    await person.button(texts.takeOut.go).click();
    await page.getByText(texts.takeOut.ready(0)).waitFor();
    await page.getByText(texts.takeOut.altered).waitFor();
    await page.locator("main").getByText(photo).waitFor();
    const download = page.waitForEvent("download");
    await person.button(texts.takeOut.save).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/^armoire-.*\.zip$/);
    expect((await readFile(await saved.path())).subarray(0, 2).toString()).toBe("PK");
    expect(await page.evaluate(() => fakeCalls("dropExport"))).toBe(0);
    await person.button(texts.takeOut.saved).click();
    await person.title(texts.more.title).waitFor();
    expect(await page.evaluate(() => fakeCalls("dropExport"))).toBe(1);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("where a file can be chosen the archive goes there; giving the choice up loses nothing", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await page.evaluate(() => {
      let asked = 0;
      Object.assign(globalThis, {
        showSaveFilePicker: async (options: { suggestedName: string }) => {
          asked += 1;
          if (asked === 1) throw new DOMException("given up", "AbortError");
          return (await navigator.storage.getDirectory()).getFileHandle(options.suggestedName, { create: true });
        },
      });
    });
    await toMore(person, texts.more.takeOut);
    await page.getByRole("radio", { name: texts.takeOut.sealed }).check();
    await person.button(texts.takeOut.go).click();
    await person.button(texts.takeOut.go).click();
    await page.getByText(texts.takeOut.written(1)).waitFor();
    expect(await person.button(texts.takeOut.save).count()).toBe(0);
    const written = await page.evaluate(async () => {
      const sizes: number[] = [];
      for await (const entry of (await navigator.storage.getDirectory()).values()) {
        if (entry instanceof FileSystemFileHandle) sizes.push((await entry.getFile()).size);
      }
      return sizes;
    });
    expect(written).toEqual([22]);
    await context.close();
  });

  test("an archive comes in; another file says that it is none; what stays out is named", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await toMore(person, texts.more.bringIn);
    await page.getByLabel(texts.bringIn.choose).setInputFiles(specimen("odd/anime.gif"));
    await page.getByRole("alert").getByText(texts.refusals.archive).waitFor();
    await page.getByLabel(texts.bringIn.choose).setInputFiles({ name: "a.zip", mimeType: "application/zip", buffer: Buffer.from("PK") });
    await page.getByText(texts.bringIn.done(2)).waitFor();
    await page.getByText("Trop grand.pdf").waitFor();
    await person.button(texts.bringIn.see).click();
    await page.getByRole("button", { name: /^Emporté 2/ }).waitFor();
    await context.close();
  });

  test("deleting the account is asked twice, said on the home, and taken back", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await toMore(person, texts.more.delete);
    await person.button(texts.deleteAccount.go).click();
    await person.title(texts.deleteAccount.sureTitle).waitFor();
    expect(await page.evaluate(() => fakeCalls("askDeletion"))).toBe(0);
    await person.button(texts.deleteAccount.no).click();
    await person.button(texts.deleteAccount.go).click();
    await person.button(texts.deleteAccount.yes).click();
    await person.title(texts.deleteAccount.dueTitle).waitFor();
    await person.back();
    await person.back();
    await person.button(texts.home.leavingLook).click();
    await person.button(texts.deleteAccount.cancel).click();
    await page.getByText(texts.deleteAccount.cancelled).first().waitFor();
    expect(await person.button(texts.home.leavingLook).count()).toBe(0);
    await context.close();
  });

  test("leaving the device says what waits", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.connect(false);
    });
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.kept, { exact: true }).waitFor();
    await toMore(person, texts.more.leave);
    await page.getByText(texts.leave.waiting(1)).waitFor();
    await person.button(texts.leave.go).click();
    await person.title(texts.signIn.title).waitFor();
    await context.close();
  });

  test("the locker closes by itself after five minutes without a touch, and says why", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await page.clock.install();
    await person.lock();
    await reopen(person);
    await page.clock.fastForward("04:00");
    await page.keyboard.press("Tab");
    await page.clock.fastForward("04:30");
    await person.title(texts.home.title).waitFor();
    await page.clock.fastForward("00:40");
    await person.title(texts.signIn.title).waitFor();
    await page.getByText(texts.refusals.idle).waitFor();
    expect(await page.content()).not.toContain(photo);
    await context.close();
  });

  test("what only this page has isn't cut off in the middle", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await page.clock.install();
    await person.lock();
    await reopen(person);
    await control(page, (fake) => {
      fake.keeps = false;
      fake.holdAt = 40;
    });
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.sending(40)).waitFor();
    await page.clock.fastForward("12:00");
    await page.getByText(texts.state.sending(40)).waitFor();
    await control(page, (fake) => {
      fake.release();
    });
    await page.getByText(texts.state.stayOpen).waitFor({ state: "detached" });
    await page.clock.fastForward("05:01");
    await person.title(texts.signIn.title).waitFor();
    await context.close();
  });

  test("a phone that slept with the page hidden closes the locker when it is looked at again", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    // Time passes, and no timer runs.
    await page.clock.setFixedTime(Date.now() + 6 * 60_000);
    await person.title(texts.home.title).waitFor();
    await page.evaluate(() => {
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await person.title(texts.signIn.title).waitFor();
    await page.getByText(texts.refusals.idle).waitFor();
    await context.close();
  });

  test("the camera or the file chooser keeps it open; what was chosen is kept when it closes", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await page.clock.install();
    await person.lock();
    await reopen(person);
    await person.button(texts.home.add).click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByLabel(texts.add.file).click();
    await page.clock.fastForward("20:00");
    await (await chooser).setFiles(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).waitFor();
    // Nobody confirms it.
    await page.clock.fastForward("05:01");
    await person.title(texts.signIn.title).waitFor();
    await reopen(person);
    await page.getByRole("button", { name: /^anime.gif/ }).waitFor();
    await page.getByText(texts.state.sent).nth(1).waitFor();
    await context.close();
  });

  test("\"Fermer\" while papers are being sealed closes the screen at once, and loses none of them", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await person.choose(specimen("odd/anime.gif"), specimen("odd/transparent.png"));
    await page.evaluate((words) => {
      const press = (word: string) => {
        [...document.querySelectorAll("button")].find((button) => button.innerText.trim() === word)?.click();
      };
      press(words.go);
      press(words.lock);
    }, { go: texts.keep.go(2), lock: texts.tools.lock });
    await person.title(texts.signIn.title).waitFor();
    expect(await page.content()).not.toContain("anime.gif");
    await reopen(person);
    await page.getByText(texts.state.sent).nth(2).waitFor();
    await context.close();
  });

  test("the worker that closes by itself leads to the door", async () => {
    const { person, page, context } = await open.withPhoto();
    await control(page, (fake) => {
      fake.end("no_session");
    });
    await person.title(person.texts.signIn.title).waitFor();
    await page.getByText(person.texts.refusals.no_session).waitFor();
    await context.close();
  });

  test("5,000 papers: few are drawn, search finds one, and no touch waits for 200 ms", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.pile(5000);
    });
    await page.getByRole("button", { name: /^Reçu été 5000/ }).waitFor();
    await page.evaluate(() => {
      const slow: number[] = [];
      Object.assign(globalThis, { slow });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) slow.push(entry.duration);
      }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    });
    await page.getByRole("button", { name: new RegExp(`^${texts.shelves.id}`) }).click();
    await person.title(texts.shelves.id).waitFor();
    expect(await page.locator("main li").count()).toBe(30);
    await person.button(texts.home.moreRows(4971)).click();
    await page.locator("main li").nth(79).waitFor();
    await person.back();
    await person.button(texts.home.search).click();
    await page.getByRole("textbox").pressSequentially("ETE 4321");
    await page.getByText(texts.search.found(1)).waitFor();
    await page.getByRole("button", { name: /^Reçu été 4321/ }).waitFor();
    await page.getByRole("textbox").fill("recu");
    await page.getByText(texts.search.found(5000)).waitFor();
    expect(await page.locator("main li").count()).toBe(20);
    const slow = await page.evaluate(() => (globalThis as unknown as { slow: number[] }).slow);
    console.log(`longest interaction with 5,000 papers: ${String(Math.max(0, ...slow))} ms`);
    await context.close();
  });
});

/** Runs in the page: how often a method was called. */
declare function fakeCalls(method: string): number;

/** Opens the fake's locker again, on the device that remembers it. */
async function reopen(person: Person): Promise<void> {
  const { page, texts } = person;
  const handle = page.getByLabel(texts.signIn.handle);
  if ((await handle.count()) > 0) await handle.fill("nadia4821");
  await page.getByLabel(texts.signIn.words).fill("abandon brioche colline dauphin effort");
  await person.button(texts.signIn.go).click();
  await person.title(texts.home.title).waitFor();
}
