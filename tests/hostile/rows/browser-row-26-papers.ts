import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Visit } from "../../../web/tests/browser/harness/stage";
import { add, file, type BrowserScene } from "../harness/browser-scene";
import { hostileReader, mustBeRefused } from "../harness/hostile-reader";
import { Outside } from "../harness/outside";

export function row26(scene: () => BrowserScene): void {
  let outside: Outside | undefined;
  const there = () => {
    if (outside === undefined) throw new Error("nobody is outside");
    return outside;
  };
  beforeAll(async () => {
    outside = await Outside.start();
  });
  afterAll(() => outside?.stop());

  test("row 26 · browser · a PDF with a script, a link and a file in it is shown, and nothing of it runs or leaves", async () => {
    const opened = await holding(scene(), "pdf/contenu-actif.pdf");
    const { person, page, context } = opened;
    const happened = eventsOf(opened);
    await person.open("contenu-actif.pdf");
    await page.frameLocator("iframe").locator("#sheet > canvas").waitFor();
    await page.frameLocator("iframe").locator("#sheet").click({ position: { x: 60, y: 60 } });
    await expectSealedOff(opened);
    expect(happened).toEqual([]);
    expectOnlyOurs(opened, scene());
    await context.close();
  });

  for (const [path, name] of [["hostile/html-nomme.pdf", "HTML named .pdf"], ["hostile/refs-externes.svg", "SVG with scripts and references"]] as const) {
    test(`row 26 · browser · ${name} is never drawn: it can be saved`, async () => {
      const opened = await holding(scene(), path);
      const { person, page, context } = opened;
      const { texts } = person;
      const happened = eventsOf(opened);
      await person.open(baseOf(path));
      await page.getByText(texts.paper.notShown).waitFor();
      expect(await page.locator("main img, main iframe, main object, main embed").count()).toBe(0);
      const saved = page.waitForEvent("download");
      await person.button(texts.paper.saveFile).click();
      expect(readFileSync(await (await saved).path())).toEqual(readFileSync(fixture(path)));
      expect(happened).toEqual([]);
      expectOnlyOurs(opened, scene());
      await context.close();
    });
  }

  test("row 26 · browser · a GIF that is a script too runs nothing", async () => {
    const opened = await holding(scene(), "hostile/gif-et-js.gif");
    const { person, page, context } = opened;
    const happened = eventsOf(opened);
    await person.open("gif-et-js.gif");
    await person.button(person.texts.paper.saveFile).waitFor();
    const address = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).find((name) => name.startsWith("blob:")));
    expect(address).toBeUndefined();
    expect(happened).toEqual([]);
    expectOnlyOurs(opened, scene());
    await context.close();
  });

  test("row 26 · browser · a picture of 50,000 by 50,000 is refused before it is decoded", async () => {
    const opened = await holding(scene(), "hostile/png-50000x50000.png");
    const { person, page, context } = opened;
    await person.open("png-50000x50000.png");
    await page.getByText(person.texts.viewer.big).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    await person.button(person.texts.paper.saveFile).waitFor();
    await context.close();
  });

  test("row 26 · browser · a reader in a paper's hands reaches neither page nor storage nor network, and is ended", async () => {
    const { proxy } = scene();
    const opened = await holding(scene(), "pdf/recepisse.pdf", [/./]);
    const { person, page, context } = opened;
    const { texts } = person;
    const happened = eventsOf(opened);
    await page.route(/\/assets\/reader-.*\.js$/, (route) =>
      route.fulfill({ contentType: "text/javascript", body: hostileReader(there().origin, proxy.origin) }),
    );
    await page.clock.install();
    await person.open("recepisse.pdf");
    const notes = page.frameLocator("iframe").locator("#got");
    await notes.waitFor({ state: "attached" });
    const got = JSON.parse((await notes.textContent()) ?? "{}") as Record<string, string>;
    expect(Object.entries(got).filter(([name, how]) => (mustBeRefused as readonly string[]).includes(name) && how !== "refused")).toEqual([]);
    expect(Object.keys(got)).toEqual(expect.arrayContaining([...mustBeRefused]));
    // What it says is no page count: nothing is shown as if the paper had opened.
    expect(await page.getByRole("group", { name: texts.viewer.tools }).count()).toBe(0);
    await expect.poll(async () => {
      await page.clock.fastForward(10_000);
      return page.getByRole("alert").getByText(texts.viewer.trouble.slow).count();
    }).toBe(1);
    expect(await page.locator("iframe").count()).toBe(0);
    await person.button(texts.paper.saveFile).waitFor();
    expect(there().reached).toEqual([]);
    expect(proxy.record.map(({ path }) => path).filter((path) => path.includes("planted"))).toEqual([]);
    expect(happened).toEqual([]);
    await context.close();
  });

  test("row 26 · browser · a frame that goes elsewhere is ended", async () => {
    const opened = await holding(scene(), "pdf/recepisse.pdf", [/./]);
    const { person, page, context } = opened;
    await page.route(/\/assets\/reader-.*\.js$/, (route) =>
      route.fulfill({ contentType: "text/javascript", body: `location.href = "${there().origin}/gone"; setTimeout(() => (location.href = "/viewer/frame.html?gone"), 500);` }),
    );
    await person.open("recepisse.pdf");
    await page.getByRole("alert").getByText(person.texts.viewer.trouble.broken).waitFor();
    expect(await page.locator("iframe").count()).toBe(0);
    expect(there().reached).toEqual([]);
    await context.close();
  });
}

/** A new locker with one paper in it. */
async function holding({ visit }: BrowserScene, path: string, provokes: readonly RegExp[] = []): Promise<Visit> {
  const opened = await visit(provokes);
  await opened.person.create("Nadia");
  await add(opened.person, file(baseOf(path), readFileSync(fixture(path))));
  return opened;
}

/** What a paper might bring about: dialogs, windows, and files that nobody asked to save. */
function eventsOf({ page, context }: Visit): string[] {
  const happened: string[] = [];
  page.on("dialog", (dialog) => {
    happened.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("page", (other) => happened.push(`a window: ${other.url()}`));
  return happened;
}

/** The frame is one of its own: sandboxed by its attribute and by its own header. */
async function expectSealedOff({ page }: Visit): Promise<void> {
  const element = page.locator("iframe");
  expect(await element.getAttribute("sandbox")).toBe("allow-scripts");
  expect(await element.getAttribute("allow")).toBeNull();
  const frame = page.frames().find((one) => one.url().includes("/viewer/"));
  expect(await frame?.evaluate(() => self.origin)).toBe("null");
}

function expectOnlyOurs({ watched }: Visit, { proxy }: BrowserScene): void {
  expect(watched.elsewhere).toEqual([]);
  expect(watched.errors).toEqual([]);
  const known = /^\/(api\/v1\/|assets\/|viewer\/frame\.html(\?[0-9a-f]{16})?$|(icon|calendar)\.svg$|(armoire|calendar-[a-z]{2})\.webmanifest$|(check|service)\.js$|$)/;
  expect(proxy.record.map(({ path }) => path).filter((path) => !known.test(path))).toEqual([]);
}

function fixture(path: string): URL {
  return new URL(`../../fixtures/${path}`, import.meta.url);
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
