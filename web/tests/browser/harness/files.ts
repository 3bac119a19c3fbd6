import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** A specimen document of the project, by its path in `tests/fixtures`. */
export function specimen(path: string): string {
  return fileURLToPath(new URL(`../../../../tests/fixtures/${path}`, import.meta.url));
}

/** The same under a name that a person would give it. */
export async function specimenAs(name: string, path: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  return { name, mimeType: "application/octet-stream", buffer: await readFile(specimen(path)) };
}
