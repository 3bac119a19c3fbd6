import { describe, expect, test } from "vitest";
import { codeOf } from "../authenticator";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startWiredSite, type Stores } from "./harness/real-site";

const photo = "p13-page-messagerie-compressee.jpg";
/** Chromium writes on the console about answers that are refusals. */
const provoked = [/Failed to load resource/];

const matrix: [language: "fr" | "ar", stores: Stores][] = [
  ["fr", { database: "sqlite", objects: "folder" }],
  ["ar", { database: "postgres", objects: "folder" }],
];

/** An organisation gives a code for signing up, and asks for a second step before anything is written. */
describe.each(matrix)("a second step that is required (%s)", (language, stores) => {
  const wired = onStage(() => startWiredSite(stores, { ARMOIRE_SIGN_UP: "code" }));

  test("the first paper waits for it; then it is asked for with the words", async () => {
    const code = await wired.site.operate("sign-up-code", "new", "--second-step");
    const { person, page, context, watched } = await wired.stage.visit(language, provoked);
    const { texts } = person;
    await person.button(texts.first.create).click();
    await page.getByLabel(texts.create.name).fill("Nadia");
    await page.getByLabel(texts.create.code).fill("wrong-code");
    await person.button(texts.create.go).click();
    await page.getByRole("alert").getByText(texts.refusals.sign_up_code).waitFor();
    await page.getByLabel(texts.create.code).fill(code);
    await person.button(texts.create.go).click();
    await person.title(texts.words.title).waitFor();
    const notes = await person.write();
    await person.prove(notes.groups);
    await person.title(texts.add.title).waitFor();

    // The paper is kept on this device, and says what it waits for.
    await page.getByLabel(texts.add.file).setInputFiles(specimen(`photos/${photo}`));
    await page.getByRole("radio", { name: texts.shelves.id }).check({ force: true });
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.refusals.second_step_required, { exact: true }).waitFor();
    expect(await wired.site.files()).toEqual([]);
    await person.button(texts.secondStep.begin).click();
    await page.getByText(texts.secondStep.required).waitFor();
    await person.button(texts.secondStep.begin).click();
    const secret = (await page.locator(".typing").innerText()).replace(/\s/g, "");
    const used = codeOf(secret);
    await page.getByRole("textbox").fill(used);
    await person.button(texts.secondStep.confirmGo).click();
    await page.getByText(texts.secondStep.requiredOn).waitFor();
    // Where it is required, nobody can end it here.
    expect(await page.getByRole("textbox").count()).toBe(0);
    await person.back();
    await page.getByText(texts.state.sent, { exact: true }).waitFor();
    expect(await wired.site.files()).toHaveLength(1);

    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.more.leave}`) }).click();
    await person.button(texts.leave.go).click();
    await person.title(texts.signIn.title).waitFor();
    await person.signIn(notes.handle, (language === "ar" ? notes.numbers : notes.words).join(" "));
    await person.title(texts.secondStep.askTitle).waitFor();
    // A code counts once.
    await page.getByRole("textbox").fill(used);
    await person.button(texts.secondStep.askGo).click();
    await page.getByRole("alert").getByText(texts.refusals.second_step_refused).waitFor();
    await page.getByRole("textbox").fill(codeOf(secret, 1));
    await person.button(texts.secondStep.askGo).click();
    await person.title(texts.home.title).waitFor();
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    expect(watched.errors).toEqual([]);
    expect(watched.elsewhere).toEqual([]);
    await context.close();
  });
});
