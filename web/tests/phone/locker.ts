import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Notes } from "../browser/harness/person";

const run = promisify(execFile);

const handle = "nadia4821";

/** A locker with many papers in it, made with the command line. */
export async function fullLocker(program: string, origin: string, papers: number): Promise<Notes> {
  const folder = await mkdtemp(join(tmpdir(), "armoire-phone-"));
  try {
    const armoire = async (environment: Record<string, string>, ...words: string[]) => {
      const options = { env: { ...process.env, ARMOIRE_PROFILE: join(folder, "profile"), ...environment }, maxBuffer: 64 * 1024 * 1024 };
      return (await run(program, ["--json", ...words], options)).stdout;
    };
    const made = JSON.parse(await armoire({}, "signup", "--server", origin, "--handle", handle, "--language", "en")) as { words: string[] | string };
    const words = typeof made.words === "string" ? made.words.split(" ") : made.words;
    const files = Array.from({ length: papers }, (_, at) => join(folder, `paper ${String(at + 1)}.txt`));
    await Promise.all(files.map((file) => writeFile(file, `SPECIMEN ${file}`)));
    await armoire({}, "add", ...files, "--folder", "Housing");
    return { handle, words, numbers: [], groups: [] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
