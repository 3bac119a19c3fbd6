import type { Page } from "playwright-core";
import type { FakeControl } from "../fake/client";
import { specimen } from "./files";
import { onStage } from "./on-stage";
import { sharedFakeSite } from "./shared-site";
import type { Stage, Visit } from "./stage";

/** The photo that `withPhoto` adds. */
export const photo = "p13-page-messagerie-compressee.jpg";

/** A browser in front of the app with the fake worker. */
export interface FakeStage {
  readonly stage: Stage;
  /** A new locker with one photo in it. */
  withPhoto: () => Promise<Visit & { words: string; handle: string }>;
}

/** For the tests of the `describe` that asks. */
export function fakeStage(): FakeStage {
  const fake = onStage(sharedFakeSite);
  return {
    get stage() {
      return fake.stage;
    },
    withPhoto: async () => {
      const visit = await fake.stage.visit("fr");
      const { handle, words } = await visit.person.create("Nadia");
      await visit.person.add("id", specimen(`photos/${photo}`));
      return { ...visit, handle, words: words.join(" ") };
    },
  };
}

/** Changes what the fake does from now on. `change` runs in the page: it sees nothing but its argument. */
export async function control(page: Page, change: (fake: FakeControl) => void): Promise<void> {
  await page.evaluate(`(${change.toString()})(globalThis.fake)`);
}
