import { ArmoireError, type Armoire, type Contents, type Created, type Folder, type Server } from "../bridge/bridge";
import { handleName } from "../protocol/account/handle";
import { randomBelow } from "../protocol/hazmat/random";
import { isId, randomId, type Id } from "../protocol/id";
import type { FolderLabel } from "../protocol/locker/label";
import type { Account, SeenVersions } from "./account/account";
import { rotateAccount } from "./account/recovery";
import { signInWithCard, signInWithWords } from "./account/sign-in";
import { signUp } from "./account/sign-up";
import { CorrectedWorld } from "./clock";
import { Api } from "./http/api";
import { readContents } from "./locker/contents";
import { addDocument, openDocument } from "./locker/documents";
import { Labels } from "./locker/labels";
import { OpenLocker, type Pins } from "./locker/open-locker";
import { moveDocument, relabel, type LabelChange } from "./locker/relabel";
import { writeNewFolder } from "./locker/writing";
import { Queue } from "./queue";
import type { World } from "./world";

/** What is in memory while a locker is open. */
interface Opened {
  account: Account;
  locker: OpenLocker;
  labels: Labels;
}

/** A person's locker, from inside the worker: the only code that holds keys. */
export class Vault implements Armoire {
  readonly #world: World;
  readonly #api: Api;
  /** What was seen outlives locking: it is no secret, and an older state is refused the next time. */
  readonly #seen: SeenVersions = new Map();
  readonly #pins: Pins = new Map();
  /** Changes of the log follow one another; transfers of objects don't wait for them. */
  readonly #queue = new Queue();
  #opened: Opened | null = null;

  constructor(world: World) {
    this.#world = new CorrectedWorld(world);
    this.#api = new Api(this.#world);
  }

  server(): Promise<Server> {
    return this.#api.server();
  }

  prepareHandle(name: string): Promise<string> {
    const letters = handleName(name);
    const digits = String(randomBelow(10_000)).padStart(4, "0");
    return letters === "" ? Promise.reject(new ArmoireError("handle")) : Promise.resolve(letters + digits);
  }

  async createLocker(input: Parameters<Armoire["createLocker"]>[0]): Promise<Created> {
    // Any answer brings the clock that the first acts are dated by.
    await this.#api.server();
    const { account, shown } = await signUp(this.#api, this.#world, this.#seen, input);
    await this.#open(account);
    return shown;
  }

  async signIn(input: { handle: string; words: string }): Promise<void> {
    await this.#open(await signInWithWords(this.#api, this.#world, this.#seen, input));
  }

  async recover({ card: text, language }: { card: string; language?: "fr" | "en" }): Promise<Created> {
    const { account, card } = await signInWithCard(this.#api, this.#world, this.#seen, text);
    const recovery = { account, card, language: language ?? "fr" };
    const rotated = await rotateAccount(this.#api, this.#world, this.#seen, this.#pins, recovery);
    await this.#open(rotated.account);
    return rotated.shown;
  }

  contents(): Promise<Contents> {
    return this.#queue.run(async () => {
      const { locker, labels } = this.#unlocked();
      await locker.sync();
      return readContents(locker.reader.locker, labels);
    });
  }

  createFolder({ name, pictogram }: { name: string; pictogram: string }): Promise<Folder> {
    return this.#queue.run(async () => {
      const { locker } = this.#unlocked();
      const id = randomId();
      const label: FolderLabel = { name, pictogram };
      await locker.append((draft) => writeNewFolder(draft, locker.keys, id, label));
      return { id, name, pictogram };
    });
  }

  async add(input: Parameters<Armoire["add"]>[0], progress: Parameters<Armoire["add"]>[1]) {
    const { locker } = this.#unlocked();
    return addDocument(this.#api, this.#queue, locker, asId(input.folder), input, this.#world.now(), progress);
  }

  async open(id: string) {
    const { locker, labels } = this.#unlocked();
    return openDocument(this.#api, locker.reader.locker, labels, asId(id));
  }

  rename(id: string, name: string): Promise<void> {
    return this.#relabel(id, { name });
  }

  move(id: string, folder: string): Promise<void> {
    return this.#queue.run(async () => {
      const { locker, labels } = this.#unlocked();
      await moveDocument(locker, labels, asId(id), asId(folder), this.#world.now());
    });
  }

  trash(id: string): Promise<void> {
    return this.#relabel(id, { trashed: this.#world.now() });
  }

  restore(id: string): Promise<void> {
    return this.#relabel(id, { trashed: null });
  }

  async lock(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    if (opened === null) return;
    const send = await opened.locker.preparePin();
    opened.locker.keys.forget();
    opened.account.forget();
    // The keys are gone; best effort tells another device what this one has seen.
    await send().catch(() => undefined);
  }

  async signOut(): Promise<void> {
    await this.lock();
    await this.#api.signOut();
  }

  #relabel(id: string, change: LabelChange): Promise<void> {
    return this.#queue.run(async () => {
      const { locker, labels } = this.#unlocked();
      await relabel(locker, labels, asId(id), change, this.#world.now());
    });
  }

  async #open(account: Account): Promise<void> {
    const locker = await OpenLocker.open(this.#api, this.#world, account, this.#pins);
    await this.lock();
    this.#opened = { account, locker, labels: new Labels(locker.keys) };
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
