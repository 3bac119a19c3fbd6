import {
  ArmoireError,
  type Armoire,
  type ArmoireEvent,
  type Contents,
  type Created,
  type DeviceUse,
  type Document,
  type ExportForm,
  type Exported,
  type Folder,
  type Imported,
  type Journal,
  type Language,
  type Loss,
  type NewDocument,
  type NewFile,
  type NewFolder,
  type NewLocker,
  type NewSecrets,
  type OpenDocument,
  type Outgoing,
  type PasskeyRequest,
  type PocketPaper,
  type Progress,
  type Remembered,
  type Room,
  type SecondStep,
  type Server,
  type Session,
  type TypedWord,
  type Version,
  type WayKind,
  type WaysIn,
} from "../bridge/bridge";
import { handleName } from "../protocol/account/handle";
import { randomBelow } from "../protocol/hazmat/random";
import { isId, randomId, type Id } from "../protocol/id";
import type { Account, SeenVersions } from "./account/account";
import type { Rotated, Ways } from "./account/rotation";
import { destination, dropExports } from "./archive/destination";
import { CorrectedRemote } from "./clock";
import { WatchedRemote } from "./connection";
import { Device } from "./device/device";
import { Api } from "./http/api";
import { deleteDocument } from "./history/deletion";
import { journalOf } from "./history/journal";
import { openVersion, restoreVersion, versionsOf } from "./history/versions";
import { OpenLocker, type Pins } from "./locker/open-locker";
import { moveDocument, relabel, type LabelChange } from "./locker/relabel";
import { writeNewFolder } from "./locker/writing";
import { require } from "../protocol/refusal";
import { Opened } from "./opened";
import type { Pocket } from "./pocket/pocket";
import { Queue } from "./queue";
import type { Around } from "./ways/context";
import type { Remote, Surroundings, World } from "./world";

/** Symbol of folders that come with an import: exports have none. */
const IMPORTED = "archive";

/** The ways in, with their lists of words, and the pocket: they come when one is used, and not with the first screen. */
const ways = {
  signIn: () => arrived(import("./account/sign-in")),
  signUp: () => arrived(import("./account/sign-up")),
  near: () => arrived(import("../protocol/account/near-words")),
  rotation: () => arrived(import("./account/rotation")),
  unlock: () => arrived(import("./account/unlock")),
  manage: () => arrived(import("./ways/ways")),
  pocket: () => arrived(import("./pocket/pocket")),
};

/** A person's locker, from inside the worker: the only code that holds keys. */
export class Vault implements Armoire {
  readonly #surroundings: Surroundings;
  readonly #remote: Remote;
  readonly #api: Api;
  readonly #device: Device;
  /** What was seen outlives locking: it is no secret, and an older state is refused the next time. */
  readonly #seen: SeenVersions = new Map();
  readonly #pins: Pins = new Map();
  readonly #queue = new Queue();
  readonly #listeners = new Set<(event: ArmoireEvent) => void>();
  #opened: Opened | null = null;
  #pocket: Pocket | null = null;
  /** The account's keys are being replaced: the session ends, and the locker stays open. */
  #rotating = false;
  #here = true;

  constructor(world: World) {
    this.#surroundings = world;
    this.#remote = new CorrectedRemote(
      new WatchedRemote(world, (here) => {
        this.#connection(here);
      }),
    );
    this.#api = new Api(this.#remote);
    this.#device = new Device(world);
    world.onOnline(() => this.#opened?.nudge());
    // Of a page that was closed before it could.
    this.dropExport().catch(() => undefined);
  }

  watch(listener: (event: ArmoireEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  server(): Promise<Server> {
    return this.#api.server();
  }

  prepareHandle(name: string): Promise<string> {
    const letters = handleName(name);
    const digits = String(randomBelow(10_000)).padStart(4, "0");
    return letters === "" ? Promise.reject(new ArmoireError("handle")) : Promise.resolve(letters + digits);
  }

  remembered(): Promise<Remembered> {
    return this.#device.remembered();
  }

  async createLocker(input: NewLocker): Promise<Created> {
    // Any answer brings the clock that the first acts are dated by.
    await this.#api.server();
    const { signUp } = await ways.signUp();
    const { account, shown } = await signUp(this.#api, this.#remote, this.#seen, input);
    await this.#open(account, input.device);
    return shown;
  }

  async signIn(input: { handle: string; words: string; device: DeviceUse; code?: string }): Promise<void> {
    await this.#recall();
    const { signInWithWords } = await ways.signIn();
    await this.#open(await signInWithWords(this.#api, this.#remote, this.#seen, input, this.#pins), input.device);
  }

  async recover({ card: text, language, device }: { card: string; language?: "fr" | "en"; device: DeviceUse }): Promise<Created> {
    await this.#recall();
    const { signInWithCard } = await ways.signIn();
    const { account, card } = await signInWithCard(this.#api, this.#remote, this.#seen, text);
    const locker = await OpenLocker.open(this.#api, this.#remote, account, this.#pins);
    const { account: rotated, shown } = await this.#rotate(account, locker, { words: "new", card, language: language ?? "fr" });
    locker.keys.forget();
    account.forget();
    await this.#openRotated(rotated, device);
    return shown as Created;
  }

  async known(): Promise<Contents> {
    return this.#unlocked().contents();
  }

  async contents(): Promise<Contents> {
    const opened = this.#unlocked();
    await opened.sync();
    return opened.contents();
  }

  createFolder({ name, pictogram }: NewFolder): Promise<Folder> {
    return this.#queue.run(async () => {
      const { locker } = this.#unlocked();
      const id = randomId();
      await locker.append((draft) => writeNewFolder(draft, locker.keys, id, { name, pictogram }));
      return { id, name, pictogram };
    });
  }

  async add({ folder, ...file }: NewDocument): Promise<Outgoing> {
    const to = typeof folder === "string" ? asId(folder) : { name: folder.name, pictogram: folder.pictogram };
    return this.#unlocked().add(file, to);
  }

  async replace(id: string, file: NewFile): Promise<Outgoing> {
    return this.#unlocked().replace(asId(id), file);
  }

  async sent(id: string): Promise<Document> {
    return this.#unlocked().sent(asId(id));
  }

  async outgoing(): Promise<Outgoing[]> {
    return Promise.resolve(this.#unlocked().outgoing());
  }

  async retry(id: string): Promise<void> {
    this.#unlocked().retry(asId(id));
    return Promise.resolve();
  }

  async discard(id: string): Promise<void> {
    await this.#unlocked().discard(asId(id));
  }

  async open(id: string, progress?: Progress): Promise<OpenDocument> {
    return this.#unlocked().open(asId(id), progress);
  }

  async versions(id: string): Promise<Version[]> {
    return versionsOf(this.#api, this.#unlocked().locker, asId(id));
  }

  async openVersion(id: string, version: number, progress?: Progress): Promise<OpenDocument> {
    const { locker, fetch } = this.#unlocked();
    return openVersion(this.#api, locker, fetch, asId(id), version, progress);
  }

  restoreVersion(id: string, version: number): Promise<void> {
    return this.#queue.run(async () => {
      const { locker, labels } = this.#unlocked();
      await restoreVersion(this.#api, locker, labels, asId(id), version, this.#remote.now());
    });
  }

  rename(id: string, name: string): Promise<void> {
    return this.#relabel(id, { name });
  }

  move(id: string, folder: string): Promise<void> {
    return this.#queue.run(async () => {
      const { locker, labels } = this.#unlocked();
      await moveDocument(locker, labels, asId(id), asId(folder), this.#remote.now());
    });
  }

  trash(id: string): Promise<void> {
    return this.#relabel(id, { trashed: this.#remote.now() });
  }

  restore(id: string): Promise<void> {
    return this.#relabel(id, { trashed: null });
  }

  delete(id: string): Promise<void> {
    return this.#queue.run(() => deleteDocument(this.#api, this.#unlocked().locker, asId(id)));
  }

  journal({ before }: { before?: number }): Promise<Journal> {
    return this.#queue.run(async () => {
      const { locker, labels } = this.#unlocked();
      await locker.sync();
      const acts = await locker.whole();
      return journalOf(acts, { locker: locker.reader.locker, keys: locker.keys, labels }, before);
    });
  }

  async sessions(): Promise<Session[]> {
    const { namedSessions } = await ways.manage();
    return namedSessions(this.#around());
  }

  async endSession(id: string): Promise<void> {
    this.#unlocked();
    await this.#api.endSession(id);
  }

  async endOtherSessions(): Promise<void> {
    this.#unlocked();
    await this.#api.endOtherSessions();
  }

  async room(): Promise<Room> {
    const { locker } = this.#unlocked();
    const { used, quota } = await this.#api.room(locker.id);
    const device = await this.#surroundings.room();
    return { used, quota, ...(device !== null && { device }) };
  }

  async export({ form, into }: { form: ExportForm; into?: FileSystemFileHandle }, progress?: Progress): Promise<Exported> {
    const opened = this.#unlocked();
    await this.dropExport();
    const [{ writeArchive }, contents] = await Promise.all([arrived(import("./archive/write")), this.contents()]);
    const to = await destination(this.#surroundings.folder, into);
    const open = (id: string) => opened.open(asId(id));
    return writeArchive({ form, contents, open, now: this.#remote.now(), to }, progress);
  }

  async dropExport(): Promise<void> {
    await dropExports(this.#surroundings.folder);
  }

  async import(archive: Blob, progress?: Progress): Promise<Imported> {
    const opened = this.#unlocked();
    const [{ readArchive }, { folders }] = await Promise.all([arrived(import("./archive/read")), opened.contents()]);
    const living = new Map(folders.filter(({ trashed }) => trashed === undefined).map(({ id, name }) => [name, id]));
    const add = async (file: NewFile, folder: string): Promise<void> => {
      await this.add({ ...file, folder: living.get(folder) ?? { name: folder, pictogram: IMPORTED } });
    };
    return readArchive(archive, add, progress);
  }

  async deletion(): Promise<number | null> {
    this.#unlocked();
    return this.#api.deletion();
  }

  async askDeletion(): Promise<number> {
    const due = await this.#api.askDeletion(this.#unlocked().account.signer);
    if (due === null) throw new ArmoireError("malformed");
    return due;
  }

  async cancelDeletion(): Promise<void> {
    this.#unlocked();
    await this.#api.cancelDeletion();
  }

  async waysIn(): Promise<WaysIn> {
    const { waysIn } = await ways.manage();
    return waysIn(this.#around());
  }

  async setPin(pin: string): Promise<void> {
    const { setPin } = await ways.manage();
    await this.#queue.run(() => setPin(this.#around(), pin));
  }

  async unlockWithPin(pin: string): Promise<void> {
    const [{ signInWithPin }, store, { handle }] = await Promise.all([ways.unlock(), this.#device.store(), this.#device.memory(), this.#recall()]);
    if (store === null) throw new ArmoireError("sign_in_refused", { left: 0 });
    await this.#open(await signInWithPin(this.#api, this.#seen, store, handle, pin, this.#pins), "mine");
  }

  async testWay(input: { kind: WayKind; secret: string }): Promise<boolean> {
    const { testWay } = await ways.manage();
    return testWay(this.#around(), input);
  }

  async checkWords(typed: string): Promise<TypedWord[]> {
    // Whoever types words is about to open a locker: the code for that comes meanwhile.
    void ways.signIn().then(({ prepareWords }) => {
      prepareWords();
    }, () => undefined);
    const { checkWords } = await ways.near();
    return checkWords(typed);
  }

  async passkeyRequest(): Promise<PasskeyRequest> {
    const { passkeyRequest } = await ways.manage();
    return passkeyRequest(this.#api, this.#remote, this.#opened);
  }

  async addPasskey({ first, second, name }: { first: ArrayBuffer; second: ArrayBuffer; name: string }): Promise<void> {
    const { addPasskey } = await ways.manage();
    await this.#queue.run(() => addPasskey(this.#around(), { first: new Uint8Array(first), second: new Uint8Array(second), name }));
  }

  async unlockWithPasskey(secret: ArrayBuffer, device: DeviceUse): Promise<void> {
    const [{ signInWithPasskey }] = await Promise.all([ways.unlock(), this.#recall()]);
    await this.#open(await signInWithPasskey(this.#api, this.#seen, new Uint8Array(secret), this.#pins), device);
    if (device === "mine") this.#device.rememberPasskey();
  }

  async removeWay(id: string): Promise<void> {
    const { removeWay } = await ways.manage();
    await this.#queue.run(() => removeWay(this.#around(), id));
  }

  async newWords(language: Language): Promise<NewSecrets> {
    const { renewWords } = await ways.manage();
    return this.#queue.run(() => renewWords(this.#around(), language));
  }

  async newCard(): Promise<NewSecrets> {
    const { renewCard } = await ways.manage();
    return this.#queue.run(() => renewCard(this.#around()));
  }

  async rotate(cause: Loss, language: Language): Promise<NewSecrets> {
    const { waysAfter } = await ways.manage();
    const opened = this.#unlocked();
    const rotated = await this.#queue.run(async () => {
      const after = await waysAfter(this.#around(), cause, language);
      return this.#rotate(opened.account, opened.locker, after);
    });
    const pocket = await this.#pocketOf(opened);
    await pocket?.carry(opened.account, rotated.account).catch(() => undefined);
    await this.#device.endPins(opened.account.id).catch(() => undefined);
    await opened.handOver(rotated.account).catch(() => undefined);
    await this.#openRotated(rotated.account, opened.isOwnDevice ? "mine" : "shared");
    return rotated.shown;
  }

  async nameDevice(name: string): Promise<void> {
    const { nameDevice } = await ways.manage();
    await nameDevice(this.#around(), name);
  }

  async secondStep(): Promise<SecondStep> {
    const { secondStep } = await ways.manage();
    return secondStep(this.#around().api);
  }

  async beginSecondStep(): Promise<{ secret: string; uri: string }> {
    const { beginSecondStep } = await ways.manage();
    return beginSecondStep(this.#api, this.#unlocked().account.signer);
  }

  async confirmSecondStep(code: string): Promise<void> {
    const { confirmSecondStep } = await ways.manage();
    await confirmSecondStep(this.#api, this.#unlocked().account.signer, code);
  }

  async endSecondStep(code: string): Promise<void> {
    const { endSecondStep } = await ways.manage();
    await endSecondStep(this.#api, this.#unlocked().account.signer, code);
  }

  async pocketAdd({ id, code }: { id: string; code: string }): Promise<void> {
    const opened = this.#unlocked();
    const pocket = opened.isOwnDevice ? await this.#anyPocket() : null;
    if (pocket === null) throw new ArmoireError("shared_device");
    await pocket.add(opened, asId(id), code, this.#remote.now());
  }

  async pocketRemove(id: string): Promise<void> {
    const { account } = this.#unlocked();
    await (await this.#anyPocket())?.remove(account.id, asId(id));
  }

  async pocketPapers(): Promise<string[]> {
    return this.#device.pocketPapers(this.#unlocked().account.id);
  }

  async pocketOpen(code: string): Promise<PocketPaper[]> {
    const [pocket, { handle }] = await Promise.all([this.#anyPocket(), this.#device.memory()]);
    if (pocket === null) throw new ArmoireError("pocket_empty");
    const papers = await pocket.open(handle, code, this.#opened);
    this.#renewPocket();
    return papers;
  }

  async pocketRead(id: string): Promise<OpenDocument> {
    if (this.#pocket === null) throw new ArmoireError("pocket_locked");
    return this.#pocket.read(asId(id));
  }

  pocketClose(): Promise<void> {
    this.#pocket?.close();
    return Promise.resolve();
  }

  async lock(): Promise<void> {
    // On a device that isn't the person's own the session ends too: its cookie would outlive the keys.
    const ends = this.#opened?.isOwnDevice === false;
    await this.#shut();
    if (ends) await this.#api.signOut().catch(() => undefined);
  }

  async #shut(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    this.#pocket?.close();
    await opened?.close();
    await this.#device.settled();
    await this.dropExport().catch(() => undefined);
  }

  async signOut(): Promise<void> {
    const endPins = await this.#prepareToEndPins().catch(() => () => Promise.resolve());
    await this.#shut();
    await endPins().catch(() => undefined);
    await this.#device.forget();
    await this.#api.signOut();
  }

  #relabel(id: string, change: LabelChange): Promise<void> {
    return this.#queue.run(async () => {
      const { locker, labels } = this.#unlocked();
      await relabel(locker, labels, asId(id), change, this.#remote.now());
    });
  }

  /** What this device has seen in earlier sessions. */
  async #recall(): Promise<void> {
    for (const { locker, head } of await this.#device.seen()) {
      const known = this.#pins.get(locker);
      if (known === undefined || known.seq < head.seq) this.#pins.set(locker, head);
    }
  }

  async #open(account: Account, use: DeviceUse): Promise<void> {
    const opened = await Opened.open(
      {
        api: this.#api,
        remote: this.#remote,
        surroundings: this.#surroundings,
        device: this.#device,
        pins: this.#pins,
        queue: this.#queue,
        emit: (event) => {
          this.#emit(event);
        },
        here: (here) => {
          this.#connection(here);
        },
        closed: (code) => {
          void this.#close(opened, code);
        },
      },
      account,
      use,
    );
    await this.#checkKeyring(opened).catch((error: unknown) => {
      opened.forget();
      throw error;
    });
    await this.#shut();
    if (use === "shared") await this.#device.leave(account.id);
    this.#opened = opened;
    await opened.start();
    this.#nameAgain(opened);
    this.#renewPocket();
  }

  /** Nobody is asked for the new session's name: the device has it. */
  #nameAgain(opened: Opened): void {
    if (!opened.isOwnDevice) return;
    const name = async (): Promise<void> => {
      const { name } = await this.#device.memory();
      if (name === undefined) return;
      const { nameDevice } = await ways.manage();
      await nameDevice({ ...this.#around(), opened }, name);
    };
    name().catch(() => undefined);
  }

  async #rotate(account: Account, locker: OpenLocker, after: Ways): Promise<Rotated> {
    const { rotateAccount } = await ways.rotation();
    const [api, world, seen] = [this.#api, this.#remote, this.#seen];
    this.#rotating = true;
    try {
      return await rotateAccount({ api, world, seen, later: this.#surroundings.later, account, locker }, after);
    } finally {
      this.#rotating = false;
    }
  }

  /** What was made anew is shown whatever happens here: a locker that doesn't open now, opens by it later. */
  async #openRotated(account: Account, use: DeviceUse): Promise<void> {
    const before = this.#opened;
    try {
      await this.#open(account, use);
    } catch (error) {
      account.forget();
      if (before === null) return;
      await this.#close(before, error instanceof ArmoireError ? error.code : "internal");
    }
  }

  /** The server forgets this device's PINs with the device; of a locker that isn't open, they lead nowhere without what the device forgets. */
  async #prepareToEndPins(): Promise<() => Promise<void>> {
    const slots = await this.#device.pins().catch(() => []);
    const { signer } = this.#unlocked().account;
    const { prepareWays } = await ways.manage();
    const ends = slots.map((slot) => prepareWays(this.#api, signer, { add: [], remove: [slot] }));
    return async () => {
      for (const end of ends) await end().catch(() => undefined);
    };
  }

  async #anyPocket(): Promise<Pocket | null> {
    const store = await this.#device.store();
    if (store === null) return null;
    const { Pocket } = await ways.pocket();
    this.#pocket ??= new Pocket(store);
    return this.#pocket;
  }

  /** Of an open locker on its holder's device, where there is one. */
  async #pocketOf({ isOwnDevice, account }: Opened): Promise<Pocket | null> {
    const papers = isOwnDevice ? await this.#device.pocketPapers(account.id) : [];
    return papers.length === 0 ? null : this.#anyPocket();
  }

  /** Nobody waits for it: what couldn't be renewed is tried again at the next change. */
  #renewPocket(): void {
    const opened = this.#opened;
    if (opened === null) return;
    const renew = async (): Promise<void> => {
      await (await this.#pocketOf(opened))?.renew(opened, this.#remote.now());
    };
    renew().catch(() => undefined);
  }

  /** What managing ways in stands on. */
  #around(): Around {
    return { api: this.#api, remote: this.#remote, device: this.#device, opened: this.#unlocked() };
  }

  /** A keyring that is older than this device has seen; unless the holder has said that the server lost what came after. */
  async #checkKeyring({ account, locker }: Opened): Promise<void> {
    const seen = (await this.#device.seen()).find((one) => one.account === account.id);
    require(seen === undefined || account.version >= seen.keyring || locker.isAcrossGap, "rolled_back");
  }

  /** The keys go without the page having asked for it. */
  async #close(opened: Opened, code: string): Promise<void> {
    if (this.#opened !== opened || this.#rotating) return;
    await this.lock().catch(() => undefined);
    this.#emit({ kind: "closed", code });
  }

  #connection(here: boolean): void {
    if (this.#here === here) return;
    this.#here = here;
    this.#emit({ kind: "connection", here });
    if (here) this.#opened?.nudge();
  }

  #emit(event: ArmoireEvent): void {
    if (event.kind === "changed") this.#renewPocket();
    for (const listener of this.#listeners) listener(event);
  }

  #unlocked(): Opened {
    if (this.#opened === null) throw new ArmoireError("locked");
    return this.#opened;
  }
}

function asId(text: string): Id {
  if (!isId(text)) throw new ArmoireError("not_found");
  return text;
}

/** A part of the program that is fetched when it is needed: where it doesn't arrive, the network is away. */
function arrived<T>(part: Promise<T>): Promise<T> {
  return part.catch(() => {
    throw new ArmoireError("network");
  });
}
