import { ArmoireError } from "../../bridge/bridge";
import type { Standing, Uploads } from "../http/uploads";
import type { Surroundings } from "../world";
import type { Kept } from "./kept";
import type { Outbox } from "./outbox";

/** A piece that takes longer, milliseconds, is cut: 256 KB pass in half of it at 35 kb/s. */
const LONGEST = 120_000;
/** Times that an upload is looked at again without going on. */
const MOST_STUMBLES = 5;

export interface Uploading {
  uploads: Uploads;
  outbox: Outbox;
  later: Surroundings["later"];
}

/**
 * Brings a paper's ciphertext to the server in pieces of 256 KB, and goes on where the server is: after a cut, a closed page or
 * a reboot. `sent` counts bytes that the server has.
 */
export async function uploadKept({ uploads, outbox, later }: Uploading, kept: Kept, signal: AbortSignal, sent: (bytes: number) => void): Promise<void> {
  const { locker } = kept;
  const object = { ...kept.object, crc32c: kept.crc32c };
  const inTime = <T>(work: (signal: AbortSignal) => Promise<T>) => limited(later, signal, work);
  let upload = await outbox.upload(object.id);
  let offset: number | null = null;
  let stumbles = 0;
  while (offset === null || offset < object.size) {
    const before: number | null = offset;
    try {
      if (upload === null) {
        const first = await outbox.read(object.id, 0);
        if (first.length === 0) throw new ArmoireError("device_storage");
        ({ upload, offset } = await inTime((cut) => uploads.begin(locker, object, first, cut)));
        await outbox.rememberUpload(object.id, upload);
      } else if (offset === null) {
        const begun = upload;
        offset = await inTime((cut) => uploads.offset(locker, begun, object.size, cut));
      } else {
        const standing: Standing = { upload, offset };
        const piece = await outbox.read(object.id, offset);
        if (piece.length === 0) throw new ArmoireError("device_storage");
        offset = await inTime((cut) => uploads.append(locker, standing, piece, object.size, cut));
      }
    } catch (error) {
      stumbles += 1;
      const code = error instanceof ArmoireError && stumbles < MOST_STUMBLES ? error.code : "";
      if (code === "object_exists" && (await inTime((cut) => uploads.isStored(locker, object, cut)))) break;
      if (!STUMBLES.includes(code)) throw error;
      // What had begun is over, or isn't where we thought.
      if (code === "not_found") upload = null;
      offset = null;
    }
    if (offset !== null && offset > (before ?? -1)) {
      stumbles = 0;
      sent(offset);
    }
  }
}

const STUMBLES = ["not_found", "upload_offset", "checksum"];

async function limited<T>(later: Surroundings["later"], signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const cut = new AbortController();
  const abort = (): void => {
    cut.abort();
  };
  signal.throwIfAborted();
  signal.addEventListener("abort", abort);
  const stop = later(LONGEST, abort);
  try {
    return await work(cut.signal);
  } finally {
    stop();
    signal.removeEventListener("abort", abort);
  }
}
