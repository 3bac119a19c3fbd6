import { defineConfig } from "vitest/config";

/** Journeys in a real browser: two files at once, since each waits most of the time, and starts a browser and a server. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/browser/**/*.test.ts"],
    maxWorkers: 2,
    // Ends what hangs. How long something may take, a test says itself.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // As long as Playwright waits (harness/stage.ts): what comes at all counts, not how fast.
    expect: { poll: { timeout: 30_000 } },
  },
});
