import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Notes, Person } from "../../../web/tests/browser/harness/person";
import { add, file, type BrowserScene } from "../harness/browser-scene";
import { Holder } from "../harness/holder";
import { Insider, ownOf } from "../harness/insider";
import { text, type NamedSecret } from "../harness/secrets";
import { Traces, places } from "../harness/traces";

const papers = { first: "Jugement du tribunal 2231.txt", picture: "Carte Tlemcen 5528.jpg", renamed: "Dossier Tlemcen 4417.txt", locked: "protege-mot-de-passe.pdf" };
const CONTENT = "Nadia née à Tlemcen, jugement du 3 mars, mesure 88-731";
const PASSWORD = "Specimen-2417";
const SHELF = "Tribunal de Tlemcen 9931";
const CODE = "48271963";

export function row35(scene: () => BrowserScene): void {
  test("row 35 · browser · a whole session sends no secret, and leaves none in storage, history or console", async () => {
    const { proxy, visit } = scene();
    const opened = await visit([/status of 401/]);
    const { person, page, context } = opened;
    const { texts } = person;
    const traces = new Traces(opened, proxy);
    const notes = await person.create("Nadia");
    await traces.look();
    await add(person, file(papers.first, `${CONTENT} `.repeat(40)));
    await person.open(papers.first);
    await traces.look();
    await person.button(texts.paper.rename).click();
    await page.getByRole("textbox").fill(papers.renamed);
    await traces.look();
    await person.button(texts.rename.go).click();
    await person.button(texts.paper.rename).waitFor();
    await person.back();
    await add(person, file(papers.locked, readFileSync(new URL("../../fixtures/pdf/protege-mot-de-passe.pdf", import.meta.url))));
    await person.open(papers.locked);
    await page.getByLabel(texts.viewer.password).fill(PASSWORD);
    await person.button(texts.viewer.unlock).click();
    await page.frameLocator("iframe").locator("#sheet > canvas").waitFor();
    await traces.look();
    await person.lock();
    await traces.look();
    await person.signIn(notes.handle, wrong(notes.words).join(" "));
    await page.getByRole("alert").getByText(texts.refusals.sign_in_refused).waitFor();
    await person.signIn(notes.handle, notes.words.join(" "));
    await person.title(texts.home.title).waitFor();
    await page.reload();
    await traces.look();
    const sent = proxy.record;
    const secrets = await secretsOf(notes, proxy.origin);
    proxy.record = sent;
    expect(traces.found(secrets)).toEqual({});
    expect(traces.readableKeys).toEqual([]);
    expect(traces.sizes.requests).toBeGreaterThan(20);
    await context.close();
  });

  test("row 35 · browser · shelves, search, journal, the pocket and a recovery send no secret, and leave none", async () => {
    const { proxy, visit } = scene();
    const opened = await visit();
    const { person, page, context } = opened;
    const { texts } = person;
    const traces = new Traces(opened, proxy);
    const notes = await person.create("Samir");
    await newShelf(person, SHELF);
    await traces.look();
    await add(person, file(papers.first, `${CONTENT} `.repeat(40)), file(papers.picture, readFileSync(new URL("../../fixtures/photos/p13-page-messagerie-compressee.jpg", import.meta.url))));
    await person.button(texts.home.search).click();
    await page.getByLabel(texts.search.name).fill(papers.first.slice(0, 12));
    await page.getByText(texts.search.found(1)).waitFor();
    await traces.look();
    await person.back();
    for (const [word, title] of [[texts.more.journal, texts.journal.title], [texts.more.devices, texts.devices.title], [texts.more.room, texts.room.title], [texts.hiding.title, texts.hiding.title]] as const) {
      await person.button(texts.home.more).click();
      await page.getByRole("main").getByRole("button").filter({ hasText: word }).first().click();
      await person.title(title).waitFor();
      await page.getByText(texts.wait).waitFor({ state: "detached" });
      await traces.look();
      await person.back();
      await person.back();
    }
    await person.open(papers.picture);
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.pocket.row }).click();
    await page.getByLabel(texts.pocket.code, { exact: true }).fill(CODE);
    await page.getByLabel(texts.pocket.again, { exact: true }).fill(CODE);
    await traces.look();
    await person.button(texts.pocket.go).click();
    await page.getByText(texts.pocket.rowIn).waitFor();
    await person.lock();
    await person.button(texts.pocket.door(1)).click();
    await page.getByLabel(texts.pocket.codeKnown).fill(CODE);
    await person.button(texts.pocket.openGo).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: papers.picture }).click();
    await page.getByRole("img", { name: papers.picture }).waitFor();
    await traces.look();
    await person.button(texts.tools.hide).click();
    await person.button(texts.hidden.today).click();
    await person.button(texts.signIn.card).click();
    await person.recover(notes.groups);
    await person.title(texts.words.newTitle).waitFor();
    const fresh = await person.copyWords();
    await traces.look();
    const sent = proxy.record;
    const secrets = [...(await secretsOf({ ...fresh, groups: notes.groups }, proxy.origin)), ...pairsOf(notes)];
    proxy.record = sent;
    expect(traces.found([...secrets, text("a shelf's name", SHELF), text("the pocket's code", CODE), text("a picture's name", papers.picture)])).toEqual({});
    expect(traces.readableKeys).toEqual([]);
    await context.close();
  });

  test("row 35 · browser · the search finds a secret in each place where one is planted", async () => {
    const { proxy, visit } = scene();
    const opened = await visit([/status of 404/]);
    const { page, context } = opened;
    const traces = new Traces(opened, proxy);
    await page.evaluate(async (secret) => {
      await fetch("/api/v1/nothing", { method: "POST", body: `x${btoa(unescape(encodeURIComponent(secret)))}` });
      await fetch(`/nothing.js?${encodeURIComponent(secret)}`);
      const opening = indexedDB.open("planted", 1);
      await new Promise<void>((resolve) => {
        opening.onupgradeneeded = () => opening.result.createObjectStore("all").add(new TextEncoder().encode(secret), 1);
        opening.onsuccess = () => resolve();
      });
      opening.result.close();
      history.pushState({ secret }, "");
      console.log(secret);
      document.title = secret;
    }, CONTENT);
    await traces.look();
    const found = traces.found([text("planted", CONTENT)]);
    expect(Object.keys(found).sort()).toEqual([...places].sort());
    await context.close();
  });
}

/** The first word exchanged for another of the same person. */
function wrong([, ...others]: readonly string[]): string[] {
  return [others[0] ?? "", ...others];
}

async function newShelf(person: Person, name: string): Promise<void> {
  const { page, texts } = person;
  await person.button(texts.home.more).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.newShelf }).click();
  await page.getByLabel(texts.newShelf.name).fill(name);
  await person.button(texts.newShelf.go).click();
  await page.getByText(texts.newShelf.made).first().waitFor();
  // Back home, from wherever it leads.
  while ((await person.title(texts.home.title).count()) === 0) await person.back();
}

/** Words and numbers, two beside each other. */
function pairsOf({ words, numbers }: Notes): NamedSecret[] {
  const beside = (parts: readonly string[]) => parts.slice(1).map((part, at) => `${parts[at] ?? ""} ${part}`);
  return [...beside(words), ...beside(numbers)].map((pair) => text(`the old words "${pair}"`, pair));
}

async function secretsOf({ handle, words, numbers, groups }: Notes, origin: string): Promise<NamedSecret[]> {
  const insider = await Insider.enter(origin, new Holder(handle, words, groups));
  const keys = {
    "the account key": insider.accountKey,
    "the signing key": insider.keyring.signing,
    "the card's identity": insider.keyring.identity,
    "the locker's root": ownOf(insider.keyring).root,
    "what the words give": insider.slotSecret.exposeSecret(),
  };
  const beside = (parts: readonly string[], between: string) => parts.slice(1).map((part, at) => `${parts[at] ?? ""}${between}${part}`);
  return [
    ...[" ", "-", ""].flatMap((between) => beside(words, between).map((pair) => text(`the words "${pair}"`, pair))),
    ...beside(numbers, " ").map((pair) => text(`the words as numbers "${pair}"`, pair)),
    ...[" ", ""].flatMap((between) => beside(groups, between).map((pair) => text(`the card's groups "${pair}"`, pair))),
    ...Object.values(papers).map((name) => text(`the name "${name}"`, name)),
    text("contents of a paper", CONTENT),
    text("the password of a paper", PASSWORD),
    ...Object.entries(keys).map(([name, key]) => ({ name, bytes: key.exposeBytes() })),
  ];
}
