import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The environment of a program whose clock is ahead by so much (Debian's `faketime`); how time passes stays as it is. */
export function clockAhead(milliseconds: number): Record<string, string> {
  const libraries = "/usr/lib";
  const paths = readdirSync(libraries).map((system) => join(libraries, system, "faketime/libfaketime.so.1"));
  const library = paths.find((path) => existsSync(path));
  if (library === undefined) throw new Error("no faketime on this machine: infra/test installs it");
  const seconds = Math.ceil(milliseconds / 1000);
  return { LD_PRELOAD: library, FAKETIME: `+${String(seconds)}`, FAKETIME_DONT_FAKE_MONOTONIC: "1", FAKETIME_DISABLE_SHM: "1", NO_FAKE_STAT: "1" };
}
