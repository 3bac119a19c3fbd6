import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { NodeWorld } from "./node-world";
import { startServer, type Server } from "./server";

const COMMAND = process.env["ARMOIRE_CLIENT_PROGRAM"] ?? fileURLToPath(new URL("../../../target/debug/armoire", import.meta.url));

let server: Server;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), "armoire-archive-"));
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  vault: Vault;
  world: NodeWorld;
  words: { handle: string; words: string };
}

async function opened(name: string): Promise<Opened> {
  const world = new NodeWorld(server.origin);
  const vault = new Vault(world);
  const created = await vault.createLocker({ handle: await vault.prepareHandle(name), language: "fr", device: "shared" });
  return { vault, world, words: { handle: created.handle, words: created.words.join(" ") } };
}

/** Two folders, one document whose name is taken twice, one whose name no file may have, and one in the bin. */
async function filled(vault: Vault): Promise<void> {
  const { id: health } = await vault.createFolder({ name: "Santé", pictogram: "health" });
  await vault.createFolder({ name: "Vide", pictogram: "home" });
  for (const [name, text] of [
    ["bail.pdf", "one"],
    ["bail.pdf", "two"],
    ["../..\\con\u202e.txt", "three"],
  ] as const) {
    await addSent(vault, { name, type: "text/plain", bytes: bytesOf(text), folder: health });
  }
  const { id } = await addSent(vault, { name: "vieux.txt", type: "text/plain", bytes: bytesOf("four"), folder: health });
  await vault.trash(id);
}

function bytesOf(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).buffer;
}

/** Saves what was exported and unzips it by the system's own tool. */
async function unpacked(file: File, name: string): Promise<string> {
  const into = join(folder, name);
  mkdirSync(into);
  writeFileSync(`${into}.zip`, Buffer.from(await file.arrayBuffer()));
  execFileSync("unzip", ["-q", `${into}.zip`, "-d", into]);
  return into;
}

describe("an export", () => {
  it("is opened by stock age, byte for byte, and by the command line's import", async () => {
    const { vault } = await opened("Nadia");
    await filled(vault);
    const progress: number[] = [];
    const { file, name, documents, altered } = await vault.export({ form: "sealed" }, (done, total) => progress.push(done / total));
    expect({ documents, altered }).toEqual({ documents: 4, altered: [] });
    expect(name).toMatch(/^armoire-\d{4}-\d\d-\d\d\.zip$/);
    expect(progress).toEqual([0.25, 0.5, 0.75, 1]);
    const where = await unpacked(file!, "sealed");
    expect(existsSync(join(where, "files"))).toBe(false);
    const index = JSON.parse(readFileSync(join(where, "index.json"), "utf8")) as { folders: string[]; documents: { name: string; file: string }[] };
    expect(index.folders.sort()).toEqual(["Santé", "Vide"]);
    const texts = index.documents.map(({ file: sealed }) =>
      execFileSync("age", ["-d", "-i", join(where, "keys.txt"), join(where, sealed)], { encoding: "utf8" }),
    );
    expect(texts.sort()).toEqual(["four", "one", "three", "two"]);
    expect(readdirSync(join(where, "age")).sort()).toEqual(["_._.._con_.txt.age", "bail (2).pdf.age", "bail.pdf.age", "vieux.txt.age"].sort());

    const other = await opened("Amadou");
    const profile = join(folder, "profile");
    mkdirSync(profile, { mode: 0o700 });
    const armoire = (...command: string[]) =>
      execFileSync(COMMAND, ["--profile", profile, "--json", ...command], {
        encoding: "utf8",
        env: { PATH: process.env["PATH"], HOME: profile, ARMOIRE_WORDS: other.words.words },
      });
    armoire("signin", "--server", server.origin, "--handle", other.words.handle);
    armoire("import", where);
    const brought = (await other.vault.contents()).documents;
    expect(brought.map(({ name: of }) => of).sort()).toEqual(["../..\\con\u202e.txt", "bail.pdf", "bail.pdf", "vieux.txt"]);
  });

  it("holds the files as they were added too, in the open form", async () => {
    const { vault } = await opened("Fatou");
    await filled(vault);
    const { file } = await vault.export({ form: "open" });
    const where = await unpacked(file!, "open");
    expect(readFileSync(join(where, "files", "bail (2).pdf"), "utf8")).toBe("two");
    expect(readdirSync(join(where, "age"))).toHaveLength(4);
  });

  it("leaves out what the server altered, and names it", async () => {
    const { vault, world } = await opened("Li");
    await filled(vault);
    let objects = 0;
    world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.includes("/objects/") || ++objects !== 2) return response;
      const body = new Uint8Array(await response.arrayBuffer());
      body[300] = (body[300] ?? 0) ^ 1;
      return new Response(body, response);
    };
    const { documents, altered } = await vault.export({ form: "sealed" });
    expect(documents).toBe(3);
    expect(altered).toEqual(["bail.pdf"]);
  });

  it("comes in again: what a person took out of one locker lies in the other", async () => {
    const { vault } = await opened("Awa");
    await filled(vault);
    const { file } = await vault.export({ form: "open" });
    const { vault: other } = await opened("Omar");
    const { documents, refused } = await other.import(file!);
    expect({ documents, refused }).toEqual({ documents: 4, refused: [] });
    for (const { id } of await other.outgoing()) await other.sent(id);
    const contents = await other.contents();
    expect(contents.folders.map(({ name }) => name)).toEqual(["Santé"]);
    const texts = await Promise.all(contents.documents.map(async ({ id }) => new TextDecoder().decode((await other.open(id)).bytes)));
    expect(texts.sort()).toEqual(["four", "one", "three", "two"]);
  });
});

describe("an archive that somebody made", () => {
  it("of a folder that the command line exported, comes in", async () => {
    const { vault } = await opened("Rui");
    await filled(vault);
    const { file } = await vault.export({ form: "sealed" });
    await unpacked(file!, "zipped");
    execFileSync("zip", ["-q", "-r", "again.zip", "zipped"], { cwd: folder });
    const { vault: other } = await opened("Inès");
    expect(await other.import(new Blob([readFileSync(join(folder, "again.zip"))]))).toEqual({ documents: 4, refused: [] });
  });

  it.each([
    ["isn't an archive", (where: string) => {
        writeFileSync(join(where, "index.json"), "not json");
      },
    ],
    ["has no key", (where: string) => {
        rmSync(join(where, "keys.txt"));
      },
    ],
    ["leads out of itself", (where: string) => {
        rewrite(where, (entry) => ({ ...entry, file: "age/../keys.txt" }));
      },
    ],
    ["promises a document larger than any", (where: string) => {
        rewrite(where, (entry) => ({ ...entry, size: 51 * 1024 * 1024 }));
      },
    ],
  ])("%s: nothing comes in", async (what, harm) => {
    const { vault } = await opened("Ana");
    await filled(vault);
    const { file } = await vault.export({ form: "sealed" });
    const name = what.replaceAll(/\W/g, "");
    const where = await unpacked(file!, name);
    harm(where);
    rmSync(`${where}.zip`);
    execFileSync("zip", ["-q", "-r", `${where}.zip`, "."], { cwd: where });
    const { vault: other } = await opened("Zoé");
    await expect(other.import(new Blob([readFileSync(`${where}.zip`)]))).rejects.toMatchObject({ code: "archive" });
    expect(await other.outgoing()).toEqual([]);
  });

  it("has documents that aren't what the index says, and one that is a bomb: the rest comes in", async () => {
    const { vault } = await opened("Noé");
    await filled(vault);
    const { file } = await vault.export({ form: "sealed" });
    const where = await unpacked(file!, "harmed");
    writeFileSync(join(where, "age", "bail.pdf.age"), "age-encryption.org/v1\n-> X25519 x\n");
    writeFileSync(join(where, "age", "vieux.txt.age"), Buffer.alloc(40 * 1024 * 1024));
    rewrite(where, (entry) => (entry["file"] === "age/bail (2).pdf.age" ? { ...entry, sha256: "0".repeat(64) } : entry));
    rmSync(`${where}.zip`);
    execFileSync("zip", ["-q", "-r", `${where}.zip`, "."], { cwd: where });
    const { vault: other } = await opened("Sam");
    const { documents, refused } = await other.import(new Blob([readFileSync(`${where}.zip`)]));
    expect(documents).toBe(1);
    expect(refused).toEqual([
      { name: "bail.pdf", code: "header" },
      { name: "bail.pdf", code: "hash" },
      { name: "vieux.txt", code: "too_large" },
    ]);
  });

  it("isn't one at all", async () => {
    const { vault } = await opened("Eva");
    await expect(vault.import(new Blob(["PK\u0003\u0004 nothing"]))).rejects.toMatchObject({ code: "archive" });
  });
});

function rewrite(where: string, change: (entry: Record<string, unknown>) => Record<string, unknown>): void {
  const path = join(where, "index.json");
  const index = JSON.parse(readFileSync(path, "utf8")) as { documents: Record<string, unknown>[] };
  writeFileSync(path, JSON.stringify({ ...index, documents: index.documents.map(change) }));
}
