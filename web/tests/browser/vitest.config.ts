import { defineConfig } from "vitest/config";

/** Journeys in a real browser: one file after the other, since each starts a browser and a server. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/browser/**/*.test.ts"],
    globalSetup: "tests/browser/harness/global-setup.ts",
    fileParallelism: false,
    // One process for all files: loading what drives the browsers takes it a second, and no module here keeps anything of a test.
    isolate: false,
    // Ends what hangs. How long something may take, a test says itself.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // As long as Playwright waits (harness/stage.ts): what comes at all counts, not how fast.
    expect: { poll: { timeout: 30_000 } },
  },
});
