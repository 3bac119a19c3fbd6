import { defineConfig } from "vitest/config";

// `npm test` needs nothing but this folder and the vectors; `npm run test:server` needs the server, built.
export default defineConfig({
  test: {
    environment: "node",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/{protocol,bridge,api,exchange,app,worker}/**/*.test.ts"] } },
      { extends: true, test: { name: "server", include: ["tests/server/**/*.test.ts"] } },
    ],
  },
});
