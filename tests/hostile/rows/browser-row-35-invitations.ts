import { expect, test } from "vitest";
import type { Visit } from "../../../web/tests/browser/harness/stage";
import { encodeBase32 } from "../../../web/src/protocol/hazmat/base32";
import { readInvitation } from "../../../web/src/protocol/people/invitation";
import type { BrowserScene } from "../harness/browser-scene";
import { text, type NamedSecret } from "../harness/secrets";
import { Traces, type PlaceOfTrace } from "../harness/traces";

export function row35Invitations(scene: () => BrowserScene): void {
  test("row 35 · browser · the secret of a link that invites is sent by neither phone, and left on neither", async () => {
    const { proxy, visit } = scene();
    const inviter = await visit();
    const invited = await visit();
    const [theirs, own] = [new Traces(inviter, proxy), new Traces(invited, proxy)];
    await inviter.person.create("Nadia");
    const link = await linkOf(inviter);
    await theirs.look();

    const { person, page } = invited;
    const { texts } = person;
    await page.goto("about:blank");
    await page.goto(link);
    await page.getByText(texts.first.invited).waitFor();
    await own.look();
    await person.begin("Karim");
    const { groups } = await person.write();
    await person.prove(groups);
    await page.getByText(texts.join.invited).waitFor();
    await own.look();
    await page.getByLabel(texts.introduce.name, { exact: true }).fill("Karim");
    await person.button(texts.join.yes).click();
    await page.getByText(texts.join.done("Nadia")).first().waitFor();
    // The proxy carries no events: the inviter looks.
    while ((await inviter.person.title(inviter.person.texts.home.title).count()) === 0) await inviter.person.back();
    await toHelpers(inviter);
    await inviter.page.getByText("Karim").first().waitFor();
    await Promise.all([theirs.look(), own.look()]);

    const secrets = formsOf(link);
    expect(proxy.record.filter(({ path }) => path.includes("/mailboxes")).length, "requests about the invitation").toBeGreaterThan(3);
    expect(theirs.found(secrets)).toEqual({});
    // What the person typed themselves is no trace; the browser keeps the part behind # from the server.
    const { addresses: _, ...found } = own.found(secrets) satisfies Partial<Record<PlaceOfTrace, string[]>>;
    expect(found).toEqual({});
    for (const { context } of [inviter, invited]) await context.close();
    // Two phones, each with a locker made on it.
  }, 180_000);
}

/** Makes a link, as far as it stands on the screen. */
async function linkOf({ person, page }: Visit): Promise<string> {
  const { texts } = person;
  await toHelpers({ person, page });
  await person.button(texts.helpers.add).click();
  await person.title(texts.addHelper.title).waitFor();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.link }).click();
  await person.title(texts.introduce.title).waitFor();
  await page.getByLabel(texts.introduce.name, { exact: true }).fill("Nadia");
  await person.button(texts.introduce.go).click();
  await person.button(texts.link.make).click();
  return page.getByLabel(texts.link.text).inputValue();
}

async function toHelpers({ person, page }: Pick<Visit, "person" | "page">): Promise<void> {
  const { texts } = person;
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
  await person.title(texts.helpers.title).waitFor();
}

function formsOf(link: string): NamedSecret[] {
  const bytes = readInvitation(link).secret.exposeBytes();
  return [{ name: "the secret", bytes }, text("the secret in base32", encodeBase32(bytes)), text("the link", link)];
}
