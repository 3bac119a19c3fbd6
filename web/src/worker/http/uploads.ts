import { ArmoireError } from "../../bridge/bridge";
import { utf8, type Bytes } from "../../protocol/bytes";
import { crc32c } from "../../protocol/hazmat/checksum";
import type { Id } from "../../protocol/id";
import type { Remote } from "../world";
import { answered } from "./answer";

const RESUMABLE = { "Tus-Resumable": "1.0.0" };
const PART = "application/offset+octet-stream";

/** An upload that has begun, and how many bytes of it the server has. */
export interface Standing {
  /** Of the upload: the last part of its address. */
  upload: string;
  offset: number;
}

/** Uploads in pieces that go on after a cut: tus 1.0.0, https://tus.io/protocols/resumable-upload. */
export class Uploads {
  readonly #remote: Remote;

  constructor(remote: Remote) {
    this.#remote = remote;
  }

  /** With the first piece. `object_exists` when the server has the object, or another of this name. */
  async begin(locker: Id, object: { id: Id; size: number; crc32c: string }, first: Bytes, signal: AbortSignal): Promise<Standing> {
    const metadata = `object ${base64(object.id)},digest ${base64(digestOf(object.crc32c))}`;
    const headers = { ...RESUMABLE, "Upload-Length": String(object.size), "Upload-Metadata": metadata, ...(await partHeaders(first)) };
    const response = await answered(this.#remote.fetch(place(locker), { method: "POST", headers, body: first, signal }));
    return { upload: this.#uploadOf(locker, response), offset: offsetOf(response, object.size) };
  }

  /** How far it is; `not_found` when it is over. */
  async offset(locker: Id, upload: string, size: number, signal: AbortSignal): Promise<number> {
    const request = this.#remote.fetch(place(locker, upload), { method: "HEAD", headers: RESUMABLE, signal });
    return offsetOf(await answeredBodiless(request), size);
  }

  /** Appends a piece, gives where the next one begins. `upload_offset`, `checksum`, `not_found`. */
  async append(locker: Id, { upload, offset }: Standing, piece: Bytes, size: number, signal: AbortSignal): Promise<number> {
    const headers = { ...RESUMABLE, "Upload-Offset": String(offset), ...(await partHeaders(piece)) };
    const request = this.#remote.fetch(place(locker, upload), { method: "PATCH", headers, body: piece, signal });
    return offsetOf(await answered(request), size);
  }

  /** Whether the server has exactly this object. */
  async isStored(locker: Id, object: { id: Id; size: number; crc32c: string }, signal: AbortSignal): Promise<boolean> {
    const request = this.#remote.fetch(`/api/v1/lockers/${locker}/objects/${object.id}`, { method: "HEAD", signal });
    const { headers } = await answeredBodiless(request);
    return headers.get("Content-Length") === String(object.size) && headers.get("Content-Digest") === digestOf(object.crc32c);
  }

  /** A server that sends its pieces elsewhere isn't followed. */
  #uploadOf(locker: Id, response: Response): string {
    const { origin } = this.#remote;
    const location = response.headers.get("Location") ?? "";
    const address = URL.canParse(location, origin) ? new URL(location, origin) : null;
    const upload = address?.pathname.split("/").at(-1) ?? "";
    if (address?.origin !== origin || !isUpload(upload) || address.pathname !== place(locker, upload)) throw new ArmoireError("malformed");
    return upload;
  }
}

/** What may be part of an address. */
export function isUpload(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,128}$/.test(text);
}

/** An answer to HEAD has no problem document: its status alone says what is wrong. */
async function answeredBodiless(request: Promise<Response>): Promise<Response> {
  return answered(
    request.then((response) => {
      const codes: Record<number, string> = { 401: "no_session", 404: "not_found", 410: "not_found" };
      const code = codes[response.status];
      if (code !== undefined) throw new ArmoireError(code);
      return response;
    }),
  );
}

function place(locker: Id, upload?: string): string {
  return `/api/v1/lockers/${locker}/uploads${upload === undefined ? "" : `/${upload}`}`;
}

async function partHeaders(piece: Bytes): Promise<Record<string, string>> {
  return { "Content-Type": PART, "Upload-Checksum": `crc32c ${await crc32c(piece)}` };
}

function offsetOf(response: Response, size: number): number {
  const text = response.headers.get("Upload-Offset") ?? "";
  const offset = /^\d{1,15}$/.test(text) ? Number(text) : Infinity;
  if (offset > size) throw new ArmoireError("malformed");
  return offset;
}

function digestOf(checksum: string): string {
  return `crc32c=:${checksum}:`;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...utf8(text)));
}
