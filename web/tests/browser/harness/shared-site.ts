import { inject } from "vitest";
import type { Site } from "./fake-site";

/** The app with the fake worker, as `global-setup.ts` serves it from before the first file until after the last. */
export function sharedFakeSite(): Promise<Site> {
  return Promise.resolve({ origin: inject("fakeOrigin"), stop: () => Promise.resolve() });
}
