import { Refusal } from "../../src/protocol/refusal";
import { Input } from "./input";
import { operations } from "./operations";
import type { Scenario } from "./scenario";

/** What this implementation answers to a scenario, in the form of its `expect`. */
export async function run({ operation, input }: Pick<Scenario, "operation" | "input">): Promise<Scenario["expect"]> {
  const perform = operations[operation];
  if (perform === undefined) throw new Error(`unknown operation ${operation}`);
  try {
    // As JSON, as it would be written: absent keys are absent.
    return { ok: JSON.parse(JSON.stringify(await perform(new Input(input)))) as Record<string, unknown> };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: error.code, ...(error.place !== undefined && { place: error.place }) };
  }
}
