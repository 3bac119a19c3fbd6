import { describe, expect, test } from "vitest";
import { onStage } from "./harness/on-stage";
import { startWiredSite } from "./harness/real-site";

const provoked = [/net::ERR/, /Failed to load resource/];

/** A part of the app comes when it is first used; then the network may just be away. */
describe.each(["fr", "ar"] as const)("the network drops while a part of the app is on its way (%s)", (language) => {
  const real = onStage(() => startWiredSite({ database: "sqlite", objects: "folder" }));

  test("asking again is all it takes, for screens and for what opens the locker", async () => {
    const owner = await real.stage.visit(language);
    const notes = await owner.person.create("Nadia");
    await owner.context.close();

    // Somebody else's device keeps nothing of the app ahead.
    const { person, page, context, watched } = await real.stage.visit(language, provoked);
    const { texts } = person;
    await person.button(texts.first.words).click();
    await page.getByLabel(texts.device.shared).check();
    real.site.wire.cut();
    await person.signIn(notes.handle, (language === "ar" ? notes.numbers : notes.words).join(" "));
    await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await real.site.wire.mend();
    await person.button(texts.signIn.go).click();
    await person.title(texts.home.title).waitFor();

    real.site.wire.cut();
    await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
    await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await real.site.wire.mend();
    await person.button(texts.trouble.again).click();
    await person.title(texts.helpers.title).waitFor();
    // With the styles of its own.
    expect(await page.evaluate(() => [...document.styleSheets].map(({ href }) => href ?? ""))).toContainEqual(expect.stringContaining("/assets/others-"));
    expect(watched.errors).toEqual([]);
    await context.close();
  });
});
