import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readScenario, type Scenario } from "./scenario";

/** Every scenario under a folder, in the order of their names. */
export function scenariosUnder(folder: string): Scenario[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json"))
    .sort()
    .map((path) => readScenario(readFileSync(join(folder, path), "utf8")));
}
