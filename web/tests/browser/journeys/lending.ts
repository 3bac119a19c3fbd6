import type { Visit } from "../harness/stage";

/** From the home to the yes: a paper of the holder's, to be seen, for housing, for ten days. */
export async function lendPaper({ person, page }: Visit, paper: string, to: string): Promise<void> {
  const { texts } = person;
  await choosePerson({ person, page }, to);
  await page.getByRole("checkbox", { name: paper }).check();
  await person.button(texts.lendWhat.go(texts.lend.papers(1))).click();
  await page.getByRole("radio", { name: texts.lendWhy.reasons.home }).check({ force: true });
  await person.button(texts.lend.next).click();
  await person.title(texts.lendRead.title).waitFor();
  await person.button(texts.lendRead.yes).click();
  await person.title(texts.sees.title).waitFor();
}

/** From the home to the yes: somebody runs the whole locker with its holder, for a month. */
export async function letRun({ person, page }: Visit, to: string): Promise<void> {
  const { texts } = person;
  await choosePerson({ person, page }, to);
  await page.getByRole("radio", { name: texts.lendWhat.all }).check({ force: true });
  await page.getByRole("radio", { name: new RegExp(texts.lendWhat.rights.manage) }).check();
  await person.button(texts.lendWhat.go(texts.lend.all)).click();
  await page.getByRole("radio", { name: texts.lendWhy.reasons.home }).check({ force: true });
  await page.getByRole("radio", { name: texts.lendWhy.ends.month }).check({ force: true });
  await person.button(texts.lend.next).click();
  await person.button(texts.lendRead.yes).click();
  await person.title(texts.mode.title).waitFor();
}

/** From the home to what is lent: to whom. */
export async function choosePerson({ person, page }: Pick<Visit, "person" | "page">, to: string): Promise<void> {
  const { texts } = person;
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.sees}`) }).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.sees.lend }).click();
  await page.getByRole("radio", { name: new RegExp(to) }).check();
  await person.button(texts.lend.next).click();
}
