import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { specimen } from "./harness/files";
import type { Person } from "./harness/person";
import { startWiredSite, type Stores, type WiredSite } from "./harness/real-site";
import { Stage } from "./harness/stage";
import { killAndReopen } from "./journeys/restart";

const run = promisify(execFile);
const papers = ["photos/p13-page-messagerie-compressee.jpg", "pdf/attestation-hebergement.pdf"];
const provoked = [/net::ERR/, /Failed to load resource/];

const matrix: [language: "fr" | "ar", stores: Stores][] = [
  ["fr", { database: "sqlite", objects: "s3" }],
  ["ar", { database: "postgres", objects: "folder" }],
];

/** Journey 18: everything out, readable and sealed; then the account goes, and what was promised is true. */
describe.each(matrix)("taking out and leaving (%s)", (language, stores) => {
  let site: WiredSite;
  let stage: Stage;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "armoire-out-"));
    site = await startWiredSite(stores);
    stage = await Stage.open(site.origin);
  });

  afterAll(async () => {
    await stage.close();
    await site.stop();
    await rm(folder, { recursive: true });
  });

  test("one archive opens without Armoire, and nothing stays when the account is deleted", async () => {
    let visit = await stage.visit(language, provoked, withoutPicker);
    const notes = await visit.person.create("Awa");
    await visit.person.add("home", ...papers.map(specimen));
    const words = (language === "ar" ? notes.numbers : notes.words).join(" ");

    // The network goes while it is asked for, and the page gives up once: asking again is all it takes.
    await toTakeOut(visit.person);
    site.wire.cut();
    await visit.person.button(visit.person.texts.takeOut.go).click();
    await visit.page.getByRole("alert").getByText(visit.person.texts.refusals.network).waitFor();
    visit = await killAndReopen(visit, await mended());
    await visit.person.title(visit.person.texts.signIn.title).waitFor();
    await visit.person.signIn(notes.handle, words);
    await visit.person.title(visit.person.texts.home.title).waitFor();

    const { person, page, context, watched } = visit;
    await toTakeOut(person);
    const readable = await takeOut(person, "open");
    await areWhole(await unpack(readable, "readable"));

    await toTakeOut(person);
    const sealed = await unpack(await takeOut(person, "sealed"), "sealed");
    await areWhole(await openWithAge(sealed));

    await leaveForGood(person, page);
    // Seven days go by; the sweep of a start does what is due.
    await site.kill();
    await site.query("UPDATE deletions SET due = due - 7 * 24 * 60 * 60 * 1000");
    await site.restart();
    await expect.poll(() => site.files(), { timeout: 20_000 }).toEqual([]);
    await person.back();
    await person.lock();
    await person.signIn(notes.handle, words);
    await page.getByRole("alert").getByText(person.texts.refusals.sign_in_refused).waitFor();
    expect(watched.errors).toEqual([]);
    expect(watched.elsewhere).toEqual([]);
    await context.close();
  });

  async function mended(): Promise<string> {
    await site.wire.mend();
    return site.origin;
  }

  async function toTakeOut(person: Person): Promise<void> {
    const { texts, page } = person;
    await person.button(texts.home.more).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.takeOut }).click();
    await person.title(texts.takeOut.title).waitFor();
  }

  async function takeOut(person: Person, form: "open" | "sealed"): Promise<string> {
    const { texts, page } = person;
    await page.getByRole("radio", { name: texts.takeOut[form] }).check({ force: true });
    await person.button(texts.takeOut.go).click();
    const download = page.waitForEvent("download");
    await person.button(texts.takeOut.save).click();
    const archive = join(folder, `${form}.zip`);
    await (await download).saveAs(archive);
    await person.button(texts.takeOut.saved).click();
    await person.back();
    await person.title(texts.home.title).waitFor();
    return archive;
  }

  async function unpack(archive: string, name: string): Promise<string> {
    const into = join(folder, name);
    await run("python3", ["-m", "zipfile", "-e", archive, into]);
    return into;
  }

  /** What the archive says is all that is done: the stock `age` tool, and the key beside the papers. */
  async function openWithAge(sealed: string): Promise<string> {
    const files = await filesOf(sealed);
    const key = files.find((file) => file.endsWith("/keys.txt")) ?? "";
    const opened = join(folder, "opened");
    await run("mkdir", [opened]);
    for (const [place, file] of files.filter((path) => path.endsWith(".age")).entries()) {
      await run("age", ["--decrypt", "--identity", key, "--output", join(opened, String(place)), file]);
    }
    return opened;
  }

  /** Each paper's bytes are somewhere in there. */
  async function areWhole(where: string): Promise<void> {
    const found = await Promise.all((await filesOf(where)).map((file) => readFile(file)));
    for (const paper of papers) {
      const bytes = await readFile(specimen(paper));
      expect(found.some((file) => file.equals(bytes))).toBe(true);
    }
  }

  async function leaveForGood(person: Person, page: Page): Promise<void> {
    const { texts } = person;
    await person.button(texts.home.more).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.delete }).click();
    await person.button(texts.deleteAccount.go).click();
    await person.button(texts.deleteAccount.yes).click();
    await person.title(texts.deleteAccount.dueTitle).waitFor();
  }
});

/** A browser that offers downloads, as phones do; the other way asks through a window of the system, which no test can touch. */
async function withoutPicker(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "showSaveFilePicker");
  });
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
