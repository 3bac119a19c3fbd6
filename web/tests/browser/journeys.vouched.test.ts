import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vouchesIn } from "../../src/protocol/people/vouches";
import { enter, openedPerson, type PhoneOwner } from "../server/others";
import { sendVouch, vouchBy } from "../server/vouching";
import { startRealSite, type RealSite } from "./harness/real-site";
import { readSquare } from "./harness/square";
import { Stage, type Visit } from "./harness/stage";

const service = "CCAS de Lille";

/** A service whose square was scanned vouches for somebody who comes by a link; with the real worker and server. */
describe("somebody whom a service vouches for", () => {
  let site: RealSite;
  let stage: Stage;
  let agency: PhoneOwner;
  let member: PhoneOwner;

  beforeAll(async () => {
    site = await startRealSite();
    stage = await Stage.open(site.origin);
    [agency, member] = [await openedPerson(site.origin, "CCAS"), await openedPerson(site.origin, "Luc")];
    await member.vault.introduce({ name: "Luc Petit", organisation: "CCAS" });
    const { text } = await member.vault.invite("qr");
    await agency.vault.join(text, { name: service });
    await member.vault.invitations();
    await sendVouch(site.origin, agency, member.account, await vouchBy(site.origin, agency, member.account, { role: "Éducateur spécialisé", site: "Lille-Sud" }));
  });

  afterAll(async () => {
    await stage.close();
    await site.stop();
  });

  test.each(["fr", "ar"] as const)("is shown so before they are answered, on their page and where one lends (%s)", async (language) => {
    const holder = await stage.visit(language);
    const { person, page, watched, context } = holder;
    const { texts } = person;
    await person.create("Nadia");
    await agency.vault.join(await showSquare(holder), { name: service });
    await page.getByText(texts.peopleNews.met(service)).waitFor();

    const { text } = await member.vault.invite("link");
    await page.evaluate((hash) => {
      location.hash = hash;
    }, new URL(text).hash);
    await page.getByText(texts.vouching.sentence(service)).waitFor();
    await page.getByText("Éducateur spécialisé").waitFor();
    expect(await page.getByText(texts.join.invited).count()).toBe(0);
    await person.button(texts.join.yes).click();
    await person.title(texts.helpers.title).waitFor();

    await page.getByRole("main").getByRole("button").filter({ hasText: "Luc Petit" }).click();
    await page.getByText(texts.vouching.by).waitFor();
    await page.getByText(texts.trust.vouched).waitFor();
    await page.getByText(service, { exact: true }).waitFor();
    await page.getByText("Lille-Sud").waitFor();

    await person.button(texts.helper.onList).click();
    await person.button(texts.writeHelper.go).click();
    await page.getByRole("button", { name: /^Luc Petit/ }).filter({ hasText: texts.trust.vouched }).click();
    await page.getByText(texts.vouching.by).waitFor();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.lend }).click();
    await person.title(texts.lendWhat.title).waitFor();
    await person.back();
    await person.back();
    await person.back();
    await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.sees}`) }).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.sees.lend }).click();
    await page.getByRole("radio", { name: new RegExp(`Luc Petit.*${texts.trust.vouched}`, "s") }).check();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test.each(["fr", "ar"] as const)("is vouched for on the service's own phone, by a yes to one sentence; no says nothing (%s)", async (language) => {
    const { person, page, watched, context } = await stage.visit(language);
    const { texts } = person;
    await person.create("Foyer");
    await member.vault.join(await showSquare({ person, page }, "Foyer Nord"), { name: "Luc Petit" });
    await page.getByText(texts.peopleNews.met("Luc Petit")).waitFor();
    await person.back();
    await person.back();
    await page.getByRole("main").getByRole("button").filter({ hasText: "Luc Petit" }).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.vouchFor.title }).click();
    await page.getByRole("button", { name: texts.vouchFor.missing }).waitFor();
    await page.getByLabel(texts.vouchFor.role, { exact: true }).fill(`Veilleur (${language})`);
    await person.button(texts.lend.next).click();
    await person.button(texts.vouchFor.no).click();
    expect(await page.getByLabel(texts.vouchFor.role, { exact: true }).inputValue()).toBe(`Veilleur (${language})`);
    await person.button(texts.lend.next).click();
    await page.locator(".say").filter({ hasText: `Veilleur (${language})` }).waitFor();
    expect(await saidOf(member, site.origin)).not.toContain(`Veilleur (${language})`);
    const [no, yes] = await Promise.all([texts.vouchFor.no, texts.vouchFor.yes].map((word) => person.button(word).boundingBox()));
    expect([yes?.width, yes?.height]).toEqual([no?.width, no?.height]);
    await person.button(texts.vouchFor.yes).click();
    await page.getByText(texts.vouchFor.done("Luc Petit")).first().waitFor();
    expect(await saidOf(member, site.origin)).toContain(`Veilleur (${language})`);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test.each(["fr", "ar"] as const)("shows it to somebody met before, by a yes to one sentence; it is offered to nobody whom no service vouches for (%s)", async (language) => {
    const zoe = await openedPerson(site.origin, "Zoé");
    await zoe.vault.introduce({ name: "Zoé" });
    const { person, page, watched, context } = await stage.visit(language);
    const { texts } = person;
    await person.create("Paul");
    const joined = `Paul ${language}`;
    const square = await showSquare({ person, page }, "CCAS", joined);
    await agency.vault.join(square, { name: service });
    await page.getByText(texts.peopleNews.met(service)).waitFor();
    const code = await zoe.vault.invite("qr");
    await agency.vault.join(code.text, { name: service });
    const { text } = await zoe.vault.invite("link");
    await page.evaluate((hash) => {
      location.hash = hash;
    }, new URL(text).hash);
    await person.button(texts.join.yes).click();
    await person.title(texts.helpers.title).waitFor();
    await zoe.vault.invitations();
    const known = async () => (await zoe.vault.people()).find(({ name }) => name === joined);
    expect(await known()).toMatchObject({ trust: "invited" });

    const rows = page.getByRole("main").getByRole("button");
    await rows.filter({ hasText: "Zoé" }).click();
    await rows.filter({ hasText: texts.helper.lend }).waitFor();
    expect(await rows.filter({ hasText: texts.showVouch.title }).count()).toBe(0);
    await person.back();
    const account = (await agency.vault.people()).find(({ name }) => name === joined)?.account ?? "";
    await agency.vault.vouch({ to: account, role: "Éducatrice", until: Date.now() + 86_400_000 });
    await rows.filter({ hasText: "Zoé" }).click();
    await rows.filter({ hasText: texts.showVouch.title }).click();
    await page.locator(".say").filter({ hasText: "Éducatrice" }).filter({ hasText: service }).waitFor();
    await person.button(texts.showVouch.no).click();
    await zoe.vault.letters();
    expect(await known()).toMatchObject({ trust: "invited" });
    await rows.filter({ hasText: texts.showVouch.title }).click();
    await person.button(texts.showVouch.yes).click();
    await page.getByText(texts.showVouch.done("Zoé")).first().waitFor();
    await zoe.vault.letters();
    expect(await known()).toMatchObject({ trust: "vouched", vouch: { organisation: service, role: "Éducatrice" } });
    expect(watched.errors).toEqual([]);
    await context.close();
  });
});

/** What services say of somebody, once their phone has taken it in. */
async function saidOf({ vault, words }: PhoneOwner, origin: string): Promise<string[]> {
  await vault.letters();
  return vouchesIn((await enter(origin, words)).account.keyring).map(({ role }) => role);
}

/** What stands on the holder's screen while it is shown; `organisation`: who they introduce themselves for. */
async function showSquare({ person, page }: Pick<Visit, "person" | "page">, organisation?: string, name = "Nadia"): Promise<string> {
  const { texts } = person;
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
  await person.button(texts.helpers.add).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.square }).click();
  await page.getByLabel(texts.introduce.name, { exact: true }).fill(name);
  if (organisation !== undefined) {
    await page.getByLabel(texts.introduce.more).check();
    await page.getByLabel(texts.introduce.organisation, { exact: true }).fill(organisation);
  }
  await person.button(texts.introduce.go).click();
  await page.getByRole("img", { name: texts.square.label }).waitFor();
  return readSquare(page, ".held");
}
