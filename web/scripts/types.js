// Writes src/api/types.ts from the server's description of its interface.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapi, { astToString } from "openapi-typescript";

const snapshot = fileURLToPath(new URL("../../tests/api/openapi.json", import.meta.url));
const target = fileURLToPath(new URL("../src/api/types.ts", import.meta.url));

/** The text of src/api/types.ts for a description. */
export async function typesOf(description) {
  // Names of operations follow from the server's functions; the types need only methods and paths.
  const nodes = await openapi(JSON.parse(description, (key, value) => (key === "operationId" ? undefined : value)));
  return `// Written by \`npm run types\` from tests/api/openapi.json: don't edit.\n\n${astToString(nodes)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(target, await typesOf(readFileSync(process.argv[2] ?? snapshot, "utf8")));
}
