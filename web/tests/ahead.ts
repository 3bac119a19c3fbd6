import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The environment of a program whose clock is ahead by so much (Debian's `faketime`); how time passes stays as it is. */
export function clockAhead(milliseconds: number): Record<string, string> {
  const libraries = "/usr/lib";
  const paths = readdirSync(libraries).map((system) => join(libraries, system, "faketime/libfaketime.so.1"));
  const library = paths.find((path) => existsSync(path));
  if (library === undefined) throw new Error("no faketime on this machine: infra/test installs it");
  const seconds = Math.ceil(milliseconds / 1000);
  return { LD_PRELOAD: library, FAKETIME: `+${String(seconds)}`, FAKETIME_DONT_FAKE_MONOTONIC: "1", NO_FAKE_STAT: "1" };
}

/** Removes what a changed clock leaves of a process that was killed. */
export function forgetClock(process: number): void {
  for (const name of ["faketime_shm", "sem.faketime_sem"]) rmSync(`/dev/shm/${name}_${String(process)}`, { force: true });
}
