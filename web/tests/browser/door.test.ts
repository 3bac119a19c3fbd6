import { describe, expect, test } from "vitest";
import type { FakeControl } from "./fake/client";
import { fakeStage, control } from "./harness/fake-stage";

/** What a device knows of its person before anything is open. The worker here is the fake. */
describe("the door", () => {
  const open = fakeStage();

  test("one's own device asks for the words alone, and lets somebody else in as well", async () => {
    const { person, page, context, handle, words } = await open.withPhoto();
    const { texts } = person;
    await person.lock();
    expect(await page.locator(".handle").innerText()).toBe(handle);
    expect(await page.getByLabel(texts.signIn.handle).count()).toBe(0);
    await page.getByLabel(texts.signIn.words).fill(words);
    await person.button(texts.signIn.go).click();
    await person.title(texts.home.title).waitFor();
    await person.lock();
    await person.button(texts.signIn.other).click();
    expect(await page.getByLabel(texts.signIn.handle).inputValue()).toBe("");
    await context.close();
  });

  test("on somebody else's device nothing is known afterwards", async () => {
    const { person, page, context } = await open.stage.visit("ar");
    const { texts } = person;
    await person.button(texts.first.create).click();
    await page.getByLabel(texts.device.shared).check();
    await page.getByLabel(texts.create.name).fill("ليلى");
    await person.button(texts.create.go).click();
    await person.title(texts.words.title).waitFor();
    const notes = await person.write();
    expect(notes.handle).toMatch(/^lila\d{4}$/);
    await person.prove(notes.groups);
    await person.title(texts.add.title).waitFor();
    await person.lock();
    expect(await page.locator(".handle").count()).toBe(0);
    expect(await page.getByLabel(texts.signIn.handle).inputValue()).toBe("");
    await context.close();
  });

  test("a browser that keeps nothing says so, and what isn't sent is said to be lost", async () => {
    const { person, page, context } = await open.stage.visit("fr");
    const { texts } = person;
    await control(page, (fake: FakeControl) => {
      fake.keeps = false;
    });
    await person.create("Nadia");
    await person.lock();
    await page.getByText(texts.device.keepsNothing).waitFor();
    await context.close();
  });

  test("the first paper comes right after the proof; Back leads to the empty home", async () => {
    const { person, page, context } = await open.stage.visit("fr");
    const { texts } = person;
    await person.begin("Nadia");
    const { groups } = await person.write();
    await person.prove(groups);
    await person.title(texts.add.title).waitFor();
    await person.atStep(1);
    await page.goBack();
    await person.title(texts.home.title).waitFor();
    await page.getByText(texts.home.safe).waitFor();
    await page.goForward();
    await person.title(texts.home.title).waitFor();
    await context.close();
  });

  test("a language that is chosen is spoken at once, in its own direction, and the next time", async () => {
    const { person, page, context } = await open.stage.visit("fr");
    await page.getByRole("button", { name: "العربية" }).click();
    await page.getByRole("heading", { level: 1, name: "أوراقكم في مكان آمن" }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(["ar", "rtl"]);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "أوراقكم في مكان آمن" }).waitFor();
    await page.getByRole("button", { name: "Français" }).click();
    await person.title(person.texts.first.title).waitFor();
    await context.close();
  });
});
