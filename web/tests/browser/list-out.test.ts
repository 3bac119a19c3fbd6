import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../src/bridge/bridge";
import type { FakeControl } from "./fake/control";
import { fakeStage } from "./harness/fake-stage";
import { lettersOf, readPdf, type ReadPdf } from "./harness/pdf-text";
import type { Person } from "./harness/person";

type Written = Omit<Entry, "id" | "shownTo">;

const since = Date.UTC(2024, 2, 5, 12);
const long = "du lundi au jeudi de 9 h à 12 h et de 14 h à 17 h, le vendredi sur rendez-vous, sinon au secrétariat";
const names = { fr: "Claire Martin", ar: "سميرة بن علي" };

/** The list of who helps as whoever prints it, or keeps it as PDF, has it. */
describe.each(["fr", "ar"] as const)("the list on paper (%s)", (language) => {
  const fake = fakeStage();

  test("is everybody of the list, whole, with heading and day, and nothing else; the file is called what the list is", async () => {
    const { person, page, context } = await fake.stage.visit(language);
    const { texts } = person;
    await person.create("Nadia");
    const entries: Written[] = [
      { kind: "person", name: names[language], organisation: "Service social du 10e", site: "Rue du Terrage", mission: "Logement", reach: "01 44 00 00 00", since },
      { kind: "person", name: "أمينة حداد", mission: "السكن", reach: "01 44 00 00 11 مساء", since },
      { kind: "team", name: "Maraude Nord", reach: long, since },
      { kind: "person", name: "Ancienne", since, until: since + 1e10 },
    ];
    await toList(person, entries);
    const { title, pages } = await print(page);
    expect(title).toBe(texts.listOut.file);
    expect(pages).toHaveLength(1);
    const formats = language === "fr" ? "fr-FR" : "ar-u-nu-latn";
    const day = new Intl.DateTimeFormat(formats, { dateStyle: "long" }).format(new Date());
    const month = new Intl.DateTimeFormat(formats, { month: "long", year: "numeric" }).format(since);
    const met = new Intl.DateTimeFormat(formats, { day: "numeric", month: "long", year: "numeric" }).format(since);
    // Nothing but this, and all of it: the long text takes two lines.
    const team = ["Maraude Nord", long, texts.helpers.metOn(met)];
    const second = ["أمينة حداد", "السكن", "01 44 00 00 11 مساء", texts.helpers.since(month)];
    const first = [names[language], "Service social du 10e", "Rue du Terrage", "Logement", "01 44 00 00 00", texts.helpers.since(month)];
    const expected = [texts.listOut.heading, texts.listOut.printedOn(day), ...team, ...second, ...first];
    expect(lettersOf(pages.flat().join(""))).toBe(lettersOf(expected.join("")));
    const lines = pages.flat().map(lettersOf);
    for (const line of expected.filter((one) => one !== long)) expect(lines, line).toContain(lettersOf(line));
    expect(pages.flat().join(" ").replace(/\s+/g, " ")).toContain(long);
    // As it is dialled, in whichever direction the words around it are read.
    expect(pages.flat().join("\n")).toContain("01 44 00 00 11");

    await page.getByRole("checkbox", { name: texts.listOut.before }).check();
    expect((await print(page)).pages.flat()).toContain("Ancienne");
    await context.close();
  });

  test("a list of 200 is on paper to its last, and nobody is cut in two by the end of a sheet", async () => {
    const { person, page, context } = await fake.stage.visit(language);
    await person.create("Nadia");
    const numbers = Array.from({ length: 200 }, (_, at) => `01 44 00 ${String(at).padStart(4, "0")}`);
    await toList(person, numbers.map((reach, at) => ({ kind: "person", name: `${names[language]} ${String(at)}`, organisation: "Service social", reach, since })));
    const { pages } = await print(page);
    for (const [at, reach] of numbers.entries()) {
      const [sheet = []] = pages.filter((lines) => lines.includes(reach));
      const place = sheet.indexOf(reach);
      expect(lettersOf(sheet[place - 2] ?? ""), reach).toBe(lettersOf(`${names[language]} ${String(at)}`));
      expect(sheet.length, reach).toBeGreaterThan(place + 1);
    }
    expect(pages.flat()).toHaveLength(2 + 200 * 4);
    await context.close();
  });

  test("where the browser prints nothing, it is said; the page's own title says nothing again once the screen is left", async () => {
    const { person, page, context } = await fake.stage.visit(language);
    const { texts } = person;
    await person.create("Nadia");
    await toList(person, [{ kind: "person", name: names[language], since }]);
    await page.evaluate(() => {
      globalThis.print = () => undefined;
    });
    await person.button(texts.listOut.print).click();
    await page.getByRole("status").getByText(texts.listOut.silent).waitFor();
    // It begins late: there is nothing to be said of it.
    expect((await print(page)).title).toBe(texts.listOut.file);
    await page.getByText(texts.listOut.silent).waitFor({ state: "detached" });
    expect(await page.title()).toBe(texts.brand);
    await person.button(texts.listOut.print).click();
    await person.back();
    await person.title(texts.helpers.title).waitFor();
    expect(await page.title()).toBe(texts.brand);
    await context.close();
  });
});

/** Puts them on the list, besides somebody who was met and doesn't stand on it, and opens what goes out. */
async function toList({ page, texts }: Person, entries: readonly Written[]): Promise<void> {
  await page.evaluate((written) => {
    const { others, wake } = (globalThis as unknown as { fake: FakeControl }).fake;
    others.meet({ account: "landlord", name: "Landlord", trust: "invited", since: 0, reachable: true });
    for (const entry of written) others.saveEntry(entry);
    wake();
  }, entries);
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${texts.home.helps}`) }).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.listOut.row }).click();
  await page.getByRole("main").getByText(entries[0]?.name ?? "", { exact: true }).waitFor();
}

async function print(page: Page): Promise<ReadPdf> {
  return readPdf(await page.pdf({ preferCSSPageSize: true }));
}
