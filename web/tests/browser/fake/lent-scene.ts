import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import type { Grantee, LentEntry, Letter, Loan, Person, Right } from "../../../src/bridge/bridge";
import { specimen } from "../harness/files";
import type { FakeControl } from "./client";

/** Where the fake's times are: every picture of it is the same. */
export const sceneTime = Date.UTC(2025, 11, 2, 10);

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Who = "marie" | "adel" | "salma" | "social" | "team";

export const people: Record<Who, Person> = {
  marie: { account: "marie", name: "Marie K.", trust: "scanned", since: sceneTime - 29 * day, reachable: true },
  adel: { account: "adel", name: "Adel D.", trust: "scanned", since: sceneTime - 20 * day, reachable: true },
  salma: { account: "salma", name: "سلمى ل.", trust: "invited", since: sceneTime - 9 * day, reachable: true },
  social: {
    account: "social",
    name: "Samira Haddad",
    organisation: "Service social du 10e",
    site: "Rue du Terrage",
    mission: "Assistante sociale",
    trust: "scanned",
    since: sceneTime - 40 * day,
    reachable: true,
  },
  team: { account: "team", name: "Maraude du 18e", organisation: "Maraude", trust: "unverified", since: sceneTime - day, reachable: false },
};

/** Everybody of the scene was met. */
export async function meet(page: Page, who: readonly Who[]): Promise<void> {
  await page.evaluate(
    (met) => {
      const { fake } = globalThis as unknown as { fake: FakeControl };
      for (const person of met) fake.others.meet(person);
      fake.wake();
    },
    who.map((one): Person => people[one]),
  );
}

interface Lent {
  from: Who;
  on?: Loan["on"];
  /** Which shelf, where that is acted on. */
  node?: string;
  right?: Loan["right"];
  /** From the scene's time on, milliseconds. */
  lasts: number;
  purpose?: string;
  papers: { name: string; file?: string; unconfirmed?: true; folder?: string; shelf?: string }[];
}

/** What is lent in the scene: one ends today, one has a paper that its holder hasn't confirmed. */
export const lentThings: readonly Lent[] = [
  { from: "adel", lasts: 10 * day, purpose: "son logement", papers: [{ name: "Carte de séjour.jpg" }] },
  {
    from: "adel",
    lasts: 10 * day,
    purpose: "son logement",
    papers: [{ name: "Attestation d’hébergement.pdf", file: "pdf/attestation-hebergement.pdf", unconfirmed: true }],
  },
  { from: "marie", lasts: 8 * hour, purpose: "ses aides", papers: [{ name: "Avis annuel.pdf", file: "pdf/avis-annuel.pdf" }] },
  {
    from: "salma",
    on: "shelf",
    right: "add",
    lasts: 60 * day,
    papers: [
      { name: "شهادة سكن.pdf", file: "pdf/attestation-bilingue-arabe.pdf", folder: "Travail" },
      { name: "Contrat.pdf", file: "pdf/contrat-location.pdf", folder: "Travail" },
    ],
  },
];

const defaultFile = "photos/p12-carte-reflet.jpg";

/** Lends to the fake account; gives the grants' names, in the order of `things`. `now` is the page's time. */
export async function lend(page: Page, things: readonly Lent[], now = sceneTime): Promise<string[]> {
  const wanted = await Promise.all(
    things.map(async ({ from, on = "paper", node, right = "read", lasts, purpose, papers }, place) => ({
      grant: `loan${String(place)}`,
      locker: `locker-${from}`,
      ...(node !== undefined && { node }),
      from: people[from],
      ...{ on, right, start: now - day, end: now + lasts, ...(purpose !== undefined && { purpose }) },
      papers: await Promise.all(
        papers.map(async ({ name, file = defaultFile, unconfirmed, folder, shelf }, number) => ({
          id: `lent${String(place)}-${String(number)}`,
          ...{ name, confirmed: unconfirmed !== true, added: now - 3 * day, type: file.endsWith(".pdf") ? "application/pdf" : "image/jpeg" },
          ...(folder !== undefined && { folder }),
          ...(shelf !== undefined && { shelf }),
          content: (await readFile(specimen(file))).toString("base64"),
        })),
      ),
    })),
  );
  await page.evaluate((loans) => {
    const { fake } = globalThis as unknown as { fake: FakeControl };
    for (const { papers, ...loan } of loans) {
      fake.lent.loans.push({
        ...loan,
        papers: papers.map(({ content, ...paper }) => {
          const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0)).buffer;
          return { ...paper, grant: loan.grant, size: bytes.byteLength, bytes };
        }),
      });
    }
    fake.wake();
  }, wanted);
  return wanted.map(({ grant }) => grant);
}

/** Says what a shown line says, or has it changed. */
export async function writeLine(page: Page, grant: string, line: Partial<Omit<LentEntry, "grant">>): Promise<void> {
  await page.evaluate(
    ({ grant, line, since }) => {
      const { fake } = globalThis as unknown as { fake: FakeControl };
      fake.lent.entries.set(grant, { name: "", kind: "person", since, mine: false, confirmed: true, ...fake.lent.entries.get(grant), ...line });
      fake.wake();
    },
    { grant, line, since: sceneTime - 300 * day },
  );
}

/** Whoever lent them takes these back; without names, everything. */
export async function takeBackLoans(page: Page, grants?: readonly string[]): Promise<void> {
  await page.evaluate((gone) => {
    const { fake } = globalThis as unknown as { fake: FakeControl };
    fake.lent.loans = fake.lent.loans.filter(({ grant }) => gone !== undefined && !gone.includes(grant));
    fake.wake();
  }, grants);
}

/** Somebody brings a paper. */
export async function bring(page: Page, from: Who, name: string, now = sceneTime): Promise<void> {
  await page.evaluate(
    ({ person, ...paper }) => {
      const { fake } = globalThis as unknown as { fake: FakeControl };
      const { account, name: called, organisation, trust } = person;
      const bytes = new TextEncoder().encode("%PDF-1.4\n").buffer;
      fake.others.inbox.push({
        id: fake.others.newId("deposit"),
        from: { account, name: called, ...(organisation !== undefined && { organisation }), trust },
        ...{ ...paper, size: bytes.byteLength, bytes },
      });
      fake.wake();
    },
    { person: people[from], name, type: "application/pdf", time: now - 2 * hour },
  );
}

/** Somebody writes. */
export async function write(page: Page, from: Who, content: Letter["content"], now = sceneTime): Promise<void> {
  await page.evaluate(
    ({ person, content, time }) => {
      const { fake } = globalThis as unknown as { fake: FakeControl };
      const { account, name, organisation, trust } = person;
      fake.others.letters.unshift({
        id: fake.others.newId("letter"),
        from: { account, name, ...(organisation !== undefined && { organisation }), trust },
        ...{ content, time },
      });
      fake.wake();
    },
    { person: people[from], content, time: now - hour },
  );
}

/** What the social worker asks for. */
export const asked = ["Carte de soins", "Avis d’impôt", "Attestation d’hébergement"];

export async function ask(page: Page, from: Who = "social", now = sceneTime): Promise<void> {
  await write(page, from, { kind: "ask", papers: asked.map((name) => ({ name })), purpose: "mon logement", until: now + 10 * day }, now);
}

/** A shelf of Salma's that may be added to, one of Adel's that may be changed, and Marie's whole locker, which is run. */
export const actedOn: readonly Lent[] = [
  { from: "salma", on: "shelf", node: "salma-work", right: "add", lasts: 60 * day, papers: [{ name: "Contrat.pdf", file: "pdf/contrat-location.pdf", folder: "Travail", shelf: "salma-work" }] },
  { from: "adel", on: "shelf", node: "adel-id", right: "edit", lasts: 20 * day, papers: [{ name: "Carte de séjour.jpg", folder: "Identité", shelf: "adel-id" }] },
  {
    from: "marie",
    on: "locker",
    right: "manage",
    lasts: 200 * day,
    purpose: "ses papiers",
    papers: [
      { name: "Avis annuel.pdf", file: "pdf/avis-annuel.pdf", folder: "Argent", shelf: "marie-money" },
      { name: "Carte Vitale.jpg", folder: "Santé", shelf: "marie-health" },
    ],
  },
];

const theirShelves: Record<string, { id: string; name: string; pictogram: string; right: Right }[]> = {
  "locker-salma": [{ id: "salma-work", name: "Travail", pictogram: "work", right: "add" }],
  "locker-adel": [{ id: "adel-id", name: "Identité", pictogram: "id", right: "edit" }],
  "locker-marie": [
    { id: "marie-money", name: "Argent", pictogram: "money", right: "manage" },
    { id: "marie-health", name: "Santé", pictogram: "health", right: "manage" },
  ],
};

/** The same, lent to the fake account with their shelves; something waits in the locker that it runs. */
export async function lendToActOn(page: Page, now = sceneTime): Promise<void> {
  await page.evaluate(
    ({ shelves, end, from, time }) => {
      const { fake } = globalThis as unknown as { fake: FakeControl };
      for (const [locker, folders] of Object.entries(shelves)) {
        fake.lent.folders.set(
          locker,
          folders.map((folder) => ({ ...folder, end })),
        );
      }
      const bytes = new TextEncoder().encode("%PDF-1.4\n").buffer;
      fake.lent.inboxes.set("locker-marie", [
        { id: "waits-marie", from, name: "Attestation CAF.pdf", type: "application/pdf", size: bytes.byteLength, time, bytes },
      ]);
    },
    { shelves: theirShelves, end: now + 60 * day, from: granteeOf(people.social), time: now - hour },
  );
  await lend(page, actedOn, now);
}

function granteeOf({ account, name, organisation, trust }: Person): Grantee {
  return { account, name, trust, ...(organisation !== undefined && { organisation }) };
}
