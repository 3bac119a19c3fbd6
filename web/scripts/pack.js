// Writes a .br and a .gz beside each file of the build that is worth it: the server sends them as they are, and
// nobody compresses the same bytes for each phone.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const dist = new URL("../dist", import.meta.url).pathname;
const text = /\.(html|js|mjs|css|svg|json|webmanifest|wasm)$/;

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  if (!entry.isFile() || !text.test(entry.name) || path.includes("/.vite/")) continue;
  const plain = readFileSync(path);
  keep(`${path}.br`, brotliCompressSync(plain), plain);
  keep(`${path}.gz`, gzipSync(plain, { level: 9 }), plain);
}

function keep(path, packed, plain) {
  if (packed.length < plain.length) writeFileSync(path, packed);
}
