import { afterAll, beforeAll } from "vitest";
import type { Site } from "./fake-site";
import { Stage } from "./stage";

/** A site and a browser in front of it, from before the first test of the `describe` that asks until after its last. */
export function onStage<Started extends Site>(start: () => Promise<Started>): { readonly site: Started; readonly stage: Stage } {
  let site: Started;
  let stage: Stage;

  beforeAll(async () => {
    site = await start();
    stage = await Stage.open(site.origin);
  });

  afterAll(async () => {
    await stage.close();
    await site.stop();
  });

  return {
    get site() {
      return site;
    },
    get stage() {
      return stage;
    },
  };
}
