import { fileURLToPath } from "node:url";

/** A specimen document of the project, by its path in `tests/fixtures`. */
export function specimen(path: string): string {
  return fileURLToPath(new URL(`../../../../tests/fixtures/${path}`, import.meta.url));
}
