/** A scenario of tests/vectors (its README says the format). */
export interface Scenario {
  name: string;
  about: string;
  operation: string;
  input: Record<string, unknown>;
  expect: { ok: Record<string, unknown> } | { error: string; place?: number };
}

export function readScenario(text: string): Scenario {
  const value = JSON.parse(text) as Scenario;
  const fine = [value.name, value.about, value.operation].every((part) => typeof part === "string");
  if (!fine || typeof value.input !== "object" || typeof value.expect !== "object") throw new Error("not a scenario");
  return value;
}
