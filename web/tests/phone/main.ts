import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Stage } from "../browser/harness/stage";
import { budgets, measureBytes, type Costs } from "./bytes";
import { Counter } from "./counter";
import { Link } from "./link";
import { fullLocker } from "./locker";
import { startServer } from "./server";
import { measureTimes, type Time } from "./times";

/** The phone's table. `--gate`: bytes and requests alone, compared with the baseline; `--baseline` writes that. */
const PAPERS = 500;
const baselineFile = fileURLToPath(new URL("../../../infra/bench/phone/baseline.json", import.meta.url));
/** Compressors differ a little from one version to the next. */
const SLACK = 1.02;

const options = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "armoire-phone-"));
const link = await Link.open();
const server = await startServer(join(folder, "data"), link.origin);
const counter = await Counter.start(server.port);
const stage = await Stage.open(link.origin);
try {
  link.to = counter.port;
  const costs = await measureBytes(stage, counter, (part, files) => {
    if (!options.includes("--files")) return;
    console.log(part);
    for (const { path, bytes } of files) console.log(`  ${String(bytes).padStart(8)}  ${path}`);
  });
  const late = printBytes(costs);
  if (options.includes("--baseline")) await writeFile(baselineFile, `${JSON.stringify(costs, undefined, 2)}\n`);
  if (options.includes("--gate")) {
    const worse = await comparedWithBaseline(costs);
    for (const line of worse) console.log(line);
    const failed = late + worse.length;
    console.log(`${String(Object.keys(costs).length * 2 - failed)} passed, ${String(failed)} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  } else {
    link.to = server.port;
    const filled = await fullLocker(server.client, link.origin, PAPERS);
    const load = loadavg()[0] ?? 0;
    console.log(`\nprocessor ×6; load of this machine before: ${load.toFixed(1)} on ${String(cpus().length)} processors`);
    const times = await measureTimes(stage, link, filled, PAPERS, printTime);
    const written = options.find((option) => option.startsWith("--json="))?.slice("--json=".length);
    if (written !== undefined) await writeFile(written, `${JSON.stringify({ load, processors: cpus().length, costs, times }, undefined, 2)}\n`);
  }
} finally {
  await stage.close();
  await server.stop();
  await link.close();
  await counter.stop();
  await rm(folder, { recursive: true, force: true });
}

/** How many are over their budget. */
function printBytes(costs: Costs): number {
  console.log("code and texts, compressed".padEnd(58), "      bytes   at most  requests");
  let late = 0;
  for (const [part, { bytes, requests }] of Object.entries(costs) as [keyof Costs, Costs[keyof Costs]][]) {
    const within = bytes <= budgets[part];
    if (!within) late += 1;
    console.log(part.padEnd(58), String(bytes).padStart(11), String(budgets[part]).padStart(9), String(requests).padStart(9), within ? "ok" : "OVER");
  }
  return late;
}

async function comparedWithBaseline(costs: Costs): Promise<string[]> {
  const baseline = JSON.parse(await readFile(baselineFile, "utf8")) as Costs;
  return (Object.keys(baseline) as (keyof Costs)[]).flatMap((part) => {
    const [now, then] = [costs[part], baseline[part]];
    const heavier = now.bytes > then.bytes * SLACK ? [`${part}: ${String(now.bytes)} bytes, the baseline has ${String(then.bytes)}`] : [];
    const more = now.requests > then.requests ? [`${part}: ${String(now.requests)} requests, the baseline has ${String(then.requests)}`] : [];
    return [...heavier, ...more];
  });
}

function printTime({ what, value, target, parts }: Time): void {
  const met = value <= target;
  console.log(what.padEnd(58), `${String(Math.round(value))} ms`.padStart(11), `${String(target)} ms`.padStart(9), met ? "ok" : "OVER");
  if (parts !== undefined) console.log(`  ${parts}`);
}
