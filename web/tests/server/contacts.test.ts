import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { vcardsOf } from "../../src/app/people/vcard";
import { serverForTests } from "./for-tests";
import { openedPerson } from "./others";

const COMMAND = process.env["ARMOIRE_CLIENT_PROGRAM"] ?? fileURLToPath(new URL("../../../target/debug/armoire", import.meta.url));

const server = serverForTests();

/** How people say how somebody is reached; each could be read in two ways. */
const reaches = [
  ...["06 11 22 33 44", "le 115", " 115 ", "3919", "bureau 12, +33 (0)6.11.22.33.44", "(0) bureau, +33 (0)6 11 22 33 44", "+33 (0)(0)6 11 22 33 44"],
  ...["+33 (0)1 44, +44 (0)20 7946 0958", "12/34-56.78(9)0", "12+3344556677", "5 6 +", "1234567890123456", "+123456789012345 6", "luc@ccas.example"],
  ...["٠٦١١٢٢٣٣٤٤", "۰۶ ۱۱ ۲۲ ۳۳ ۴۴ صباحا", "06\u00a011\u202f22\u200933\u300044", "\ufeff115\ufeff", "06\ufeff11\ufeff22\ufeff33\ufeff44", "0-6.1(1)/2"],
];

/** Names that end no line, no part and no card, and fill one to its last byte. */
const names = [
  ...["Claire Martin", "a\\b;c,d:e", "BEGIN:VCARD", "𝕏".repeat(60), "م".repeat(120), "é".repeat(36), `${"a".repeat(71)}é`, `${"a".repeat(72)}é`, ",".repeat(80)],
  ...["👩🏽‍⚕️ Awa", "e\u0301", "ﷺ".repeat(50)],
];

it("makes the same contacts of a list as the command line, byte by byte", async () => {
  const { vault, words } = await openedPerson(server.origin, "Nadia");
  for (const reach of reaches) await vault.saveEntry({ kind: "person", name: "Luc", reach, since: 1 });
  for (const [at, name] of names.entries()) {
    const parts = [{ organisation: name }, { site: name }, { mission: name }, { organisation: name, site: name, mission: name, reach: name }][at % 4];
    await vault.saveEntry({ kind: at % 2 === 0 ? "team" : "person", name, ...parts, since: at });
  }
  await vault.saveEntry({ kind: "person", name: "Quelqu'un d'avant", since: 1, until: 2 });
  const entries = await vault.entries();
  expect(entries).toHaveLength(reaches.length + names.length + 1);
  const now = entries.filter(({ until }) => until === undefined);

  const profile = mkdtempSync(join(tmpdir(), "armoire-contacts-"));
  const armoire = (...command: string[]) =>
    execFileSync(COMMAND, ["--profile", join(profile, "profile"), ...command], { env: { PATH: process.env["PATH"], HOME: profile, ARMOIRE_WORDS: words.words } });
  try {
    armoire("signin", "--server", server.origin, "--handle", words.handle);
    expect(armoire("accompaniment", "--vcard", "-").toString()).toBe(vcardsOf(now));
    expect(armoire("accompaniment", "--vcard", "-", "--past").toString()).toBe(vcardsOf(entries));
  } finally {
    rmSync(profile, { recursive: true });
  }
});
