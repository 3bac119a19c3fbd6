import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { HostileProxy } from "../../../tests/hostile/harness/proxy";
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
});

/** All files that the app starts with are there, and answer from now on. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
}
