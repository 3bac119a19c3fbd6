// The crate without one of its checks: built, and what its own tests say of it.
import { spawnSync } from "node:child_process";

/** What each suite needs to be built. */
const suites = {
  lib: ["--no-default-features", "-F", "client", "--lib"],
  vectors: ["--no-default-features", "-F", "client", "--test", "vectors"],
  cli: ["--test", "cli"],
  api: ["--no-default-features", "-F", "server", "--test", "api"],
};

export function cargoBuilds(folder, target, what) {
  return cargo(folder, target, ["build", "--locked", "--quiet", ...what]).status === 0;
}

/** `broken` where it doesn't compile, or no test is called so. */
export function crateTurns(folder, target, suite, test) {
  const options = ["test", "--locked", "--quiet", ...suites[suite]];
  if (cargo(folder, target, [...options, "--no-run"]).status !== 0) return { outcome: "broken" };
  const { status, stdout } = cargo(folder, target, [...options, "--", "--format=pretty", test]);
  if (!/^running [1-9]/m.test(stdout)) return { outcome: "broken" };
  if (status === 0) return { outcome: "green" };
  const title = /^test (\S+)(?: - should panic)? \.\.\. FAILED/m.exec(stdout)?.[1];
  const said = /panicked at [^\n]*\n([^\n]*)/.exec(stdout)?.[1];
  return title === undefined ? { outcome: "broken" } : { outcome: "red", by: { title, failureMessages: [said ?? ""] } };
}

function cargo(folder, target, options) {
  return spawnSync("cargo", options, { cwd: folder, env: { ...process.env, CARGO_TARGET_DIR: target }, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 64 * 1024 * 1024 });
}
