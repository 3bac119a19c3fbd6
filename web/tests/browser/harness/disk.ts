import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Which of these texts stand in any file of a folder, as bytes: in UTF-8, in UTF-16 as browsers write it, in base64 at any of its three
 * offsets, or percent-encoded. Each with where: `TEXT in FILE`.
 */
export async function onDisk(folder: string, texts: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    for (const text of texts) {
      if (forms(text).some((form) => bytes.includes(form)) || path.includes(text)) found.push(`${text} in ${path.slice(folder.length + 1)}`);
    }
  }
  return found;
}

function forms(text: string): Buffer[] {
  const plain = Buffer.from(text, "utf8");
  const encoded = [0, 1, 2].map((offset) => {
    const base64 = Buffer.concat([Buffer.alloc(offset), plain]).toString("base64");
    // What the bytes before and after change is left out.
    return Buffer.from(base64.slice(offset === 0 ? 0 : 4, -4).replace(/=+$/, ""));
  });
  return [plain, Buffer.from(text, "utf16le"), Buffer.from(encodeURIComponent(text)), ...encoded.filter((form) => form.length > 8)];
}
