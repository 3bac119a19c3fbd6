import type { Page } from "playwright-core";
import type { FakeControl } from "../fake/client";
import { startFakeSite, type Site } from "./fake-site";
import { specimen } from "./files";
import { Stage, type Visit } from "./stage";

/** The photo that `withPhoto` adds. */
export const photo = "p13-page-messagerie-compressee.jpg";

/** A browser in front of the app with the fake worker. */
export class FakeStage {
  readonly stage: Stage;
  readonly #site: Site;

  private constructor(stage: Stage, site: Site) {
    this.stage = stage;
    this.#site = site;
  }

  static async open(): Promise<FakeStage> {
    const site = await startFakeSite();
    return new FakeStage(await Stage.open(site.origin), site);
  }

  /** A new locker with one photo in it. */
  async withPhoto(): Promise<Visit & { words: string; handle: string }> {
    const visit = await this.stage.visit("fr");
    const { handle, words } = await visit.person.create("Nadia");
    await visit.person.add("id", specimen(`photos/${photo}`));
    return { ...visit, handle, words: words.join(" ") };
  }

  async close(): Promise<void> {
    await this.stage.close();
    await this.#site.stop();
  }
}

/** Changes what the fake does from now on. `change` runs in the page: it sees nothing but its argument. */
export async function control(page: Page, change: (fake: FakeControl) => void): Promise<void> {
  await page.evaluate(`(${change.toString()})(globalThis.fake)`);
}
