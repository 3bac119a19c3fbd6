import { ArmoireError, type Progress } from "../../bridge/bridge";
import type { ObjectName } from "../../protocol/act/body";
import type { Bytes } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import type { Remote, Surroundings } from "../world";
import { answered, partsOf } from "./answer";

/** Times that a download goes on after a cut without having got further, and the milliseconds in between. */
const MOST_STUMBLES = 4;
const PAUSE = 1_000;
/** Requests for one object, whatever each of them brings. */
const MOST_REQUESTS = 256;

/**
 * Fetches an object exactly as long as the log names it (`size` for anything else), and goes on where a cut left it. Nothing of
 * it is to be believed before its hash was compared.
 */
export async function download(
  remote: Remote,
  later: Surroundings["later"],
  locker: Id,
  { id, size }: ObjectName,
  progress?: Progress,
): Promise<Bytes> {
  if (size > limits.OBJECT) throw new ArmoireError("size");
  const into = new Uint8Array(size);
  const source = { path: `/api/v1/lockers/${locker}/objects/${id}`, etag: "" };
  let got = 0;
  for (let stumbles = 0, asked = 1; ; asked += 1) {
    const before = got;
    if (asked > MOST_REQUESTS) throw new ArmoireError("size");
    try {
      const response = await answered(remote.fetch(source.path, { method: "GET", headers: range(got, size, source.etag) }));
      got = startOf(response, got);
      source.etag = response.headers.get("ETag") ?? "";
      for await (const part of partsOf(response)) {
        if (got + part.length > size) throw new ArmoireError("size");
        into.set(part, got);
        got += part.length;
        progress?.(got, size);
      }
      if (got === size) return into;
      // Only a range may end before the object does.
      if (response.status !== 206 || got === before) throw new ArmoireError("size");
      stumbles = 0;
    } catch (error) {
      stumbles = got > before ? 1 : stumbles + 1;
      const cut = error instanceof ArmoireError && error.code === "network";
      if (!cut || stumbles >= MOST_STUMBLES) throw error;
      await new Promise<void>((resolve) => later(PAUSE, resolve));
    }
  }
}

/**
 * After a cut: only the rest, and only of the same object. Where nothing had come, first a half: a server holds back the end of a whole
 * object that its disk has damaged, and gives a range as it is. Our own hash tells then what looks like a network that is cut each time.
 */
function range(got: number, size: number, etag: string): Record<string, string> {
  if (etag === "") return {};
  const end = got === 0 ? String(Math.max(1, Math.ceil(size / 2)) - 1) : "";
  return { Range: `bytes=${got}-${end}`, "If-Range": etag };
}

/** Where an answer begins: where we are, or from the beginning again. */
function startOf(response: Response, got: number): number {
  if (response.status !== 206) return 0;
  if (!(response.headers.get("Content-Range") ?? "").startsWith(`bytes ${got}-`)) throw new ArmoireError("size");
  return got;
}
