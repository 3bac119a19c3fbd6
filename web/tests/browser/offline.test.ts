import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HostileProxy } from "../../../tests/hostile/harness/proxy";
import { specimen } from "./harness/files";
import { Person } from "./harness/person";
import { startRealSite, type RealSite } from "./harness/real-site";
import { Stage } from "./harness/stage";

/** The app's own files on a person's own device, in front of the real server. */
describe("without a network", () => {
  let proxy: HostileProxy;
  let site: RealSite;
  let stage: Stage;

  beforeAll(async () => {
    proxy = await HostileProxy.start();
    site = await startRealSite({ ARMOIRE_ORIGIN: proxy.origin });
    proxy.leadTo(Number(new URL(site.origin).port));
    stage = await Stage.open(proxy.origin);
  });

  afterAll(async () => {
    await stage.close();
    await site.stop();
    await proxy.stop();
  });

  test("the second visit asks for no code, and starts without a server", async () => {
    const { person, page, context, watched } = await stage.visit("fr", [/net::ERR/, /Failed to load resource/]);
    const { texts } = person;
    await person.create("Nadia");
    await isKept(page);

    proxy.play([]);
    await page.reload();
    await person.title(texts.signIn.title).waitFor();
    await expect.poll(() => proxy.record.map(({ path }) => path), { timeout: 20_000 }).toContain("/service.js");
    const code = proxy.record.filter(({ path }) => !path.startsWith("/api/"));
    // The browser looks whether there is a newer build, and is told that there is none.
    expect(code.map(({ path, answer }) => [path, answer.status])).toEqual([["/service.js", 304]]);

    await site.kill();
    await page.reload();
    await person.title(texts.signIn.title).waitFor();
    await page.getByText(/^nadia\d{4}$/).waitFor();
    expect(watched.errors).toEqual([]);
    await site.restart();
    await context.close();
  });

  test("nothing of the interface, and nothing of a person, is among what is kept", async () => {
    const { person, page, context } = await stage.visit("fr");
    const notes = await person.create("Nadia");
    await isKept(page);
    await page.reload();
    await person.signIn(notes.handle, notes.words.join(" "));
    await person.add("id", specimen("photos/p13-page-messagerie-compressee.jpg"));
    const kept = await page.evaluate(async () => {
      const all = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
      return all.flat();
    });
    expect(kept).toContain("/");
    expect(kept).toContain("/check.js");
    expect(kept.filter((path) => path.startsWith("/api/") || path === "/service.js")).toEqual([]);
    const files = await page.evaluate(async () => (await (await fetch("/service.js")).text()).split("\n")[0] ?? "");
    expect(kept.filter((path) => !files.includes(JSON.stringify(path)))).toEqual([]);
    // An address of the interface isn't answered from there either.
    expect(await page.evaluate(async () => (await fetch("/api/v1/nothing")).status)).toBe(404);
    await context.close();
  });

  test("a new build is taken whole at the next start; while another page is open, both stay with theirs", async () => {
    const { person, page, context, watched } = await stage.visit("fr", [/Failed to load resource/, /net::ERR/]);
    const { texts } = person;
    await person.create("Nadia");
    await isKept(page);
    await page.reload();
    await person.title(texts.signIn.title).waitFor();
    expect(await buildOf(page)).toBe("first");

    const second = await secondBuild();
    proxy.app = second.app;
    const other = await context.newPage();
    await other.goto(proxy.origin);
    await hasWaiting(other);
    // Two pages are open: the next start of one isn't the next start of all.
    await page.reload();
    await person.title(texts.signIn.title).waitFor();
    expect(await buildOf(page)).toBe("first");
    expect(await buildOf(other)).toBe("first");
    await other.close();

    // The browser takes its time to forget the page that was closed: the next start after that is the new build's.
    await expect
      .poll(
        async () => {
          await page.reload();
          await person.title(texts.signIn.title).waitFor();
          return buildOf(page);
        },
        { timeout: 30_000 },
      )
      .toBe("second");
    await person.title(texts.signIn.title).waitFor();
    // Every file that the page has is of the second build, also the one whose name is the same in both.
    expect(await page.evaluate(async () => (await fetch("/check.js")).text())).toContain("second build");
    const kept = await page.evaluate(() => caches.keys());
    expect(kept).toHaveLength(1);

    // Files of a third build that arrive in the middle of the second are never kept.
    proxy.app = (path) => (path === "/check.js" ? { body: new TextEncoder().encode("// third"), type: "text/javascript" } : third(second.app, path));
    const update = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const ended = new Promise<string>((resolve) => {
        registration.addEventListener("updatefound", () => {
          const { installing } = registration;
          installing?.addEventListener("statechange", () => {
            resolve(installing.state);
          });
        });
      });
      await registration.update();
      return ended;
    });
    expect(update).toBe("redundant");
    await page.reload();
    await person.title(texts.signIn.title).waitFor();
    expect(await page.evaluate(async () => (await fetch("/check.js")).text())).toContain("second build");
    expect(watched.errors).toEqual([]);
    proxy.app = undefined;
    await second.stop();
    await context.close();
  });

  test("a build without it removes it and what it kept", async () => {
    const { person, page, context } = await stage.visit("fr", [/Failed to load resource/, /net::ERR/]);
    await person.create("Nadia");
    await isKept(page);
    const script = await page.evaluate(async () => (await fetch("/service.js")).text());
    const removing = script.replace(/^const BUILD=.*$/m, "const BUILD=null;");
    expect(removing).not.toBe(script);
    proxy.app = (path) => (path === "/service.js" ? { body: new TextEncoder().encode(removing), type: "text/javascript" } : undefined);
    await page.reload();
    await expect.poll(() => page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]), { timeout: 20_000 }).toEqual([0, 0]);
    proxy.app = undefined;
    await context.close();
  });

  test("leaving the device takes it away; on somebody else's device it never comes", async () => {
    const { person, page, context } = await stage.visit("fr");
    const { texts } = person;
    const notes = await person.create("Nadia");
    await isKept(page);
    await person.button(texts.home.more).click();
    await page.getByRole("button", { name: new RegExp(`^${texts.more.leave}`) }).click();
    await person.button(texts.leave.go).click();
    await person.title(texts.signIn.title).waitFor();
    expect(await keeps(page)).toEqual([0, 0]);
    await page.getByLabel(texts.device.shared).check();
    await person.signIn(notes.handle, notes.words.join(" "));
    await person.title(texts.home.title).waitFor();
    await person.lock();
    expect(await keeps(page)).toEqual([0, 0]);
    await context.close();
  });

  test("browsers that have no service workers go on as before", async () => {
    const { context } = await stage.visit("fr", [], async (phone) => {
      await phone.addInitScript(() => {
        Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
      });
    });
    const [page] = context.pages();
    if (page === undefined) throw new Error("no page");
    const person = new Person(page, "fr");
    await person.create("Nadia");
    await page.reload();
    await person.title(person.texts.signIn.title).waitFor();
    await context.close();
  });

  /** How many service workers and caches the origin has. */
  function keeps(page: Page): Promise<[number, number]> {
    return page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]);
  }

  /** Of the page that is shown: the second build says so in its head. */
  async function buildOf(page: Page): Promise<string> {
    return (await page.locator("meta[name=build]").count()) > 0 ? "second" : "first";
  }

  /** Another build of the app: its page and a script that has the same name in every build say so. */
  async function secondBuild() {
    const folder = await mkdtemp(join(tmpdir(), "armoire-second-"));
    await build({
      root: fileURLToPath(new URL("../..", import.meta.url)),
      logLevel: "error",
      build: { outDir: folder, emptyOutDir: true },
      plugins: [
        {
          name: "second",
          transformIndexHtml: (html) => html.replace("<title>", '<meta name="build" content="second" /><title>'),
          writeBundle: {
            order: "pre",
            handler: () => {
              appendFileSync(join(folder, "check.js"), "// second build\n");
            },
          },
        },
      ],
    });
    const app = (path: string) => {
      const file = join(folder, path === "/" ? "index.html" : path.replace(/\?.*/, ""));
      return existsSync(file) ? { body: new Uint8Array(readFileSync(file)), type: typeOf(file) } : undefined;
    };
    return { app, stop: () => rm(folder, { recursive: true }) };
  }
});

type App = NonNullable<HostileProxy["app"]>;

/** The second build under another number: a service worker that is new, with files that are not all its own. */
function third(second: App, path: string): ReturnType<App> {
  const file = second(path);
  if (path !== "/service.js" || file === undefined) return file;
  return { ...file, body: new TextEncoder().encode(new TextDecoder().decode(file.body).replace(/"id":"\w+"/, '"id":"3333333333333333"')) };
}

function typeOf(file: string): string {
  const types: Record<string, string> = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml", wasm: "application/wasm", webmanifest: "application/manifest+json" };
  return types[file.split(".").at(-1) ?? ""] ?? "application/octet-stream";
}

/** A newer build is there, and waits. */
async function hasWaiting(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const { installing } = registration;
    if (installing !== null) {
      await new Promise((resolve) => {
        installing.addEventListener("statechange", resolve);
      });
    }
  });
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null), { timeout: 20_000 }).toBe(true);
}

/** All files that the app starts with are there, and answer from now on. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
}
