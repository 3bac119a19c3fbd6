import { ArmoireError } from "../../bridge/bridge";
import { fromUtf8, utf8, type Bytes } from "../../protocol/bytes";
import { isId, type Id } from "../../protocol/id";
import { openSealed, seal } from "../../protocol/seal";
import { profilePlace } from "../device/place";
import type { Change, Store } from "../device/store";
import { openKept, sealKept, type Kept } from "./kept";

/** Bytes of one piece, and of one request: a cut loses at most one. */
export const PIECE = 256 * 1024;
/** Pieces written at once: bounds memory. */
const AT_ONCE = 16;
/** After this many milliseconds pieces without a description are left over from a page that was closed. */
const LEFT_OVER = 3_600_000;
const BEGUN = "begun/";

/** Papers that wait on this device, each with its ciphertext in pieces. */
export class Outbox {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get durable(): boolean {
    return this.#store.durable;
  }

  /** Safe on the disk when it returns, where the device keeps anything; nothing of it is there when it fails (`device_storage`). */
  async keep(kept: Kept, sealed: Bytes, now: number): Promise<void> {
    const { id } = kept.object;
    try {
      await this.#store.write([{ table: "notes", key: begunKey(id), value: utf8(String(now)) }]);
      const pieces = piecesOf(id, sealed);
      for (let at = 0; at < pieces.length; at += AT_ONCE) await this.#store.write(pieces.slice(at, at + AT_ONCE));
      // What has a description is whole.
      await this.#store.write([
        { table: "papers", key: id, value: await sealKept(this.#store.key, kept) },
        { table: "notes", key: begunKey(id), value: null },
      ]);
    } catch (error) {
      await this.drop(id).catch(() => undefined);
      throw error;
    }
  }

  /** Removes what a page that was closed in the middle of `keep` left over. */
  async sweep(now: number): Promise<void> {
    for (const key of await this.#store.keys("notes", BEGUN)) {
      const object = key.slice(BEGUN.length);
      const begun = Number(new TextDecoder().decode(await this.#store.read("notes", key)));
      if (isId(object) && Math.abs(now - begun) > LEFT_OVER) await this.drop(object);
    }
  }

  /** Of one account, the oldest first. What this device's key doesn't open was tampered with, and isn't listed. */
  async list(account: Id): Promise<Kept[]> {
    const papers: Kept[] = [];
    for (const object of await this.#objects()) {
      const sealed = await this.#store.read("papers", object);
      const kept = sealed && (await openKept(this.#store.key, object, sealed).catch(() => null));
      if (kept?.account === account) papers.push(kept);
    }
    return papers.sort((one, other) => one.added - other.added);
  }

  /** Papers of all accounts. */
  async count(): Promise<number> {
    return (await this.#objects()).length;
  }

  async has(object: Id): Promise<boolean> {
    return (await this.#store.read("papers", object)) !== undefined;
  }

  /** At most a piece of the ciphertext, from `offset` on; empty at its end, and when it is gone. */
  async read(object: Id, offset: number): Promise<Bytes> {
    const piece = await this.#store.read("pieces", pieceKey(object, Math.floor(offset / PIECE)));
    return piece?.slice(offset % PIECE) ?? new Uint8Array(0);
  }

  /** All `size` bytes of the ciphertext; `device_storage` when the device has lost some. */
  async whole(object: Id, size: number): Promise<Bytes> {
    const sealed = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      const piece = await this.read(object, at);
      if (piece.length === 0 || piece.length > size - at) throw new ArmoireError("device_storage");
      sealed.set(piece, at);
      at += piece.length;
    }
    return sealed;
  }

  /** The upload that brings it to the server, if one has begun. */
  async upload(object: Id): Promise<string | null> {
    const sealed = await this.#store.read("notes", uploadKey(object));
    if (sealed === undefined) return null;
    const opened = await openSealed(this.#store.key, profilePlace("upload", object), sealed).catch(() => null);
    return opened === null ? null : fromUtf8(opened);
  }

  async rememberUpload(object: Id, upload: string): Promise<void> {
    const value = await seal(this.#store.key, profilePlace("upload", object), utf8(upload));
    await this.#store.write([{ table: "notes", key: uploadKey(object), value }]);
  }

  async drop(object: Id): Promise<void> {
    // First the description: pieces alone are no paper.
    await this.#store.write([
      { table: "papers", key: object, value: null },
      { table: "notes", key: uploadKey(object), value: null },
      { table: "notes", key: begunKey(object), value: null },
    ]);
    await this.#store.remove("pieces", `${object}/`);
  }

  async #objects(): Promise<Id[]> {
    return (await this.#store.keys("papers")).filter(isId);
  }
}

function uploadKey(object: Id): string {
  return `upload/${object}`;
}

function begunKey(object: Id): string {
  return `${BEGUN}${object}`;
}

function piecesOf(object: Id, sealed: Bytes): Change[] {
  const pieces: Change[] = [];
  for (let at = 0; at < sealed.length; at += PIECE) {
    pieces.push({ table: "pieces", key: pieceKey(object, at / PIECE), value: sealed.slice(at, at + PIECE) });
  }
  return pieces;
}

function pieceKey(object: Id, number: number): string {
  return `${object}/${String(number).padStart(4, "0")}`;
}

