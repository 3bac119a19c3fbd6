import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { typesOf } from "../../scripts/types.js";

const SNAPSHOT = new URL("../../../tests/api/openapi.json", import.meta.url);
const TYPES = new URL("../../src/api/types.ts", import.meta.url);

it("src/api/types.ts is what the server describes; `npm run types` writes it again", async () => {
  expect(readFileSync(TYPES, "utf8")).toBe(await typesOf(readFileSync(SNAPSHOT, "utf8")));
});
