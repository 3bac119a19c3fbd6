import { ArmoireError } from "../../bridge/bridge";
import type { Act } from "../../protocol/act/act";
import { hashOf } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import { livingList, writeList } from "../../protocol/log/living";
import type { LogReader } from "../../protocol/log/reader";
import { actsSinceCheckpoint, type Place } from "../../protocol/log/state";
import { randomSalt } from "../../protocol/salt";
import type { Account } from "../account/account";
import type { Api } from "../http/api";
import type { Remote } from "../world";
import { Draft } from "./draft";
import { NodeKeys } from "./node-keys";
import { recipients, type RecipientOf } from "./others";
import { readCold, readKept, readOn, readWhole, type Served } from "./sync";

/** Times that a change is made again on a newer state, and that a request whose answer was lost is repeated. */
const TRIES = 8;
const REPEATS = 3;
/** Acts after which the keyring's pin is renewed. */
const PIN_EVERY = 32;

/** Newest verified heads of this device; not a secret, so they outlive locking. */
export type Pins = Map<Id, Place>;

/** Where a locker's acts are kept on the device, and who hears of new ones. */
export interface Keeping {
  load(): Promise<Act[] | null>;
  append(acts: readonly Act[]): void;
  replace(acts: readonly Act[]): void;
}

/** What this device has seen of a locker before it is opened. */
export interface SeenBefore {
  id: Id;
  pin: Place;
  keeping: Keeping | undefined;
  /** Acts that it keeps; `null` where there are none. */
  kept: Act[] | null;
}

/** A locker whose keys are in memory: its verified state, and how it changes. */
export class OpenLocker {
  readonly keys: NodeKeys;
  /** To whom new keys are sealed. */
  readonly recipientOf: RecipientOf;
  /** Whether it was opened across a gap: the server lost acts, and the holder knows. */
  readonly isAcrossGap: boolean;
  readonly #api: Api;
  readonly #world: Remote;
  readonly #account: Account;
  readonly #pins: Pins;
  readonly #keeping: Keeping | undefined;
  #reader: LogReader;
  #pinned: number;
  #listener: () => void = () => undefined;

  private constructor(api: Api, world: Remote, account: Account, pins: Pins, keys: NodeKeys, served: Served, pinned: number, keeping?: Keeping) {
    this.#api = api;
    this.#world = world;
    this.#account = account;
    this.#pins = pins;
    this.keys = keys;
    this.recipientOf = recipients(api);
    this.#reader = served.reader;
    this.#pinned = pinned;
    this.#keeping = keeping;
    this.isAcrossGap = served.gap;
    this.#take(served);
  }

  /** Fetches and verifies the account's locker, or what is new of it since this device kept it. */
  static async open(api: Api, world: Remote, account: Account, pins: Pins, keepingOf?: (locker: Id) => Promise<Keeping>): Promise<OpenLocker> {
    const { id, pin, keeping, kept } = await OpenLocker.seenBefore(account, pins, keepingOf);
    const own = ownOf(account);
    const served = kept && (await readKept(api, account, id, kept, pin));
    const read = served ?? (await readCold(api, account, id, pin));
    return new OpenLocker(api, world, account, pins, new NodeKeys(own.root), read, own.seq, keeping);
  }

  /** What its newest act was, by the keyring or this device, whichever is the newer. */
  static async seenBefore(account: Account, pins: Pins, keepingOf?: (locker: Id) => Promise<Keeping>): Promise<SeenBefore> {
    const own = ownOf(account);
    const known = pins.get(own.locker);
    const pin = known !== undefined && known.seq > own.seq ? known : own;
    const keeping = await keepingOf?.(own.locker);
    return { id: own.locker, pin: { seq: pin.seq, hash: pin.hash }, keeping, kept: (await keeping?.load()) ?? null };
  }

  /** The same of an open one. */
  async seen(): Promise<SeenBefore> {
    return { id: this.id, pin: this.#reader.locker.head, keeping: this.#keeping, kept: (await this.#keeping?.load()) ?? null };
  }

  get id(): Id {
    return this.#reader.locker.id;
  }

  get reader(): LogReader {
    return this.#reader;
  }

  /** Fetches and verifies what is new; gives the new acts. */
  async sync(): Promise<readonly Act[]> {
    const served = await readOn(this.#api, this.#account, this.#reader);
    this.#take(served);
    return served.acts;
  }

  /** Calls `listener` whenever the locker has changed. */
  onChange(listener: () => void): void {
    this.#listener = listener;
  }

  /**
   * Makes a change and appends it. When somebody else wrote first, the change is made again on the new state: `make` may be
   * called several times, and gives what the last call gave.
   */
  async append<T>(make: (draft: Draft) => Promise<T>): Promise<T> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const draft = this.draft();
      const made = await make(draft);
      if (draft.acts.length === 0) return made;
      addCheckpointWhenDue(draft);
      if (await this.#send(draft)) {
        await this.#pinWhenDue();
        return made;
      }
    }
    throw new ArmoireError("log_conflict");
  }

  /** All acts, verified. */
  whole(): Promise<readonly Act[]> {
    return readWhole(this.#api, this.#account, this.#reader);
  }

  /** Signs the list of what lives now. */
  checkpoint(): Promise<void> {
    return this.append((draft) => {
      addCheckpoint(draft);
      return Promise.resolve();
    });
  }

  draft(): Draft {
    return Draft.of(this.#reader, this.#account.cards, this.#account.keyring.signing, this.#world.now(), this.recipientOf);
  }

  /** Writes the newest head into the keyring, so that another device knows what this one has seen. */
  async pin(): Promise<void> {
    const { head } = this.#reader.locker;
    if (head.seq <= this.#pinned) return;
    await this.#account.pin(this.id, head);
    this.#pinned = head.seq;
  }

  /** Seals the keyring with the newest head, as long as there are keys; what it gives sends that, once. */
  async preparePin(): Promise<() => Promise<void>> {
    const { head } = this.#reader.locker;
    return head.seq > this.#pinned ? this.#account.preparePin(this.id, head) : () => Promise.resolve();
  }

  /** Whether the acts are in the log now; `false` when they must be made again. */
  async #send({ acts }: Draft): Promise<boolean> {
    try {
      await this.#repeat(() => this.#api.append(this.id, acts));
    } catch (error) {
      if (!isConflict(error)) throw error;
      // Our own acts may be what is new: their answer was lost.
      const served = await this.sync();
      return served.some(({ hash }) => hash === acts.at(-1)?.hash);
    }
    this.#take({ reader: this.#reader.extend(acts, "newest", this.#account.cards), acts, whole: false, gap: false });
    return true;
  }

  /** An append repeated after a lost answer is answered like the first. */
  async #repeat<T>(request: () => Promise<T>): Promise<T> {
    for (let repeats = 1; ; repeats += 1) {
      try {
        return await request();
      } catch (error) {
        if (!isNetwork(error) || repeats === REPEATS) throw error;
      }
    }
  }

  #take({ reader, acts, whole }: Served): void {
    const changed = reader.locker.head.hash !== this.#reader.locker.head.hash;
    this.#reader = reader;
    this.#pins.set(reader.locker.id, reader.locker.head);
    if (whole) this.#keeping?.replace(acts);
    else this.#keeping?.append(acts);
    if (changed) this.#listener();
  }

  async #pinWhenDue(): Promise<void> {
    if (this.#reader.locker.head.seq - this.#pinned < PIN_EVERY) return;
    // The change is made; a pin that waits until the next one harms nothing.
    await this.pin().catch(() => undefined);
  }
}

function ownOf({ keyring }: Account) {
  const [own] = keyring.lockers;
  if (own === undefined) throw new ArmoireError("not_found");
  return own;
}

function addCheckpointWhenDue(draft: Draft): void {
  if (actsSinceCheckpoint(draft.locker) < limits.CHECKPOINT_EVERY || draft.acts.length >= limits.APPEND_ACTS) return;
  addCheckpoint(draft);
}

function addCheckpoint(draft: Draft): void {
  const living = livingList(draft.locker);
  const list = writeList(living);
  if (list.length > limits.CHECKPOINT_LIST) return;
  draft.add({ form: "checkpoint", kind: "checkpoint", salt: randomSalt(), list: hashOf(list), living: living.length }, list);
}

function isConflict(error: unknown): boolean {
  return error instanceof ArmoireError && ["log_conflict", "edit_conflict", "stale_key"].includes(error.code);
}

function isNetwork(error: unknown): boolean {
  return error instanceof ArmoireError && error.code === "network";
}
