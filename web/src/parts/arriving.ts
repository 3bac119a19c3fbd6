import { ArmoireError } from "../bridge/bridge";

/** Files that are on their way to the browser's own copy, or there. */
const coming = new Map<string, Promise<void>>();

/**
 * Loads a part of the program once the browser has its own copy of all of its files.
 *
 * A browser may remember for as long as a page lives that a module didn't arrive (https://github.com/whatwg/html/issues/6768):
 * the network drops once, and the part never comes again. `fetch` has no such memory, so it is what meets the network here.
 * The files come side by side, too, where imports fetch one after the other.
 *
 * `files` are paths below the root, separated by spaces; the build writes them around each `import()` of ours
 * (`whole-parts.ts`). Refuses as `network` where one of them can't be had, and may then be called again.
 */
export async function arriving<T>(files: string, load: () => Promise<T>): Promise<T> {
  await Promise.all(files.split(" ").map(arrived));
  return load();
}

function arrived(file: string): Promise<void> {
  const known = coming.get(file);
  if (known !== undefined) return known;
  const arrival = fetchWhole(file).catch(() => {
    coming.delete(file);
    throw new ArmoireError("network");
  });
  coming.set(file, arrival);
  return arrival;
}

/** The browser keeps what was read to its end. */
async function fetchWhole(file: string): Promise<void> {
  const answer = await fetch(`/${file}`, { mode: "same-origin" });
  if (!answer.ok) throw new TypeError("no such file");
  await answer.arrayBuffer();
}
