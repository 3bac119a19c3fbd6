import { ArmoireError, type OpenDocument, type PocketPaper } from "../../bridge/bridge";
import { concat, type Bytes } from "../../protocol/bytes";
import { isInteger, isString } from "../../protocol/canonical";
import { isId, type Id } from "../../protocol/id";
import { require } from "../../protocol/refusal";
import { SEAL_OVERHEAD, openSealed, seal } from "../../protocol/seal";
import { field, maybeField } from "../../protocol/sealed-json";
import type { Secret } from "../../protocol/secret";
import { openNote, sealNote } from "../device/note";
import { profilePlace } from "../device/place";
import type { Change, Store } from "../device/store";

/** Bytes of one piece, sealed. */
const PIECE = 256 * 1024;
const PLAIN = PIECE - SEAL_OVERHEAD;
const AT_ONCE = 16;
const ABOUT = 8 * 1024;

/** A paper of a pocket: what is said of it, and which payload it is a copy of. */
export interface Kept extends PocketPaper {
  id: Id;
  object: Id;
}

/** One account's papers on one device, under the pocket's key. */
export class Papers {
  readonly #store: Store;
  readonly #account: Id;
  readonly #key: Secret;

  constructor(store: Store, account: Id, key: Secret) {
    this.#store = store;
    this.#account = account;
    this.#key = key;
  }

  /** Its bytes, before it is listed anywhere; nothing of them is there when it fails (`device_storage`). */
  async keep({ id, object }: Kept, bytes: Bytes): Promise<void> {
    try {
      for (let at = 0; at < bytes.length; at += PLAIN * AT_ONCE) {
        const changes: Change[] = [];
        for (let from = at; from < Math.min(bytes.length, at + PLAIN * AT_ONCE); from += PLAIN) {
          const [key, place] = this.#piece(id, object, from / PLAIN);
          changes.push({ table: "pocket", key, value: await seal(this.#key, place, bytes.slice(from, from + PLAIN)) });
        }
        await this.#store.write(changes);
      }
    } catch (error) {
      await this.forget(id, object).catch(() => undefined);
      throw error;
    }
  }

  /** The change that says what it is: with it the paper is there. */
  async about({ id, ...rest }: Kept): Promise<Change> {
    const value = await sealNote(this.#key, ["pocket", this.#account, id], rest, ABOUT);
    return { table: "pocket", key: aboutKey(this.#account, id), value };
  }

  /** The refusals of `openSealed`, and `malformed`. */
  async describe(id: Id): Promise<Kept> {
    const sealed = await this.#store.read("pocket", aboutKey(this.#account, id));
    if (sealed === undefined) throw new ArmoireError("not_found");
    const fields = await openNote(this.#key, ["pocket", this.#account, id], sealed, ABOUT);
    const [pages, expires] = [maybeField(fields, "pages", isInteger), maybeField(fields, "expires", isString)];
    return {
      ...{ id, name: field(fields, "name", isString), type: field(fields, "type", isString), size: field(fields, "size", isInteger) },
      ...{ kept: field(fields, "kept", isInteger), object: field(fields, "object", isId) },
      ...(pages !== undefined && { pages }),
      ...(expires !== undefined && { expires }),
    };
  }

  /** Whole, or a refusal. */
  async read(id: Id): Promise<OpenDocument> {
    const { name, type, size, object } = await this.describe(id);
    const parts: Bytes[] = [];
    for (let number = 0; number * PLAIN < size; number += 1) {
      const [key, place] = this.#piece(id, object, number);
      const sealed = await this.#store.read("pocket", key);
      require(sealed !== undefined, "size");
      parts.push(await openSealed(this.#key, place, sealed));
    }
    const bytes = concat(...parts);
    require(bytes.length === size, "size");
    return { name, type, bytes: bytes.buffer };
  }

  /** Removes the bytes of one payload. */
  async forget(id: Id, object: Id): Promise<void> {
    await this.#store.remove("pocket", `${this.#account}/${id}/${object}/`);
  }

  #piece(id: Id, object: Id, number: number): [string, ReturnType<typeof profilePlace>] {
    const key = `${this.#account}/${id}/${object}/${String(number).padStart(4, "0")}`;
    return [key, profilePlace("pocket", this.#account, id, object, number)];
  }
}

export function aboutKey(account: Id, id: Id): string {
  return `${account}/${id}/about`;
}
