import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Visit } from "../../../web/tests/browser/harness/stage";
import { add, file, type BrowserScene } from "../harness/browser-scene";
import type { Answer, Tamper } from "../harness/proxy";
import type { Bytes } from "../../../web/src/protocol/bytes";

/** Whatever of this runs or is fetched asks for a path that holds "planted". */
const MARKUP = `<img src="/planted-1" onerror="fetch('/planted-2')"><script src="/planted-3"></script>`;
const names = JSON.parse(readFileSync(new URL("../../fixtures/hostile/noms-difficiles.json", import.meta.url), "utf8")) as string[];

export function row25(scene: () => BrowserScene): void {
  test("row 25 · browser · every answer of the server says what may run", async () => {
    const { proxy, visit } = scene();
    const { page, context } = await visit();
    await page.evaluate(async () => {
      for (const path of ["/", "/nothing", "/nothing.js", "/viewer/frame.html", "/api/v1/server", "/api/v1/nothing"]) await fetch(path);
    });
    expect(proxy.record.length).toBeGreaterThan(8);
    for (const { path, answer } of proxy.record) {
      const policy = answer.headers["content-security-policy"] ?? "";
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).toContain("require-trusted-types-for 'script'");
      expect(policy, path).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
      expect(answer.headers["x-content-type-options"], path).toBe("nosniff");
      expect(answer.headers["referrer-policy"], path).toBe("no-referrer");
    }
    await context.close();
  });

  test("row 25 · browser · a script planted in the page doesn't run", async () => {
    const { proxy, visit } = scene();
    const { page, context, person } = await visit([/Content Security Policy/, /Failed to load resource/, /net::ERR/]);
    const planted = `<script>window.planted = "inline"</script><img src="x:" onerror="window.planted = 'handler'">`;
    const elsewhere = proxy.origin.replace("localhost", "127.0.0.1");
    proxy.play([inPage(`${planted}<script src="${elsewhere}/planted.js"></script><base href="${elsewhere}/">`)]);
    // Under another address: of this one the browser has a copy.
    await page.goto(`${proxy.origin}/?again`);
    await person.title(person.texts.first.title).waitFor();
    expect(proxy.unused()).toEqual([]);
    expect(await page.content()).toContain("planted.js");
    expect(await page.evaluate(() => (globalThis as { planted?: string }).planted)).toBeUndefined();
    expect(proxy.record.filter(({ path }) => path.includes("planted"))).toEqual([]);
    await context.close();
  });

  test("row 25 · browser · no text becomes markup or a script, not even by mistake", async () => {
    const { page, context } = await scene().visit([/Trusted/, /Content Security Policy/]);
    const refused = await page.evaluate(() => {
      const tries: [string, () => unknown][] = [
        ["innerHTML", () => (document.createElement("div").innerHTML = "<b></b>")],
        ["insertAdjacentHTML", () => document.body.insertAdjacentHTML("beforeend", "<b></b>")],
        ["write", () => document.write("<b></b>")],
        ["script", () => (document.createElement("script").src = "/assets/x.js")],
        ["worker", () => new Worker("/assets/x.js")],
        ["srcdoc", () => (document.createElement("iframe").srcdoc = "<b></b>")],
        ["policy", () => (globalThis as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }).trustedTypes.createPolicy("other", {})],
        ["our policy again", () => (globalThis as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }).trustedTypes.createPolicy("armoire", {})],
      ];
      return tries.filter(([, attempt]) => {
        try {
          attempt();
          return false;
        } catch {
          return true;
        }
      }).map(([name]) => name);
    });
    expect(refused).toEqual(["innerHTML", "insertAdjacentHTML", "write", "script", "worker", "srcdoc", "policy", "our policy again"]);
    await context.close();
  });

  test("row 25 · browser · markup in names of papers is shown as text", async () => {
    const { proxy, visit } = scene();
    const opened = await visit();
    const { person, page, context } = opened;
    const { texts } = person;
    await person.create("Nadia");
    await add(person, file(`${MARKUP}.txt`.replaceAll("/", "∕"), "SPECIMEN"));
    await page.locator(".name").first().click();
    await person.button(texts.paper.rename).click();
    await page.getByRole("textbox").fill(MARKUP);
    await person.button(texts.rename.go).click();
    await shownAsText(opened, MARKUP);
    await person.button(texts.paper.move).click();
    await person.title(texts.move.title).waitFor();
    await person.back();
    for (const name of names) {
      await person.button(texts.paper.rename).click();
      await page.getByRole("textbox").fill(name);
      await person.button(texts.rename.go).click();
      await person.button(texts.paper.rename).waitFor();
    }
    await person.back();
    await person.title(texts.home.title).waitFor();
    expectNothingRan(opened, proxy.record);
    await context.close();
  });

  test("row 25 · browser · markup in names of shelves, in the search, the journal and the pocket is shown as text", async () => {
    const { proxy, visit } = scene();
    const opened = await visit();
    const { person, page, context } = opened;
    const { texts } = person;
    await person.create("Samir");
    await person.button(texts.home.more).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.newShelf }).click();
    await page.getByLabel(texts.newShelf.name).fill(MARKUP.slice(0, 60));
    await person.button(texts.newShelf.go).click();
    await shownAsText(opened, MARKUP);
    while ((await person.title(texts.home.title).count()) === 0) await person.back();
    await add(person, file("photo.jpg", readFileSync(new URL("../../fixtures/photos/p13-page-messagerie-compressee.jpg", import.meta.url))));
    await person.open("photo.jpg");
    await person.button(texts.paper.rename).click();
    await page.getByRole("textbox").fill(MARKUP);
    await person.button(texts.rename.go).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.pocket.row }).click();
    await page.getByLabel(texts.pocket.code, { exact: true }).fill("48271963");
    await page.getByLabel(texts.pocket.again, { exact: true }).fill("48271963");
    await person.button(texts.pocket.go).click();
    await page.getByText(texts.pocket.rowIn).waitFor();
    await person.back();
    await person.button(texts.home.search).click();
    await page.getByLabel(texts.search.name).fill(MARKUP.slice(0, 20));
    await page.getByText(texts.search.found(1)).waitFor();
    await shownAsText(opened, MARKUP);
    await person.back();
    await person.button(texts.home.more).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.more.journal }).click();
    await shownAsText(opened, MARKUP);
    await person.back();
    await person.back();
    await person.lock();
    await person.button(texts.pocket.door(1)).click();
    await page.getByLabel(texts.pocket.codeKnown).fill("48271963");
    await person.button(texts.pocket.openGo).click();
    await shownAsText(opened, MARKUP);
    await page.getByRole("main").getByRole("button").first().click();
    await page.getByRole("img").first().waitFor();
    expectNothingRan(opened, proxy.record);
    await context.close();
  });

  test("row 25 · browser · markup in the server's answers is shown as text, or not at all", async () => {
    const { proxy, visit } = scene();
    const opened = await visit([/Failed to load resource/]);
    const { person, page, context } = opened;
    const { texts } = person;
    const { handle, words } = await person.create("Nadia");
    await person.lock();
    const problem = { type: MARKUP, title: MARKUP, detail: MARKUP, code: MARKUP, reason: MARKUP, retry_after: MARKUP, place: MARKUP };
    const answering = (route: string): Tamper => ({
      route,
      optional: true,
      change: (answer) => ({ ...answer, status: 400, headers: { "content-type": "application/problem+json" }, body: json(problem) }),
    });
    const expectText = async () => {
      expectNothingRan(opened, proxy.record);
      expect(await page.locator("img[src*=planted], script[src*=planted]").count()).toBe(0);
    };
    for (const route of ["POST /session", "GET /lockers/{}/living", "GET /lockers/{}/acts", "GET /accounts/{}/cards"]) {
      proxy.play([answering(route)]);
      await person.signIn(handle, words.join(" "));
      await page.locator("[role=alert] .code").or(person.title(texts.home.title)).first().waitFor();
      await expectText();
      if ((await person.title(texts.signIn.title).count()) === 0) await person.lock();
    }
    proxy.play([answering("GET /server")]);
    await page.goto(`${proxy.origin}/?again`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect.poll(() => proxy.record.map(({ path }) => path)).toContain("/api/v1/server");
    await expectText();
    await context.close();
  });
}

/** Adds markup to the page on its way. */
function inPage(markup: string): Tamper {
  return {
    route: "GET /",
    change: (answer) => {
      const { "content-encoding": encoding, ...headers } = answer.headers;
      const plain = encoding === "br" ? brotliDecompressSync(answer.body) : encoding === "gzip" ? gunzipSync(answer.body) : Buffer.from(answer.body);
      return { ...answer, headers, body: new Uint8Array(Buffer.from(plain.toString().replace("</body>", `${markup}</body>`))) };
    },
  };
}

async function shownAsText({ page }: Visit, markup: string): Promise<void> {
  await page.getByText(markup.slice(0, 30)).first().waitFor();
  expect(await page.locator("img[src*=planted], script[src*=planted]").count()).toBe(0);
}

function expectNothingRan({ watched }: Visit, record: readonly { path: string; answer: Answer }[]): void {
  expect(record.map(({ path }) => path).filter((path) => path.includes("planted"))).toEqual([]);
  expect(watched.elsewhere).toEqual([]);
  expect(watched.errors).toEqual([]);
}

function json(value: unknown): Bytes {
  return new TextEncoder().encode(JSON.stringify(value));
}
