import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { apart, type Scene } from "../harness/scene";
import { everyWay } from "./server-row-21-old-ways";

/** Who has the database, or a backup of it, and a phone with its D. */
export function row04(scene: () => Scene): void {
  test("row 4 · server · what the database keeps of a PIN is worthless without the store of PINs", async () => {
    const own = await apart(scene());
    const { proofs, made, pepper } = await everyWay(own);
    const { auth, find } = proofs.pin as { auth: string; find: string };
    const proof = Buffer.from(auth, "base64url");
    const hashed = createHash("sha256").update(proof).digest();
    const kept = {
      "the proof": proof,
      "the proof's hash": hashed,
      "the hash of that": createHash("sha256").update(hashed).digest(),
      "the pepper": Buffer.from(pepper, "base64url"),
      "the nonce": Buffer.from(made.nonce, "base64url"),
    };
    const database = await allBytes(own.server.data);
    const found = Object.entries(kept).filter(([, bytes]) => formsOf(bytes).some((form) => database.includes(form)));
    expect(found.map(([what]) => what)).toEqual([]);
    // The search finds what is there: the slot's own name in the database, and the nonce in the store beside it.
    expect(database.includes(find)).toBe(true);
    const store = await allBytes(`${own.server.data}-pins`);
    expect(formsOf(kept["the nonce"]).some((form) => store.includes(form))).toBe(true);
    expect(formsOf(kept["the pepper"]).some((form) => store.includes(form)), "the pepper, which nobody keeps").toBe(false);
  });
}

function formsOf(bytes: Buffer): Buffer[] {
  return [bytes, Buffer.from(bytes.toString("base64url")), Buffer.from(bytes.toString("hex"))];
}

async function allBytes(folder: string): Promise<Buffer> {
  const paths = (await readdir(folder, { recursive: true })).map((name) => join(folder, name));
  const files = await Promise.all(paths.map(async (path) => ((await stat(path)).isFile() ? readFile(path) : Buffer.alloc(0))));
  return Buffer.concat(files);
}
