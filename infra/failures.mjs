#!/usr/bin/env node
// failures.mjs NAME LOG [NAME LOG]…: says again what failed in these parts of infra/test, in little room: the name of each failed test and the first
// lines of what was said of it. For whoever sees only the end of a long output.

import { readFileSync } from "node:fs";

// All parts together; a line that is longer is cut.
const mostLines = 56;
const mostBytes = 6_800;
const mostColumns = 160;

// Where what is said of a failure begins, by the runner, and where it ends; the first of these that fits a line counts. What begins with the first line
// alone has no `end`.
const kinds = [
  { name: "Vitest", start: /^\s*FAIL\s/, more: /^\s*FAIL\s/, end: /^⎯{10,}/ },
  { name: "Vitest, outside of a test", start: /^⎯+ (Unhandled|Uncaught).*⎯+$/, end: /^⎯{10,}/ },
  { name: "cargo test", start: /^---- .* ----$/, end: /^(---- .* ----|failures:)$/ },
  { name: "cargo fmt", start: /^Diff in /, end: /^(?![-+ ])/ },
  { name: "rustc and clippy", start: /^error(\[E\d+\])?: (?!(aborting|could not compile|test failed|\d+ targets? failed))/, end: /^$/ },
  { name: "tsc", start: /^\S+\(\d+,\d+\): error TS\d+/, end: /^(?!\s)/ },
  { name: "eslint", start: /^\/\S+\.[cm]?[jt]sx?$/, end: /^$/ },
  { name: "Python", start: /^Traceback /, end: /^$/ },
  { name: "our scripts", start: /^(failed[ :]|✗)/, end: /^(?!\s)/ },
];

// What tells nothing that the lines around it don't.
const noise = /^\s*$|^ ❯ .*node_modules|^\s+\d+: |^\s+at \/rustc|^stack backtrace|^note: (run with|Some details)|^- Expected$|^\+ Received$/;

function main(given) {
  const parts = [];
  for (let at = 0; at + 1 < given.length; at += 2) parts.push({ name: given[at], lines: plain(readFileSync(given[at + 1], "utf8")) });
  for (const { name, lines } of parts) {
    const share = { lines: Math.floor(mostLines / parts.length), bytes: Math.floor(mostBytes / parts.length) };
    console.log([`── ${name} failed:`, ...inRoom(failuresIn(lines), share)].join("\n"));
  }
}

// Without colours and whatever else moves a terminal.
function plain(text) {
  return text.replaceAll(/\x1b(\[[0-?]*[ -/]*[@-~]|\([A-Z0-9])/g, "").split(/\r?\n/);
}

// Each failure as its lines, the first of them naming it; none twice. A part that says nothing that is known here fails by its last lines.
function failuresIn(lines) {
  const found = new Map();
  for (let at = 0; at < lines.length; at += 1) {
    const kind = kinds.find(({ start }) => start.test(lines[at]));
    if (kind === undefined) continue;
    const from = at;
    while (kind.more?.test(lines[at + 1] ?? "") === true) at += 1;
    while (at + 1 < lines.length && !kind.end.test(lines[at + 1])) at += 1;
    const failure = lines.slice(from, at + 1).filter((line) => !noise.test(line));
    found.set(failure.join("\n"), whatMatters(failure));
  }
  if (found.size > 0) return [...found.values()];
  return [lines.filter((line) => line.trim() !== "").slice(-12)];
}

// A Rust test prints whatever it likes before it panics; Vitest says the place after all that differs.
function whatMatters(failure) {
  const names = failure.slice(0, namesOf(failure));
  const rest = failure.slice(names.length);
  const panic = rest.findIndex((line) => / panicked at /.test(line));
  if (panic > 0) return [...names, ...rest.slice(panic)];
  const place = rest.findIndex((line) => line.startsWith(" ❯ "));
  return place > 0 ? [...names, ...rest.splice(place, 1), ...rest] : failure;
}

// As many lines of each as there is room for, and then the names alone.
function inRoom(failures, room) {
  for (let most = 14; most > 0; most -= 1) {
    const lines = failures.flatMap((failure) => failure.slice(0, Math.max(most, namesOf(failure)))).map(cut);
    if (fits(lines, room)) return lines;
  }
  const names = failures.flatMap((failure) => failure.slice(0, namesOf(failure))).map(cut);
  const shown = names.slice(0, room.lines - 2);
  while (!fits(shown, room)) shown.pop();
  return shown.length < names.length ? [...shown, `… and ${names.length - shown.length} more`] : shown;
}

// Vitest names several tests over what they share.
function namesOf(failure) {
  return Math.max(1, failure.filter((line) => /^\s*FAIL\s/.test(line)).length);
}

function fits(lines, room) {
  return lines.length < room.lines && Buffer.byteLength(lines.join("\n")) < room.bytes - 80;
}

function cut(line) {
  return line.length > mostColumns ? `${line.slice(0, mostColumns - 1)}…` : line;
}

main(process.argv.slice(2));
