import { ArmoireError, type OpenDocument, type PocketPaper } from "../../bridge/bridge";
import { readPocketCode } from "../../protocol/account/digits";
import { pocketKey } from "../../protocol/account/pocket-key";
import { DeviceKey } from "../../protocol/device-key";
import { randomBytes } from "../../protocol/hazmat/random";
import type { Id } from "../../protocol/id";
import { Refusal } from "../../protocol/refusal";
import { openSealed, seal } from "../../protocol/seal";
import type { Secret } from "../../protocol/secret";
import type { Account } from "../account/account";
import { profilePlace } from "../device/place";
import type { Store } from "../device/store";
import type { Opened } from "../opened";
import { Queue } from "../queue";
import { dropPockets, headKey, pocketOf, readHead, sealHead, type InPocket, type PocketHead } from "./head";
import { Papers, aboutKey, type Kept } from "./papers";
import { renewalKey, sealRenewal } from "./renewal";

const MOST = 20;
/** Bytes of all papers. */
const ROOM = 60 * 1024 * 1024;
const SALT = 16;

/** Papers that are always with their holder, on one device. Everything is done one after the other. */
export class Pocket {
  readonly #store: Store;
  readonly #queue = new Queue();
  #open: { account: Id; papers: Papers; key: Secret } | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  add(opened: Opened, id: Id, typed: string, now: number): Promise<void> {
    return this.#queue.run(async () => {
      const code = readPocketCode(typed);
      const before = await readHead(this.#store, opened.account.id);
      const { head, key } = before === null ? await this.#begin(opened.account, code) : { head: before, key: await this.#unlock(before, code) };
      try {
        await this.#take(opened, { ...head, renewal: await sealRenewal(opened.account, key) }, key, id, now);
      } finally {
        key.forget();
      }
    });
  }

  /** With the last paper the pocket goes, and its code. */
  remove(account: Id, id: Id): Promise<void> {
    return this.#queue.run(() => this.#remove(account, id));
  }

  /** By its code alone. */
  open(handle: string | undefined, typed: string, opened: Opened | null): Promise<PocketPaper[]> {
    return this.#queue.run(async () => {
      const code = readPocketCode(typed);
      const head = await pocketOf(this.#store, handle);
      if (head === null) throw new ArmoireError("pocket_empty");
      const key = await this.#unlock(head, code);
      this.close();
      this.#open = { account: head.account, key, papers: new Papers(this.#store, head.account, key) };
      // The account's key has changed since: who has both can renew papers again.
      if (opened?.account.id === head.account) await this.#write({ ...head, renewal: await sealRenewal(opened.account, key) }, []);
      return this.#list(head, this.#open.papers);
    });
  }

  async read(id: Id): Promise<OpenDocument> {
    if (this.#open === null) throw new ArmoireError("pocket_locked");
    const { account, papers } = this.#open;
    const head = await readHead(this.#store, account);
    if (head?.papers.some((paper) => paper.id === id) !== true) throw new ArmoireError("not_found");
    return papers.read(id);
  }

  close(): void {
    this.#open?.key.forget();
    this.#open = null;
  }

  /** What was deleted or put into the bin goes; what has a newer version or name is taken anew. */
  renew(opened: Opened, now: number): Promise<void> {
    return this.#queue.run(async () => {
      const head = await readHead(this.#store, opened.account.id);
      for (const paper of head?.papers ?? []) await this.#renew(opened, paper, now);
    });
  }

  /** The account has new keys, and its pocket is still renewed with them. */
  carry(from: Account, to: Account): Promise<void> {
    return this.#queue.run(async () => {
      const head = await readHead(this.#store, from.id);
      const key = head && (await renewalKey(from, head));
      if (head === null || key === null) return;
      await this.#write({ ...head, renewal: await sealRenewal(to, key) }, []);
      key.forget();
    });
  }

  async #begin({ id, keyring }: Account, code: ReturnType<typeof readPocketCode>): Promise<{ head: PocketHead; key: Secret }> {
    // Of one that was left half-begun.
    await dropPockets(this.#store, id);
    const device = await DeviceKey.generate();
    await this.#store.writeKey(headKey(id), device);
    const salt = randomBytes(SALT);
    const key = await pocketKey(device, code, salt);
    const check = await seal(key, checkPlace(id), new Uint8Array(0));
    return { head: { account: id, handle: keyring.handle, salt, check, papers: [] }, key };
  }

  /** `pocket_code` for another code. */
  async #unlock(head: PocketHead, code: ReturnType<typeof readPocketCode>): Promise<Secret> {
    const device = await this.#store.readKey(headKey(head.account));
    if (device === undefined) throw new ArmoireError("pocket_empty");
    const key = await pocketKey(device, code, head.salt);
    try {
      await openSealed(key, checkPlace(head.account), head.check);
      return key;
    } catch (error) {
      key.forget();
      throw error instanceof Refusal ? new ArmoireError("pocket_code") : error;
    }
  }

  async #take(opened: Opened, head: PocketHead, key: Secret, id: Id, now: number): Promise<void> {
    const others = head.papers.filter((paper) => paper.id !== id);
    const { paper, about } = await describe(opened, id, now);
    const room = others.reduce((sum, { size }) => sum + size, paper.size);
    if (others.length >= MOST || room > ROOM) throw new ArmoireError("pocket_full");
    const papers = new Papers(this.#store, head.account, key);
    const { bytes } = await opened.open(id);
    await papers.keep(about, new Uint8Array(bytes));
    await this.#write({ ...head, papers: [...others, paper] }, [await papers.about(about)]);
    const old = head.papers.find((one) => one.id === id);
    if (old !== undefined && old.object !== paper.object) await papers.forget(id, old.object);
  }

  async #renew(opened: Opened, { id, object, version }: InPocket, now: number): Promise<void> {
    const { locker } = opened.locker.reader;
    const document = locker.documents.get(id);
    if (document?.version === version) return;
    if (document === undefined || (await opened.labels.document(locker, id)).trashed !== undefined) {
      await this.#remove(opened.account.id, id);
      return;
    }
    const head = await readHead(this.#store, opened.account.id);
    const key = head && (await renewalKey(opened.account, head));
    // Until its code is typed again.
    if (head === null || key === null) return;
    try {
      if (document.objects[0]?.id === object) await this.#rename(opened, head, key, id);
      else await this.#take(opened, head, key, id, now);
    } catch (error) {
      // A version that has no place any more: better none than an old one.
      if (!(error instanceof ArmoireError && error.code === "pocket_full")) throw error;
      await this.#remove(opened.account.id, id);
    } finally {
      key.forget();
    }
  }

  async #rename(opened: Opened, head: PocketHead, key: Secret, id: Id): Promise<void> {
    const papers = new Papers(this.#store, head.account, key);
    const { kept } = await papers.describe(id);
    const { paper, about } = await describe(opened, id, kept);
    await this.#write({ ...head, papers: head.papers.map((one) => (one.id === id ? paper : one)) }, [await papers.about(about)]);
  }

  async #remove(account: Id, id: Id): Promise<void> {
    const head = await readHead(this.#store, account);
    if (head === null) return;
    const papers = head.papers.filter((paper) => paper.id !== id);
    if (papers.length === 0) {
      await dropPockets(this.#store, account);
      if (this.#open?.account === account) this.close();
      return;
    }
    await this.#write({ ...head, papers }, [{ table: "pocket", key: aboutKey(account, id), value: null }]);
    await this.#store.remove("pocket", `${account}/${id}/`);
  }

  async #list(head: PocketHead, papers: Papers): Promise<PocketPaper[]> {
    const list: PocketPaper[] = [];
    for (const { id } of head.papers) {
      const { object: _, ...paper } = await papers.describe(id);
      list.push(paper);
    }
    return list;
  }

  async #write(head: PocketHead, changes: Parameters<Store["write"]>[0]): Promise<void> {
    await this.#store.write([{ table: "notes", key: headKey(head.account), value: await sealHead(this.#store, head) }, ...changes]);
  }
}

async function describe({ locker: { reader }, labels }: Opened, id: Id, kept: number): Promise<{ paper: InPocket; about: Kept }> {
  const document = reader.locker.documents.get(id);
  const object = document?.objects[0]?.id;
  if (document === undefined || object === undefined) throw new ArmoireError("not_found");
  const { name, type, size, pages, expires } = await labels.document(reader.locker, id);
  const more = { ...(typeof pages === "number" && { pages }), ...(typeof expires === "string" && { expires }) };
  return { paper: { id, object, version: document.version, size }, about: { id, name, type, size, kept, object, ...more } };
}

function checkPlace(account: Id): ReturnType<typeof profilePlace> {
  return profilePlace("pocket", account, "code");
}
