import { describe, expect, test } from "vitest";
import type { FakeControl } from "./fake/client";
import { control, fakeStage, photo } from "./harness/fake-stage";
import { specimen } from "./harness/files";

/** Every refusal is a plain sentence, and loses nothing. The worker here is the fake. */
describe("refusals", () => {
  const open = fakeStage();

  test("sending shows how far it is, and what failed says why and can be touched again", async () => {
    const { person, page, context, watched } = await open.withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.holdAt = 40;
    });
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.sending(40)).waitFor();
    expect(await page.getByRole("progressbar", { name: texts.state.bar }).getAttribute("aria-valuenow")).toBe("40");
    await control(page, (fake) => {
      fake.refuse.sent = { code: "quota_reached" };
      fake.release();
    });
    await page.getByRole("status").getByText(texts.refusals.quota_reached).waitFor({ state: "attached" });
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await page.getByRole("button", { name: new RegExp(texts.state.failed.slice(0, 8)) }).click();
    await page.getByText(texts.state.sent).nth(1).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test.each([
    ["quota_reached", "quota_reached"],
    ["disk_full", "disk_full"],
    ["unavailable", "unavailable"],
    ["log_conflict", "conflict"],
    ["never heard of", "internal"],
  ] as const)("a paper refused as %s gets a sentence, and isn't lost", async (code, sentence) => {
    const { person, page, context } = await open.withPhoto();
    await page.evaluate((refused) => {
      (globalThis as unknown as { fake: FakeControl }).fake.refuse.sent = { code: refused };
    }, code);
    await person.choose(specimen("odd/anime.gif"));
    await person.button(person.texts.keep.go(1)).click();
    await page.getByText(person.texts.refusals[sentence]).first().waitFor();
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await page.getByRole("button", { name: new RegExp(person.texts.state.failed.slice(0, 8)) }).click();
    await page.getByText(person.texts.state.sent).nth(1).waitFor();
    await context.close();
  });

  test("an altered paper is named, nothing of it is shown, and the rest still opens", async () => {
    const { person, page, context } = await open.withPhoto();
    await control(page, (fake) => {
      fake.refuse.open = { code: "tampered" };
    });
    await person.open(photo);
    await page.getByRole("alert").getByText(person.texts.paper.altered(photo)).waitFor();
    expect(await page.locator("img").count()).toBe(0);
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await person.back();
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    await context.close();
  });

  test.each(["rolled_back", "fork", "signature"])("a server caught as %s keeps the locker closed", async (code) => {
    const { person, page, context, words, handle } = await open.withPhoto();
    await person.lock();
    await page.evaluate((refused) => {
      (globalThis as unknown as { fake: FakeControl }).fake.refuse.contents = { code: refused };
    }, code);
    await person.signIn(handle, words);
    await person.title(person.texts.trouble.title).waitFor();
    await page.getByRole("alert").getByText(person.texts.trouble.code(code)).waitFor();
    expect(await page.locator("body").innerText()).not.toContain(photo);
    await context.close();
  });

  test("a session that has ended leads to the door, which says so", async () => {
    const { person, page, context } = await open.withPhoto();
    await control(page, (fake) => {
      fake.refuse.open = { code: "no_session" };
    });
    await page.getByRole("button", { name: new RegExp(`^${photo}`) }).click();
    await person.title(person.texts.signIn.title).waitFor();
    await page.getByText(person.texts.refusals.no_session).waitFor();
    await context.close();
  });

  test("a server that takes new lockers by code asks for it; one that takes none says so", async () => {
    const { person, page, context } = await open.stage.visit("en");
    await control(page, (fake) => {
      fake.signUp = "closed";
    });
    // The page asks its server once, when it comes: leaving and coming back asks again.
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pagehide"));
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await page.getByText(person.texts.first.full).waitFor();
    expect(await person.button(person.texts.first.create).count()).toBe(0);
    await control(page, (fake) => {
      fake.signUp = "code";
    });
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pagehide"));
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await person.button(person.texts.first.create).click();
    await page.getByLabel(person.texts.create.code).waitFor();
    await context.close();
  });
});
