import { isDeepStrictEqual } from "node:util";
import { scenariosUnder } from "../vectors/files";
import { run } from "../vectors/run";

/** Does what every scenario under a folder says, and compares. */
export async function readExchange(folder: string): Promise<{ read: number; disagreements: string[] }> {
  const scenarios = scenariosUnder(folder);
  const disagreements: string[] = [];
  for (const scenario of scenarios) {
    const answer = await run(scenario);
    if (!isDeepStrictEqual(answer, scenario.expect)) {
      disagreements.push(`${scenario.name}: expected ${JSON.stringify(scenario.expect)}, got ${JSON.stringify(answer)}`);
    }
  }
  return { read: scenarios.length, disagreements };
}
