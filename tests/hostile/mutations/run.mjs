// Removes one check at a time from a copy of the tree, and expects the row's tests to turn red.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cargoBuilds, crateTurns } from "./crate.mjs";
import { cli } from "./cli.mjs";
import { page } from "./page.mjs";
import { server } from "./server.mjs";
import { web } from "./web.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "armoire", "mutate");
const tree = join(cache, "tree");
/** Of the mutants alone: none may lie where the honest programs are looked for. */
const target = process.env.ARMOIRE_MUTATE_TARGET ?? join(cache, "target");

/** The files of hostile tests, how they are named, and what must be built. A mutation that no server can show names a `suite` of the project's other tests. */
const clients = {
  web: { tests: ["web-vault", "people-web", "letters-web", "meetings-web", "vouched-web"], build: [] },
  cli: { tests: ["command-line", "people-cli", "letters-cli", "meetings-cli", "vouched-cli"], build: ["--no-default-features", "-F", "client", "--bin", "armoire"] },
  page: { tests: ["browser"], build: [], web: true },
  headers: { tests: ["browser"], build: ["--no-default-features", "-F", "server", "--bin", "armoire-server"] },
  server: { tests: ["server"], build: ["--no-default-features", "-F", "server", "--bin", "armoire-server"] },
};

function main() {
  const wanted = chosen(process.argv.slice(2));
  const programs = honestPrograms();
  copyTree();
  const results = wanted.map((mutation, at) => {
    const result = { ...mutation, ...outcomeOf(mutation, programs) };
    console.log(`${String(at + 1).padStart(3)}/${wanted.length} ${line(result)}`);
    if (result.by !== undefined) console.log(`        by "${result.by.title}": ${firstLine(result.by.failureMessages)}`);
    return result;
  });
  console.log("");
  const bad = results.filter(({ outcome }) => outcome !== "red");
  for (const result of bad) console.log(line(result));
  console.log(`${results.length - bad.length} passed, ${bad.length} failed`);
  process.exitCode = bad.length === 0 ? 0 : 1;
}

function chosen(options) {
  const value = (name) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);
  const [row, client, text] = [value("--row"), value("--client"), value("--without")];
  const all = [...web, ...cli, ...server, ...page];
  const fits = (one) => (row === undefined || String(one.row) === row) && (client === undefined || one.client === client);
  const wanted = all.filter((one) => fits(one) && (text === undefined || one.removes.includes(text)));
  if (wanted.length === 0) throw new Error("No mutation is like that.");
  return wanted;
}

/** What isn't mutated: built from the tree as it is, unless the environment names it. */
function honestPrograms() {
  const built = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const { ARMOIRE_HOSTILE_CLIENT: client, ARMOIRE_HOSTILE_SERVER: serverProgram } = process.env;
  if (client === undefined || serverProgram === undefined) cargoBuilds(root, built, ["--bins"]);
  return {
    ARMOIRE_HOSTILE_CLIENT: client ?? join(built, "debug/armoire"),
    ARMOIRE_HOSTILE_SERVER: serverProgram ?? join(built, "debug/armoire-server"),
    ARMOIRE_HOSTILE_WEB: join(root, "web/dist"),
  };
}

function copyTree() {
  const left = ["target", "node_modules", ".git"];
  for (const part of ["src", "tests", "web/src", "infra", "migrations", "web/public"]) rmSync(join(tree, part), { recursive: true, force: true });
  cpSync(root, tree, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !left.some((name) => path === join(root, name) || path.endsWith(`/${name}`)),
  });
  mkdirSync(join(tree, "web"), { recursive: true });
  if (!existsSync(join(tree, "web/node_modules"))) symlinkSync(join(root, "web/node_modules"), join(tree, "web/node_modules"));
}

/** A mutation with `test` runs just what is called so; one with `suite` runs that of another suite than the hostile one. `outcome` `red` is what is wanted, `by` the test that turned so; `green`, `gone` (the text isn't there any more) and `broken` (it doesn't even start) aren't. */
function outcomeOf(mutation, programs) {
  const { file, find, replace, edits = [], client } = mutation;
  const all = [...(file === undefined ? [] : [{ file, find, replace }]), ...edits];
  if (all.some((edit) => !existsSync(join(tree, edit.file)))) return { outcome: "gone" };
  const before = new Map(all.map((edit) => [edit.file, readFileSync(join(tree, edit.file), "utf8")]));
  try {
    for (const edit of all) {
      const text = readFileSync(join(tree, edit.file), "utf8");
      if (text.split(edit.find).length !== 2) return { outcome: "gone" };
      writeFileSync(join(tree, edit.file), text.replace(edit.find, () => edit.replace));
    }
    if (mutation.suite !== undefined) return otherTestsTurn(mutation, programs);
    const { build, web: buildsWeb } = clients[client];
    if (build.length > 0 && !cargoBuilds(tree, target, build)) return { outcome: "broken" };
    if (buildsWeb === true && !vite(join(tree, "web"))) return { outcome: "broken" };
    return testsTurn(mutation, programs);
  } finally {
    for (const [path, text] of before) writeFileSync(join(tree, path), text);
  }
}

/** `unit` and `live` are those of `web/tests`, the latter with a server; the others are the crate's: `lib`, `vectors`, `cli`, `api`. */
function otherTestsTurn({ suite, test }, programs) {
  if (suite !== "unit" && suite !== "live") return crateTurns(tree, target, suite, test);
  const project = suite === "unit" ? "unit" : "server";
  const options = ["--config", join(tree, "web/vitest.config.ts"), "--root", join(tree, "web"), "--project", project];
  return vitestTurns([...options, "-t", test], { ARMOIRE_SERVER_PROGRAM: programs.ARMOIRE_HOSTILE_SERVER, ARMOIRE_CLIENT_PROGRAM: programs.ARMOIRE_HOSTILE_CLIENT });
}

function testsTurn({ row, client, test }, programs) {
  const mutant = {
    web: {},
    cli: { ARMOIRE_HOSTILE_CLIENT: join(target, "debug/armoire") },
    page: { ARMOIRE_HOSTILE_WEB: join(tree, "web/dist") },
    headers: { ARMOIRE_HOSTILE_SERVER: join(target, "debug/armoire-server") },
    server: { ARMOIRE_HOSTILE_SERVER: join(target, "debug/armoire-server") },
  }[client];
  const named = test === undefined ? `row ${row} ` : `row ${row} .*${test}`;
  return vitestTurns(["--config", join(tree, "tests/hostile/vitest.config.ts"), ...clients[client].tests, "-t", named], { ...programs, ...mutant });
}

function vitestTurns(options, environment) {
  const report = join(cache, "report.json");
  rmSync(report, { force: true });
  const program = join(root, "web/node_modules/vitest/vitest.mjs");
  spawnSync("node", [program, "run", ...options, "--bail", "1", "--reporter", "json", "--outputFile", report], {
    cwd: join(tree, "web"),
    env: { ...process.env, ...environment },
    stdio: "ignore",
  });
  if (!existsSync(report)) return { outcome: "broken" };
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  const assertions = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = assertions.filter(({ status }) => status === "failed");
  if (failed.length > 0) return failed.every(({ failureMessages }) => failureMessages.length > 0) ? { outcome: "red", by: failed[0] } : { outcome: "broken" };
  return { outcome: assertions.some(({ status }) => status === "passed") ? "green" : "broken" };
}

/** What a test said first, without colours. */
function firstLine([message = ""]) {
  return message.replace(/\x1b\[[0-9;]*m/g, "").split("\n")[0].slice(0, 200);
}

function vite(folder) {
  const program = join(root, "web/node_modules/vite/bin/vite.js");
  return spawnSync("node", [program, "build"], { cwd: folder, stdio: "ignore" }).status === 0;
}

function line({ row, client, removes, outcome, file, edits }) {
  return `row ${String(row).padEnd(3)} ${client.padEnd(7)} ${outcome.padEnd(7)} without: ${removes} (${file ?? edits[0].file})`;
}

main();
