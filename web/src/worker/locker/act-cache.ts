import type { Act } from "../../protocol/act/act";
import { readFrames, writeFrames } from "../../protocol/act/frame";
import type { Id } from "../../protocol/id";
import { openSealed, seal } from "../../protocol/seal";
import type { Secret } from "../../protocol/secret";
import { profilePlace } from "../device/place";
import type { Store } from "../device/store";

const ACTS = 1_000_000;
/** Parts that are read before they are written as one again. */
const MOST_PARTS = 32;
const BASE = 0;

/**
 * The acts of a locker as this device has verified them, for opening it without fetching them again: first what was read cold,
 * then each later reading, sealed for the account. Only a copy: whatever is wrong with it, the server is asked instead, and
 * what it holds is checked like what a server sends.
 */
export class ActCache {
  readonly #store: Store;
  readonly #key: Secret;
  readonly #locker: Id;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store, key: Secret, locker: Id) {
    this.#store = store;
    this.#key = key;
    this.#locker = locker;
  }

  /** As they were served; `null` when there are none, or they don't open. */
  async load(): Promise<Act[] | null> {
    try {
      const keys = await this.#store.keys("acts", `${this.#locker}/`);
      const acts: Act[] = [];
      let head = -1;
      for (const [number, key] of keys.entries()) {
        const sealed = await this.#store.read("acts", key);
        if (sealed === undefined) return null;
        const part = readFrames(await openSealed(this.#key, this.#place(key), sealed), ACTS);
        const known = head;
        for (const act of part) {
          // The first may begin with a checkpoint, before its living acts; of the others, another tab may have written the same.
          if (number === 0 || act.header.seq > known) acts.push(act);
          head = Math.max(head, act.header.seq);
        }
      }
      if (keys.length > MOST_PARTS) this.replace(acts);
      return acts.length === 0 ? null : acts;
    } catch {
      return null;
    }
  }

  /** What was read on. */
  append(acts: readonly Act[]): void {
    const [first] = acts;
    if (first === undefined) return;
    const gone = new Set(acts.flatMap(({ body }) => (body?.form === "purge" ? body.gone : [])));
    this.#later(async () => {
      await this.#write(first.header.seq, acts);
      if (gone.size > 0) await this.#purge(gone);
    });
  }

  /** What was read cold. */
  replace(acts: readonly Act[]): void {
    this.#later(() => this.#rewrite(acts));
  }

  /** Waits until everything is on the disk. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** What was deleted for good goes from this device too. */
  async #purge(gone: ReadonlySet<number>): Promise<void> {
    const acts = (await this.load()) ?? [];
    await this.#rewrite(acts.map((act) => (gone.has(act.header.seq) ? withoutBody(act) : act)));
  }

  async #rewrite(acts: readonly Act[]): Promise<void> {
    await this.#store.remove("acts", `${this.#locker}/`);
    await this.#write(BASE, acts);
  }

  async #write(number: number, acts: readonly Act[]): Promise<void> {
    const key = `${this.#locker}/${String(number).padStart(10, "0")}`;
    await this.#store.write([{ table: "acts", key, value: await seal(this.#key, this.#place(key), writeFrames(acts)) }]);
  }

  /** In order, and without anybody waiting: a device that keeps nothing any more fetches the next time. */
  #later(write: () => Promise<void>): void {
    this.#last = this.#last.then(write).catch(() => undefined);
  }

  #place(key: string) {
    return profilePlace("acts", key);
  }
}

function withoutBody({ body: _, bodyBytes: __, ...act }: Act): Act {
  return act;
}
