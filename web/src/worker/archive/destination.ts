import type { Surroundings } from "../world";

const PREFIX = "export-";

/** Where an archive is written, and what is handed out then. */
export interface Destination {
  stream: WritableStream<Uint8Array<ArrayBuffer>>;
  /** What was written, once the stream is closed; absent in a file that the person chose. */
  file(name: string): Promise<File | undefined>;
}

/** Into a file that the person chose; else into this origin's own folder, on the disk; else into the browser's own hands. */
export async function destination(folder: Surroundings["folder"], into: FileSystemFileHandle | undefined): Promise<Destination> {
  if (into !== undefined) return { stream: await writable(into), file: () => Promise.resolve(undefined) };
  const own = await folder();
  if (own === null) return inMemory();
  const handle = await own.getFileHandle(`${PREFIX}${Date.now()}.zip`, { create: true });
  return {
    stream: await writable(handle),
    file: async (name) => new File([await handle.getFile()], name, { type: "application/zip" }),
  };
}

/** Exports on this device, of now and of pages that were closed, go. One that is being written stays. */
export async function dropExports(folder: Surroundings["folder"]): Promise<void> {
  const own = await folder();
  if (own === null) return;
  for await (const name of own.keys()) {
    if (name.startsWith(PREFIX)) await own.removeEntry(name).catch(() => undefined);
  }
}

/** A stream into a file: Safari has only handles that block, and only in workers. */
async function writable(handle: FileSystemFileHandle): Promise<WritableStream<Uint8Array<ArrayBuffer>>> {
  const older = handle as Partial<FileSystemFileHandle> & { createSyncAccessHandle?: () => Promise<SyncHandle> };
  if (older.createWritable !== undefined) return handle.createWritable();
  const access = await older.createSyncAccessHandle?.();
  if (access === undefined) throw new TypeError("no way to write a file");
  let at = 0;
  access.truncate(0);
  return new WritableStream({
    write: (part) => {
      at += access.write(part, { at });
    },
    close: () => {
      access.flush();
      access.close();
    },
    abort: () => {
      access.close();
    },
  });
}

interface SyncHandle {
  write(part: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** Where there is no folder. Browsers put a large blob on the disk themselves. */
function inMemory(): Destination {
  const { readable, writable: stream } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  const whole = new Response(readable).blob();
  // Whoever breaks off hears of it from the stream.
  whole.catch(() => undefined);
  return { stream, file: async (name) => new File([await whole], name, { type: "application/zip" }) };
}
