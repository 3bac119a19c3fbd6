import { ArmoireError, type ArmoireEvent, type Contents, type DeviceUse, type Document, type NewFile, type NewFolder, type OpenDocument, type OthersCounts, type Outgoing, type Progress } from "../bridge/bridge";
import { derive } from "../protocol/derive";
import { crc32c } from "../protocol/hazmat/checksum";
import { randomId, type Id } from "../protocol/id";
import { sealPayload } from "../protocol/locker/payload";
import * as limits from "../protocol/limits";
import type { Locker } from "../protocol/log/state";
import type { Secret } from "../protocol/secret";
import type { Account } from "./account/account";
import type { Device } from "./device/device";
import type { Store } from "./device/store";
import type { Tabs } from "./device/tabs";
import { onlyTab } from "./device/tabs";
import type { Api } from "./http/api";
import { Uploads } from "./http/uploads";
import { download } from "./http/download";
import { ActCache } from "./locker/act-cache";
import { readContents } from "./locker/contents";
import { openFile, view, type Fetch } from "./locker/documents";
import { Labels } from "./locker/labels";
import type { Losing } from "./locker/loss";
import { OpenLocker, type Pins } from "./locker/open-locker";
import type { Kept } from "./outgoing/kept";
import { nameInLog } from "./outgoing/naming";
import { Outbox } from "./outgoing/outbox";
import { Sender } from "./outgoing/sender";
import { uploadKept } from "./outgoing/upload";
import { parts } from "./parts";
import type { PeopleAround } from "./people/context";
import { Queue } from "./queue";
import { Waking } from "./waking";
import type { Remote, Surroundings } from "./world";

/** What an open locker shares with the vault. */
export interface Around {
  api: Api;
  remote: Remote;
  surroundings: Surroundings;
  device: Device;
  pins: Pins;
  /** Changes of the log follow one another; transfers of objects don't wait for them. */
  queue: Queue;
  readonly emit: (event: ArmoireEvent) => void;
  /** The server answers, or no longer. */
  readonly here: (here: boolean) => void;
  /** The session or the keys are gone. */
  readonly closed: (code: string) => void;
}

/** A locker whose keys are in memory, with everything that goes on while it is open. */
export class Opened {
  readonly account: Account;
  readonly locker: OpenLocker;
  readonly labels: Labels;
  /** Whether the person said that this device is theirs, and it keeps something. */
  readonly isOwnDevice: boolean;
  readonly #around: Around;
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #sender: Sender;
  readonly #waking: Waking;
  readonly #tabs: Tabs;
  readonly #cacheKey: Secret | null;
  /** How much is lent to this account, when it was last asked for. */
  #lent = 0;
  readonly #closing = new AbortController();
  /** One file is sealed at a time: memory stays bounded. */
  readonly #sealing = new Queue();

  private constructor(around: Around, account: Account, locker: OpenLocker, store: Store, cacheKey: Secret | null) {
    this.account = account;
    this.locker = locker;
    this.labels = new Labels(locker.keys);
    this.#around = around;
    this.isOwnDevice = store.durable;
    this.#store = store;
    this.#cacheKey = cacheKey;
    this.#outbox = new Outbox(store);
    this.#tabs = store.durable ? around.surroundings.tabs(account.id) : onlyTab();
    const uploading = { uploads: new Uploads(around.remote), outbox: this.#outbox, later: around.surroundings.later };
    this.#sender = new Sender({ account: account.id, locker: locker.id }, this.#outbox, this.#tabs, around.surroundings.later, {
      upload: (kept, signal, sent) =>
        uploadKept(uploading, kept, signal, sent).catch((error: unknown) => {
          // Somebody else's locker isn't there any more for whom nothing of it is lent.
          const isOver = kept.locker !== locker.id && error instanceof ArmoireError && error.code === "not_found";
          throw isOver ? new ArmoireError("lent_over") : error;
        }),
      name: (kept) => around.queue.run(() => this.#name(kept)),
      changed: (papers) => {
        around.emit({ kind: "outgoing", papers });
      },
      arrived: () => this.sync(),
      closed: around.closed,
    });
    this.#waking = new Waking(locker.id, this.#tabs, around.surroundings.hear, {
      head: (seq) => {
        if (seq > locker.reader.locker.head.seq) this.#catchUp();
      },
      ended: () => {
        around.closed("no_session");
      },
      people: () => {
        around.emit({ kind: "people" });
      },
      here: (here) => {
        // A connection can end for any reason; a request tells whether the server is away, or the session over.
        if (here) around.here(true);
        else this.#catchUp();
      },
    });
  }

  /** Opens the account's locker from what this device keeps and what is new on the server, and sends what waits here. */
  static async open(around: Around, account: Account, use: DeviceUse): Promise<Opened> {
    const { store, key, keeping } = await keptOf(around, account, use);
    const locker = await OpenLocker.open(around.api, around.remote, account, around.pins, keeping);
    return new Opened(around, account, locker, store, key);
  }

  /** What a locker that doesn't open any more has lost; as `lossOf`. */
  static async losing(around: Around, account: Account, use: DeviceUse): Promise<Losing> {
    const { keeping } = await keptOf(around, account, use);
    return { api: around.api, world: around.remote, account, seen: await OpenLocker.seenBefore(account, around.pins, keeping) };
  }

  /** The same of this one, from what it was when it was last verified. */
  async losing(): Promise<Losing> {
    return { api: this.#around.api, world: this.#around.remote, account: this.account, seen: await this.locker.seen(), before: this.locker.reader.locker };
  }

  /** Of an account that isn't let in: the locker is nobody's, and its keys stay with the account. */
  letGo(): void {
    this.#tabs.close();
    this.#cacheKey?.forget();
  }

  /** Goes on from what the server has, once its holder has accepted what it lost. */
  async goOn(): Promise<void> {
    await this.locker.sync();
    this.#remember(true);
  }

  /** Begins to send what waits on this device, and to hear what changes. */
  async start(): Promise<void> {
    this.locker.onChange(() => {
      this.#remember();
      this.#around.emit({ kind: "changed" });
    });
    this.#remember(this.locker.isAcrossGap);
    if (this.#store.durable) this.#around.device.rememberHandle(this.account.keyring.handle);
    this.#waking.start();
    await this.#sender.start();
    const leading = this.#tabs.lead(this.#closing.signal, () => this.#lead());
    leading.catch(() => undefined);
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Calls `forget` when the keys go. */
  onClose(forget: () => void): void {
    this.#closing.signal.addEventListener("abort", forget);
  }

  /** Forgets the keys. What is kept on this device stays. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#sender.stop();
    this.locker.onChange(() => undefined);
    const send = await this.locker.preparePin();
    this.forget();
    // The keys are gone; best effort tells another device what this one has seen.
    await send().catch(() => undefined);
  }

  forget(): void {
    this.#tabs.close();
    this.locker.keys.forget();
    this.account.forget();
    this.#cacheKey?.forget();
  }

  /** What this device keeps of the log goes over to the account's next keys: nothing of it is fetched again. */
  async handOver(next: Account): Promise<void> {
    const acts = this.#cacheKey && (await new ActCache(this.#store, this.#cacheKey, this.locker.id).load());
    if (acts === null) return;
    const key = await cacheKeyOf(next);
    const cache = new ActCache(this.#store, key, this.locker.id);
    cache.replace(acts);
    await cache.settled();
    key.forget();
  }

  sync(): Promise<void> {
    return this.#around.queue.run(async () => {
      await this.locker.sync();
    });
  }

  async contents(): Promise<Contents> {
    const { locker } = this.locker.reader;
    const [contents, others] = await Promise.all([readContents(locker, this.labels), this.#others(locker)]);
    return others === undefined ? contents : { ...contents, others };
  }

  /** Where nobody else has to do with a locker, and its holder has met nobody, what counts them isn't fetched. */
  async #others({ grants, deposits, folders }: Locker): Promise<OthersCounts | undefined> {
    const isEmpty = grants.size === 0 && deposits.size === 0 && ![...folders.values()].some((folder) => folder.private);
    const isAlone = isEmpty && this.account.keyring.people.length === 0;
    if (isAlone && this.#lent === 0) return undefined;
    const part = await parts.people().catch(() => undefined);
    return part?.countOthers(this, this.#lent, this.#around.remote.now());
  }

  rememberLent(loans: number): void {
    const isNew = loans !== this.#lent;
    this.#lent = loans;
    if (isNew) this.#around.emit({ kind: "changed" });
  }

  outgoing(): Outgoing[] {
    return this.#sender.list();
  }

  /** The network is back. */
  nudge(): void {
    this.#sender.nudge();
  }

  retry(node: Id): void {
    this.#sender.retry(node);
  }

  discard(node: Id): Promise<void> {
    return this.#sender.discard(node);
  }

  async sent(node: Id): Promise<Document> {
    const of = this.#sender.of(node).at(-1)?.locker ?? this.locker.id;
    const become = (await this.#sender.sent(node)) ?? node;
    if (of !== this.locker.id) return (await parts.acting()).lentDocument(this.asPeople, of, become);
    const { locker } = this.locker.reader;
    const known = locker.documents.get(become);
    if (known === undefined) throw new ArmoireError("not_found");
    return view(become, known.folder, await this.labels.document(locker, become));
  }

  async add(file: NewFile, folder: Id | NewFolder): Promise<Outgoing> {
    const { locker } = this.locker.reader;
    if (typeof folder === "string" && !locker.folders.has(folder)) throw new ArmoireError("not_found");
    if (locker.documents.size >= limits.DOCUMENTS) throw new ArmoireError("too_large");
    return this.keep(file, { locker: this.locker.id, node: randomId(), folder });
  }

  async replace(node: Id, file: NewFile): Promise<Outgoing> {
    const document = this.locker.reader.locker.documents.get(node);
    // One that waits already is what this one replaces.
    const before = this.#sender.of(node).at(-1);
    const base = before?.object.id ?? document?.objects[0]?.id;
    const folder = document?.folder ?? before?.folder;
    if (base === undefined || folder === undefined) throw new ArmoireError("not_found");
    return this.keep(file, { locker: this.locker.id, node, folder, replaces: { base, copy: randomId() } });
  }

  async open(node: Id, progress?: Progress): Promise<OpenDocument> {
    const { locker } = this.locker.reader;
    const kept = locker.documents.has(node) ? undefined : this.#sender.of(node).at(-1);
    if (kept !== undefined) return openFile(({ id, size }) => this.#outbox.whole(id, size), kept, [kept.object]);
    const label = await this.labels.document(locker, node);
    return openFile(this.fetch, label, locker.documents.get(node)?.objects ?? [], progress);
  }

  readonly fetch: Fetch = (object, progress) =>
    download(this.#around.remote, this.#around.surroundings.later, this.locker.id, object, progress);

  /** Papers that wait to become this document, or its versions, the oldest first. */
  waiting(node: Id): Kept[] {
    return this.#sender.of(node);
  }

  /** Seals a paper and keeps it on this device, to be sent into this locker. */
  keep({ name, type, bytes }: NewFile, place: Pick<Kept, "locker" | "node" | "folder" | "replaces">): Promise<Outgoing> {
    return this.#sealing.run(async () => {
      if (bytes.byteLength === 0) throw new ArmoireError("empty_file");
      const { identity, name: object, sealed } = await sealPayload(new Uint8Array(bytes));
      const now = this.#around.remote.now();
      const kept: Kept = {
        ...{ account: this.account.id, name, type, size: bytes.byteLength, added: now },
        ...{ payload: identity.exposeText(), object, crc32c: await crc32c(sealed), ...place },
      };
      await this.#outbox.keep(kept, sealed, now);
      return this.#sender.take(kept);
    });
  }

  async #name(kept: Kept): Promise<Id> {
    const { api, remote } = this.#around;
    if (kept.locker === this.locker.id) return nameInLog(api, this.locker, this.labels, kept, remote.now());
    return (await parts.acting()).nameLent(this.asPeople, kept);
  }

  /** What is done in others' lockers stands on. */
  get asPeople(): PeopleAround {
    const { api, remote, device, queue, surroundings } = this.#around;
    return { api, remote, device, queue, later: surroundings.later, opened: this };
  }

  /** In the one tab that works for all. */
  async #lead(): Promise<void> {
    await this.#outbox.sweep(this.#around.remote.now()).catch(() => undefined);
    const stop = this.#waking.lead();
    try {
      await this.#sender.work();
    } finally {
      stop();
    }
  }

  /** Nobody waits for it: what is altered is told to whoever asks next. */
  #catchUp(): void {
    this.sync().catch((error: unknown) => {
      if (error instanceof ArmoireError && error.code === "no_session") this.#around.closed(error.code);
    });
  }

  #remember(lost = false): void {
    if (!this.#store.durable) return;
    const { id: locker, head } = this.locker.reader.locker;
    this.#around.device.rememberSeen({ account: this.account.id, locker, head, keyring: this.account.version }, lost);
  }
}

async function keptOf({ device }: Around, account: Account, use: DeviceUse) {
  const store = await device.storeFor(use);
  const key = store.durable ? await cacheKeyOf(account) : null;
  const keeping = key === null ? undefined : (locker: Id) => Promise.resolve(new ActCache(store, key, locker));
  return { store, key, keeping };
}

function cacheKeyOf({ key }: Account): Promise<Secret> {
  return derive(key, { context: "profile", profile: "browser" });
}
