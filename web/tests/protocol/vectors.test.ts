import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { scenariosUnder } from "../vectors/files";
import { run } from "../vectors/run";

const FOLDER = fileURLToPath(new URL("../../../tests/vectors/scenarios", import.meta.url));

/** The same files as Rust reads: what is opened by one must be opened by the other, and refused by the same name. */
describe("vectors", () => {
  const scenarios = scenariosUnder(FOLDER);

  it("there are at least 80, two thirds of them refusals", () => {
    const refusals = scenarios.filter((scenario) => "error" in scenario.expect);
    expect(scenarios.length).toBeGreaterThanOrEqual(80);
    expect(refusals.length / scenarios.length).toBeGreaterThanOrEqual(2 / 3);
  });

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))("%s", async (_name, scenario) => {
    expect(await run(scenario)).toEqual(scenario.expect);
  });
});
