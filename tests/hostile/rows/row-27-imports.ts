import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { concat, utf8 } from "../../../web/src/protocol/bytes";
import type { Scene } from "../harness/scene";

interface Index {
  documents: Entry[];
}

interface Entry {
  name: string;
  size: number;
  file: string;
}

interface Bomb {
  name: string;
  code: string | string[];
  exit: number;
  change: (folder: string, index: Index) => Promise<unknown>;
}

const rewrite = (folder: string, index: unknown) => writeFile(join(folder, "index.json"), typeof index === "string" ? index : JSON.stringify(index));

/** What somebody may hand to a person as "your export". */
const bombs: Bomb[] = [
  {
    name: "names a file outside the export",
    code: "index",
    exit: 2,
    change: (folder, index) => rewrite(folder, { ...index, documents: index.documents.map((entry) => ({ ...entry, file: "../../../../etc/hostname" })) }),
  },
  {
    name: "has an index of 100,000 nested lists",
    code: "index",
    exit: 2,
    change: (folder) => rewrite(folder, `{"documents":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
  },
  {
    name: "names more documents than a locker holds",
    code: "too_many",
    exit: 7,
    change: (folder, index) => rewrite(folder, { ...index, documents: Array.from({ length: 20_001 }, () => index.documents[0]) }),
  },
  {
    name: "holds more bytes than its index says",
    code: "size",
    exit: 8,
    change: (folder, index) => rewrite(folder, { ...index, documents: index.documents.map((entry) => ({ ...entry, name: `n ${entry.name}`, size: 10 })) }),
  },
  {
    name: "has a link in place of a file",
    code: "missing",
    exit: 8,
    change: async (folder, { documents }) => {
      for (const { file } of documents) {
        await rm(join(folder, file));
        await symlink("/etc/hostname", join(folder, file));
      }
    },
  },
  {
    name: "has files with headers of 191 KiB",
    code: ["header", "stanzas"],
    exit: 8,
    change: async (folder, { documents }) => {
      for (const { file } of documents) {
        const sealed = await readFile(join(folder, file));
        const end = sealed.indexOf("\n--- ") + 1;
        await writeFile(join(folder, file), concat(sealed.subarray(0, end), utf8(`-> x-grease ${"y".repeat(191 * 1024)}\n\n`), sealed.subarray(end)));
      }
    },
  },
];

/** The command line imports; the page doesn't yet. */
export function imports(name: (test: string) => string, scene: () => Scene): void {
  for (const { name: what, code, exit, change } of bombs) {
    test(name(`an export that ${what}`), async () => {
      const { proxy, commandLine, folder } = scene();
      proxy.play([]);
      const exported = await exportOnce(scene());
      const bomb = await mkdtemp(join(folder, "bomb-"));
      await cp(exported, bomb, { recursive: true });
      await change(bomb, JSON.parse(await readFile(join(bomb, "index.json"), "utf8")) as Index);
      const device = await commandLine.device();
      proxy.play([]);
      const outcome = await device.run("import", bomb);
      expect([code].flat()).toContain(outcome.code);
      expect(outcome.exit).toBe(exit);
      expect(proxy.record.filter(({ method, path }) => method === "PUT" && path.includes("/objects/")), "uploads").toEqual([]);
    });
  }
}

const exports = new WeakMap<Scene, Promise<string>>();

/** A good export of the scene's locker. */
function exportOnce(scene: Scene): Promise<string> {
  const known = exports.get(scene) ?? exportLocker(scene);
  exports.set(scene, known);
  return known;
}

async function exportLocker({ commandLine, folder }: Scene): Promise<string> {
  const out = join(await mkdtemp(join(folder, "export-")), "out");
  const { code } = await (await commandLine.device()).run("export", "-o", out);
  if (code !== undefined) throw new Error(`the export failed: ${code}`);
  return out;
}
