import type { Visit } from "../harness/stage";

interface Names {
  /** What the one who invites calls themselves. */
  inviter: string;
  /** What the one who answers calls themselves, and where they work, if they say so. */
  name: string;
  organisation?: string;
}

/** By a link that the holder makes; afterwards both are where they met. */
export async function meetByLink(holder: Visit, other: Visit, { inviter, name, organisation }: Names): Promise<void> {
  const { person, page } = holder;
  const { texts } = person;
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
  await person.button(texts.helpers.add).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.link }).click();
  // Who was introduced once isn't asked again.
  await person.title(texts.introduce.title).or(person.button(texts.link.make)).first().waitFor();
  if ((await person.title(texts.introduce.title).count()) > 0) {
    await page.getByLabel(texts.introduce.name, { exact: true }).fill(inviter);
    await person.button(texts.introduce.go).click();
  }
  await person.button(texts.link.make).click();
  const link = await page.getByLabel(texts.link.text).inputValue();

  const theirs = other.person.texts;
  await other.page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash);
  await other.page.getByLabel(theirs.introduce.name, { exact: true }).fill(name);
  if (organisation !== undefined) {
    await other.page.getByLabel(theirs.introduce.more).check();
    await other.page.getByLabel(theirs.introduce.organisation, { exact: true }).fill(organisation);
  }
  await other.person.button(theirs.join.yes).click();
  await other.page.getByText(theirs.join.done(inviter)).first().waitFor();
  await page.getByText(texts.peopleNews.met(name)).waitFor();
}

/** Back to one's own locker, by as many steps as it takes. */
export async function goHome({ person }: Visit): Promise<void> {
  const { texts } = person;
  for (let steps = 8; steps > 0 && (await person.title(texts.home.title).count()) === 0; steps -= 1) {
    const title = await person.page.getByRole("heading", { level: 1 }).innerText();
    await person.back();
    await person.page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor({ state: "detached" });
  }
  await person.title(texts.home.title).waitFor();
}

/** What is lent to somebody, from their home. */
export async function toLent({ person, page }: Visit): Promise<void> {
  const { texts } = person;
  await person.button(texts.home.more).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.lent }).click();
  await person.title(texts.lent.title).waitFor();
}

/** A row of the present screen, by a word in it. */
export function row({ page }: Visit, word: string) {
  return page.getByRole("main").getByRole("button").filter({ hasText: word }).first();
}
