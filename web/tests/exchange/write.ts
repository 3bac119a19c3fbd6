import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../vectors/run";
import type { Scenario } from "../vectors/scenario";
import { accountSamples } from "./samples/account";
import { documentSamples } from "./samples/document";
import { envelopeSamples } from "./samples/envelope";
import { logSamples } from "./samples/log";
import type { Sample } from "./samples/sample";

/** Writes fresh scenarios, made by this implementation with this run's randomness, for another one to read. */
export async function writeExchange(folder: string): Promise<number> {
  const samples = [...(await envelopeSamples()), ...(await accountSamples()), ...(await documentSamples()), ...logSamples()];
  for (const sample of samples) save(folder, await scenarioOf(sample));
  return samples.length;
}

/** A sample opens here first: what its maker itself refuses is no sample. */
async function scenarioOf({ name, input, expect }: Sample): Promise<Scenario> {
  const operation = name.split("/", 1)[0] ?? "";
  const answer = await run({ operation, input });
  const refused = "error" in answer ? answer.error : undefined;
  if (refused !== expect) throw new Error(`${name}: ${refused ?? "opens"}, and should be ${expect ?? "opened"}`);
  return { name, about: "Made by the TypeScript implementation in this run.", operation, input, expect: answer };
}

function save(folder: string, scenario: Scenario): void {
  const path = join(folder, `${scenario.name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(scenario)}\n`);
}
