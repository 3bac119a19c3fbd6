import { ZipWriter, configure } from "@zip.js/zip.js/lib/zip-core-custom.js";
import { ArmoireError, type Contents, type Document, type ExportForm, type Exported, type OpenDocument, type Progress } from "../../bridge/bridge";
import { utf8, type Bytes } from "../../protocol/bytes";
import { sha256Large } from "../../protocol/hazmat/hash";
import { Refusal } from "../../protocol/refusal";
import { Identity, sealTo } from "../../protocol/to";
import type { Destination } from "./destination";
import { writeIndex, type Entry } from "./index-file";
import { Names } from "./names";

// One thread, no script from elsewhere; stored as it is, for what is sealed doesn't shrink.
configure({ useWebWorkers: false });
const STORED = { level: 0, extendedTimestamp: false } as const;

/** Refusals that tell of one document, and not of the connection. */
const LOST = ["not_found", "size"];

export interface ToWrite {
  form: ExportForm;
  contents: Contents;
  /** Opens a document, verified whole. */
  readonly open: (id: string) => Promise<OpenDocument>;
  now: number;
  to: Destination;
}

/**
 * Writes every document, also those in the bin, into one archive, laid out as the command line's export: `age/`, `index.json`,
 * `keys.txt`, and `files/` for `open`. One document is in memory at a time.
 */
export async function writeArchive({ form, contents, open, now, to }: ToWrite, progress?: Progress): Promise<Exported> {
  const zip = new ZipWriter(to.stream, { ...STORED, lastModDate: new Date(now) });
  try {
    const identity = Identity.random("X25519");
    const recipient = await identity.recipient();
    const names = new Names();
    const folders = new Map(contents.folders.map(({ id, name }) => [id, name]));
    const documents: Entry[] = [];
    const altered: string[] = [];
    for (const [number, document] of contents.documents.entries()) {
      const opened = await openOrNull(open, document);
      if (opened === null) altered.push(document.name);
      else documents.push(await writeDocument(zip, { form, recipient, name: names.give(document.name), folder: folders.get(document.folder) ?? "" }, document, opened));
      progress?.(number + 1, contents.documents.length);
    }
    await put(zip, "keys.txt", utf8(keys(recipient, identity)));
    await put(zip, "index.json", writeIndex({ folders: [...folders.values()], documents }));
    await zip.close();
    const name = `armoire-${new Date(now).toISOString().slice(0, 10)}.zip`;
    const file = await to.file(name);
    return { ...(file !== undefined && { file }), name, documents: documents.length, altered };
  } catch (error) {
    await to.stream.abort().catch(() => undefined);
    throw error;
  }
}

async function writeDocument(
  zip: ZipWriter<unknown>,
  { form, recipient, name, folder }: { form: ExportForm; recipient: string; name: string; folder: string },
  { id, name: trueName, size, type, edition, added, trashed }: Document,
  opened: OpenDocument,
): Promise<Entry> {
  const bytes = new Uint8Array(opened.bytes);
  const file = `age/${name}.age`;
  const open = form === "open" ? `files/${name}` : undefined;
  // Sealed again: in the locker it is padded, and has a key of its own.
  await put(zip, file, await sealTo("X25519", recipient, bytes));
  if (open !== undefined) await put(zip, open, bytes);
  return {
    ...{ id, name: trueName, folder, size, sha256: hexadecimal(await sha256Large(bytes)), type, edition, added },
    ...(trashed !== undefined && { trashed }),
    file,
    ...(open !== undefined && { open }),
  };
}

/** `null` for what the server altered or lost. */
async function openOrNull(open: ToWrite["open"], { id }: Document): Promise<OpenDocument | null> {
  try {
    return await open(id);
  } catch (error) {
    if (error instanceof Refusal || (error instanceof ArmoireError && LOST.includes(error.code))) return null;
    throw error;
  }
}

async function put(zip: ZipWriter<unknown>, name: string, bytes: Bytes): Promise<void> {
  await zip.add(name, new Blob([bytes]).stream(), { uncompressedSize: bytes.length });
}

function keys(recipient: string, identity: Identity): string {
  return `# Opens this export: age -d -i keys.txt age/NAME.age\n# public key: ${recipient}\n${identity.exposeText()}\n`;
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
