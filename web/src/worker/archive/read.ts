import { BlobReader, ZipReader, configure, type FileEntry } from "@zip.js/zip.js/lib/zip-core-custom.js";
import { ArmoireError, type Imported, type NewFile, type Progress } from "../../bridge/bridge";
import { concat, fromUtf8, type Bytes } from "../../protocol/bytes";
import { sha256Large } from "../../protocol/hazmat/hash";
import * as limits from "../../protocol/limits";
import { Refusal } from "../../protocol/refusal";
import { Identity, openAddressed } from "../../protocol/to";
import { LONGEST_INDEX, readIndex, type Entry, type Index } from "./index-file";

configure({ useWebWorkers: false });

/** As many documents as a locker holds, each sealed and open, and what goes with them. */
const MOST_ENTRIES = 2 * limits.DOCUMENTS + 10;
const LONGEST_KEYS = 64 * 1024;
/** How much longer an entry may be than in the archive; what is short may be anything. */
const RATIO = 10;
const SHORT = 1024 * 1024;

/**
 * Reads an archive that `export` made, or a folder that the command line exported and somebody zipped. Nothing that isn't byte for
 * byte what the index names gets in. `archive` when it isn't one; what is wrong with one document refuses that one alone.
 */
export async function readArchive(archive: Blob, add: (file: NewFile, folder: string) => Promise<void>, progress?: Progress): Promise<Imported> {
  const zip = new ZipReader(new BlobReader(archive), { checkSignature: true });
  try {
    const files = await filesOf(zip);
    const { index, identity } = await contentsOf(files);
    const imported: Imported = { documents: 0, refused: [] };
    for (const [number, entry] of index.documents.entries()) {
      try {
        const bytes = await openEntry(files.get(entry.file), identity, entry);
        await add({ name: entry.name, type: entry.type, bytes: bytes.buffer }, entry.folder);
        imported.documents += 1;
      } catch (error) {
        if (!isOfOne(error)) throw error;
        imported.refused.push({ name: entry.name, code: error.code });
      }
      progress?.(number + 1, index.documents.length);
    }
    return imported;
  } finally {
    await zip.close().catch(() => undefined);
  }
}

/** By their names below the folder that holds `index.json`: the archive's top, or one folder in it. */
async function filesOf(zip: ZipReader<unknown>): Promise<Map<string, FileEntry>> {
  const files = new Map<string, FileEntry>();
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (files.size >= MOST_ENTRIES) throw new ArmoireError("archive");
      if (!entry.directory && !entry.encrypted) files.set(entry.filename, entry);
    }
  } catch {
    throw new ArmoireError("archive");
  }
  const index = [...files.keys()].find((name) => /^(?:[^/\\]+\/)?index\.json$/.test(name));
  if (index === undefined) throw new ArmoireError("archive");
  const top = index.slice(0, -"index.json".length);
  return new Map([...files].filter(([name]) => name.startsWith(top)).map(([name, file]) => [name.slice(top.length), file]));
}

async function contentsOf(files: ReadonlyMap<string, FileEntry>): Promise<{ index: Index; identity: Identity }> {
  try {
    const index = readIndex(await bytesOf(files.get("index.json"), LONGEST_INDEX));
    return { index, identity: readKeys(fromUtf8(await bytesOf(files.get("keys.txt"), LONGEST_KEYS))) };
  } catch {
    throw new ArmoireError("archive");
  }
}

async function openEntry(file: FileEntry | undefined, identity: Identity, entry: Entry): Promise<Bytes> {
  const sealed = await bytesOf(file, limits.OBJECT);
  const bytes = await openAddressed(identity, sealed);
  if (bytes.length !== entry.size) throw new Refusal("size");
  if (hexadecimal(await sha256Large(bytes)) !== entry.sha256.toLowerCase()) throw new Refusal("hash");
  return bytes;
}

/** A file of at most `most` bytes, whatever the archive says of its length. */
async function bytesOf(file: FileEntry | undefined, most: number): Promise<Bytes> {
  if (file === undefined) throw new Refusal("malformed");
  const allowed = Math.min(most, Math.max(SHORT, file.compressedSize * RATIO));
  if (file.uncompressedSize > allowed) throw new Refusal("too_large");
  const parts: Uint8Array[] = [];
  let length = 0;
  const into = new WritableStream<Uint8Array>({
    write: (part) => {
      length += part.length;
      if (length > allowed) throw new Refusal("too_large");
      parts.push(part);
    },
  });
  try {
    await file.getData(into);
  } catch {
    throw new Refusal(length > allowed ? "too_large" : "tampered");
  }
  return concat(...parts);
}

function readKeys(text: string): Identity {
  for (const line of text.split("\n")) {
    try {
      return Identity.read("X25519", line.trim());
    } catch {
      // A comment, or another kind of key.
    }
  }
  throw new ArmoireError("archive");
}

/** Says something of one document, and nothing of the rest. */
function isOfOne(error: unknown): error is Refusal | ArmoireError {
  return error instanceof Refusal || (error instanceof ArmoireError && ["empty_file", "too_large", "archive"].includes(error.code));
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
