import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openedPerson, type PhoneOwner } from "../server/others";
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
});

async function showSquare({ person, page }: Visit): Promise<string> {
  const { texts } = person;
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
  await person.button(texts.helpers.add).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.square }).click();
  await page.getByLabel(texts.introduce.name, { exact: true }).fill("Nadia");
  await person.button(texts.introduce.go).click();
  await page.getByRole("img", { name: texts.square.label }).waitFor();
  return readSquare(page, ".held");
}
