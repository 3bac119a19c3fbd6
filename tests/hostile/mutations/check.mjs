// Whether every mutation still fits the code: quick, for each run.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cli } from "./cli.mjs";
import { page } from "./page.mjs";
import { server } from "./server.mjs";
import { web } from "./web.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Mutations whose text isn't in its file exactly once. */
export function misfits() {
  return [...web, ...cli, ...server, ...page].flatMap(({ file, find, edits = [], ...mutation }) => {
    const all = [...(file === undefined ? [] : [{ file, find }]), ...edits];
    return all.filter((edit) => count(edit) !== 1).map((edit) => `row ${mutation.row}, ${mutation.client}: ${mutation.removes} (${edit.file})`);
  });
}

function count({ file, find }) {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, "utf8").split(find).length - 1 : 0;
}
