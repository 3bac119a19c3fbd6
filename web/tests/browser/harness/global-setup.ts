import type { TestProject } from "vitest/node";
import { startFakeSite } from "./fake-site";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the app with the fake worker is served. */
    fakeOrigin: string;
  }
}

/** Builds the app with the fake worker once for all files: it is the same for all of them, and keeps nothing of who visits. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const site = await startFakeSite();
  project.provide("fakeOrigin", site.origin);
  return site.stop;
}
