// Fills a running server with invented people and specimen documents, through the command line that everybody uses.
// node infra/demo.mjs ARMOIRE SERVER PROFILES OUTPUT. Run again, it adds only what is missing.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const [armoire, server, profiles, output] = process.argv.slice(2);
const fixtures = fileURLToPath(new URL("../tests/fixtures/", import.meta.url));

// Nobody of these exists. Nadia uses Armoire alone, Karim is learning, Awa has only just begun.
const people = [
  {
    name: "Nadia (specimen)", handle: "nadia4821",
    papers: [
      ["Mon logement", ["pdf/attestation-hebergement.pdf", "pdf/contrat-location.pdf"]],
      ["Carte et récépissé", ["photos/p01-carte-bois-facile.jpg", "pdf/recepisse.pdf"]],
      ["Impôts et aides", ["pdf/avis-annuel.pdf", "pdf/attestation-paiement.pdf", "photos/p02-page-table-sombre.jpg"]],
    ],
  },
  {
    name: "Karim (specimen)", handle: "karim2064",
    papers: [
      ["Papiers", ["pdf/attestation-bilingue-arabe.pdf", "photos/p12-carte-reflet.jpg"]],
      ["Reçus par message", ["photos/p13-page-messagerie-compressee.jpg"]],
    ],
  },
  { name: "Awa (specimen)", handle: "awa7313", papers: [] },
];

function main() {
  mkdirSync(profiles, { recursive: true, mode: 0o700 });
  const known = existsSync(output) ? JSON.parse(readFileSync(output, "utf8")) : { server, profiles, people: [] };
  if (known.profiles !== profiles && existsSync(known.profiles)) {
    throw new Error(`${output} belongs to the lockers of ${known.profiles}: move it away first.`);
  }
  for (const person of people) {
    const others = known.people.filter(({ handle }) => handle !== person.handle);
    if (others.length === known.people.length || !existsSync(join(profiles, person.handle))) {
      const entry = { name: person.name, handle: person.handle, ...signUp(person) };
      Object.assign(known, { server, profiles, people: [...others, entry] });
      write(known);
    }
    addMissing(person);
  }
  console.log(`Handles, words and recovery cards are in ${output}.`);
}

function signUp({ name, handle }) {
  console.log(`${name} signs up.`);
  return run(handle, "signup", "--server", server, "--handle", handle, "--language", "fr");
}

function addMissing({ name, handle, papers }) {
  const there = new Set(run(handle, "list").map((paper) => `${paper.folder}/${paper.name}`));
  for (const [folder, files] of papers) {
    const missing = files.filter((path) => !there.has(`${folder}/${basename(path)}`));
    if (missing.length === 0) continue;
    console.log(`${name} adds ${missing.length === 1 ? "a paper" : `${missing.length} papers`} to "${folder}".`);
    run(handle, "add", ...missing.map((path) => join(fixtures, path)), "--folder", folder);
  }
}

// One command of this person's; gives what it prints.
function run(handle, ...command) {
  const all = ["--profile", join(profiles, handle), "--json", ...command];
  const { status, stdout, stderr } = spawnSync(armoire, all, { encoding: "utf8" });
  if (status !== 0) throw new Error(`armoire ${command.join(" ")}: ${stderr}`);
  return JSON.parse(stdout);
}

// Words and cards open lockers: readable by their owner only, from the first byte.
function write(known) {
  writeFileSync(`${output}.new`, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${output}.new`, output);
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
