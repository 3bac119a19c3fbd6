// Checks what no compiler reads: links between documents, and that the tree tells nothing about the machine it was
// written on. Prints each finding as path:line, and ends with "N passed, N failed" (one test a file).
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

// Lock files name the packages' own addresses; these hosts are never one of them.
const foreign = [
  { what: "a path of somebody's machine", pattern: /(^|[^\w.-])\/(work|root|farm|home\/(?!armoire\b)[a-z])(\/|\b)[a-z.]/ },
  { what: "a registry's host", pattern: /"resolved": *"https?:|https?:\/\/(registry|index|static|files|mirror|deb)\.[a-z-]+\.(org|io)/ },
];

// Each finding of one file's text, as [line, sentence]. `exists` says whether a path relative to the file exists.
export function findings(path, text, exists) {
  const found = [];
  text.split("\n").forEach((line, index) => {
    for (const { what, pattern } of foreign) {
      if (pattern.test(line)) found.push([index + 1, `${what}: ${line.trim().slice(0, 100)}`]);
    }
    if (path.endsWith(".md")) {
      for (const [, target] of line.replace(/`[^`]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g)) {
        const [file] = target.split("#");
        const elsewhere = /^[a-z]+:/.test(target) || file === "";
        if (!elsewhere && !exists(decodeURIComponent(file))) found.push([index + 1, `leads nowhere: ${target}`]);
      }
    }
  });
  return found;
}

// The check is only worth something if it finds what was planted.
function findsPlanted() {
  const planted = [
    ["a.md", "see [there](missing.md)"],
    ["a.rs", `let folder = "${["", "root", "x"].join("/")}";`],
    ["package-lock.json", `"resol${"ved"}": "https://example.org/x.tgz"`],
  ];
  return planted.every(([path, text]) => findings(path, text, () => false).length === 1)
    && findings("a.md", "see [there](b.md), `[no](link)` and [out](https://example.org)", () => true).length === 0;
}

function main() {
  if (!findsPlanted()) throw new Error("the check misses what was planted for it");
  // Tracked files, and new ones that nothing ignores.
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
    .split("\0").filter((path) => path !== "" && existsSync(path));
  let passed = 0;
  let failed = 0;
  for (const path of files) {
    const bytes = readFileSync(path);
    if (bytes.includes(0)) continue;
    const found = findings(path, bytes.toString("utf8"), (target) => existsSync(join(dirname(path), target)));
    for (const [line, sentence] of found) console.log(`${path}:${line}: ${sentence}`);
    if (found.length === 0) passed += 1; else failed += 1;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main();
