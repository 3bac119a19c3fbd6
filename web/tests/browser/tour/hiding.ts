import type { Walk } from "./tour";

const code = "48271963";
/** What the fake gives to everybody. */
const words = "abandon brioche colline dauphin effort";

/** Hiding and its limits; a paper that is taken along, and opened at the closed door; the neutral screen. */
export async function hiding(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await walk.to(texts.home.more, texts.more.title, "more-hiding");
  await walk.toRow(texts.hiding.title, texts.hiding.title, "hiding");
  await page.getByLabel(texts.hiding.discreet).check();
  await see("hiding-discreet");
  await page.getByLabel(texts.hiding.discreet).uncheck();
  await walk.toRow(texts.hiding.limits, texts.limits.title, "limits");
  await walk.back(texts.hiding.title);
  await walk.back(texts.more.title);
  await walk.back(texts.home.title);

  await person.openFirst();
  await walk.toRow(texts.pocket.row, texts.pocket.addTitle, "pocket-add");
  await page.getByLabel(texts.pocket.code, { exact: true }).fill(code);
  await page.getByLabel(texts.pocket.again, { exact: true }).fill(code.slice(1));
  await person.button(texts.pocket.go).click();
  await page.getByText(texts.pocket.differ).waitFor();
  await see("pocket-add-differ");
  await page.getByLabel(texts.pocket.again, { exact: true }).fill(code);
  await person.button(texts.pocket.go).click();
  await page.getByText(texts.pocket.rowIn).waitFor();
  await see("paper-with-me");
  await walk.toRow(texts.pocket.row, texts.pocket.outTitle, "pocket-remove");
  await person.back();
  await person.lock();
  await see("locked-pocket");
  await walk.to(texts.pocket.door(1), texts.pocket.openTitle, "pocket-code");
  await page.getByLabel(texts.pocket.codeKnown).fill("0000");
  await person.button(texts.pocket.openGo).click();
  await page.getByText(texts.refusals.pocket_code).waitFor();
  await see("pocket-code-wrong");
  await page.getByLabel(texts.pocket.codeKnown).fill(code);
  await walk.to(texts.pocket.openGo, texts.pocket.title, "pocket");
  await page.getByRole("main").getByRole("button").first().click();
  await person.button(texts.paper.turn).waitFor();
  await see("pocket-paper");
  await person.button(texts.tools.hide).click();
  await person.button(texts.hidden.today).waitFor();
  await see("hidden");
  await person.button(texts.hidden.today).click();
  await person.title(texts.signIn.title).waitFor();
  await person.signIn(await page.locator(".handle").innerText(), words);
  await person.title(texts.home.title).waitFor();
}
