import { ArmoireError, type Outgoing } from "../../bridge/bridge";
import type { Id } from "../../protocol/id";
import { Refusal } from "../../protocol/refusal";
import { Forgotten } from "../../protocol/secret";
import type { Tabs } from "../device/tabs";
import type { Surroundings } from "../world";
import type { Kept } from "./kept";
import type { Outbox } from "./outbox";
import { Pause } from "./pause";
import { isWord, type State, type Word } from "./words";

/** Passes by itself: with the network, with the server, with whoever wrote at the same time. */
const PASSING = ["network", "unavailable", "internal", "disk_full", "too_many_tries", "log_conflict", "checksum"];
/** Ends the session: nothing more is sent until the locker is opened again. */
const CLOSING = ["no_session", "locked"];
/** Times that a paper is sent again because the server has thrown its object away. */
const AGAIN = 3;

export interface Delivery {
  /** Brings the ciphertext to the server; `sent` counts bytes that it has. `signal` gives up. */
  upload(kept: Kept, signal: AbortSignal, sent: (bytes: number) => void): Promise<void>;
  /** Names it in the log, once; gives the document that it became. */
  name(kept: Kept): Promise<Id>;
  /** The list changed, or a state in it. */
  changed(papers: Outgoing[]): void;
  /** Another tab has sent something: the log goes on. */
  arrived(): Promise<void>;
  /** The session or the keys are gone. */
  closed(code: string): void;
}

interface Waiter {
  resolve: (node: Id) => void;
  reject: (error: ArmoireError) => void;
}

/** Sends the papers of one account, one after the other, in the one tab that leads; the others see the same states. */
export class Sender {
  readonly #account: Id;
  /** The account's own: what is for another says so. */
  readonly #locker: Id;
  readonly #outbox: Outbox;
  readonly #tabs: Tabs;
  readonly #delivery: Delivery;
  readonly #pause: Pause;
  readonly #ended = new AbortController();
  readonly #states = new Map<Id, State>();
  readonly #waiters = new Map<Id, Waiter[]>();
  /** How often the server, not the network, has put a paper off: others go before it. */
  readonly #putOff = new Map<Id, number>();
  #papers: Kept[] = [];
  #current: { object: Id; cut: AbortController } | null = null;

  constructor({ account, locker }: Pick<Kept, "account" | "locker">, outbox: Outbox, tabs: Tabs, later: Surroundings["later"], delivery: Delivery) {
    [this.#account, this.#locker] = [account, locker];
    this.#outbox = outbox;
    this.#tabs = tabs;
    this.#delivery = delivery;
    this.#pause = new Pause(later);
  }

  /** Begins with what waits already. */
  async start(): Promise<void> {
    this.#tabs.listen((message) => {
      if (isWord(message)) void this.#hear(message).catch(() => undefined);
    });
    await this.#load();
    this.#tabs.post({ kind: "hello" } satisfies Word);
  }

  /** Sends until `stop`; called in the tab that leads. */
  async work(): Promise<void> {
    // What another tab knew of them when it led is over.
    this.#states.clear();
    await this.#load();
    while (!this.#ended.signal.aborted) {
      const next = this.#next();
      if (next === undefined) await this.#pause.untilNudged();
      else if (!(await this.#sendOne(next))) await this.#pause.afterFailure();
    }
  }

  stop(): void {
    this.#ended.abort();
    this.#current?.cut.abort();
    this.#pause.nudge();
    for (const object of [...this.#waiters.keys()]) this.#fail(object, "locked");
  }

  /** The server answered, or the device found a network: no need to wait. */
  nudge(): void {
    this.#pause.reset();
    this.#pause.nudge();
  }

  /** A paper was kept on this device by this tab. */
  take(kept: Kept): Outgoing {
    this.#papers.push(kept);
    this.#tabs.post({ kind: "papers" } satisfies Word);
    this.#show();
    this.#pause.nudge();
    return this.#view(kept);
  }

  list(): Outgoing[] {
    return this.#papers.map((kept) => this.#view(kept));
  }

  /** Papers that become this document, or its versions, the oldest first. */
  of(node: Id): Kept[] {
    return this.#papers.filter((kept) => kept.node === node);
  }

  /** Waits until the newest of them is in the log; fails by what stops it. `null` when nothing of it waits. */
  async sent(node: Id): Promise<Id | null> {
    const kept = this.of(node).at(-1);
    if (kept === undefined) return null;
    const { code } = this.#state(kept.object.id);
    if (code !== undefined) throw new ArmoireError(code);
    return new Promise((resolve, reject) => {
      const waiters = this.#waiters.get(kept.object.id) ?? [];
      this.#waiters.set(kept.object.id, [...waiters, { resolve, reject }]);
    });
  }

  retry(node: Id): void {
    const objects = this.of(node).map(({ object }) => object.id);
    this.#again(objects);
    this.#tabs.post({ kind: "again", objects } satisfies Word);
  }

  async discard(node: Id): Promise<void> {
    for (const { object } of this.of(node)) {
      await this.#outbox.drop(object.id);
      this.#gone(object.id);
      this.#tabs.post({ kind: "discarded", object: object.id } satisfies Word);
    }
  }

  /** The oldest of those that were put off least. */
  #next(): Kept | undefined {
    const waiting = this.#papers.filter(({ object }) => this.#state(object.id).step !== "stopped");
    const times = ({ object }: Kept) => this.#putOff.get(object.id) ?? 0;
    const least = Math.min(...waiting.map(times));
    return waiting.find((kept) => times(kept) === least);
  }

  /** Whether it is sent, or stopped for a reason that a person must see; `false` to wait and try again. */
  async #sendOne(kept: Kept): Promise<boolean> {
    const { id } = kept.object;
    const cut = new AbortController();
    this.#current = { object: id, cut };
    try {
      const node = await this.#deliver(kept, cut.signal);
      await this.#outbox.drop(id);
      this.#tabs.post({ kind: "sent", object: id, node } satisfies Word);
      this.#done(id, node);
      return true;
    } catch (error) {
      return this.#failed(kept, cut.signal, error);
    } finally {
      this.#current = null;
    }
  }

  async #deliver(kept: Kept, signal: AbortSignal): Promise<Id> {
    const { id } = kept.object;
    for (let times = 1; ; times += 1) {
      this.#set(id, { step: "sending", sent: this.#state(id).sent });
      await this.#delivery.upload(kept, signal, (sent) => {
        this.#set(id, { step: "sending", sent });
      });
      // Given up meanwhile, perhaps by another tab.
      if (!(await this.#outbox.has(id))) this.#gone(id);
      signal.throwIfAborted();
      try {
        return await this.#delivery.name(kept);
      } catch (error) {
        const thrownAway = error instanceof ArmoireError && error.code === "object_gone";
        if (!thrownAway || times === AGAIN) throw error;
        this.#set(id, { step: "sending", sent: 0 });
      }
    }
  }

  #failed({ object }: Kept, signal: AbortSignal, error: unknown): boolean {
    if (signal.aborted || this.#ended.signal.aborted) return true;
    const code = codeOf(error);
    const { sent } = this.#state(object.id);
    if (CLOSING.includes(code)) {
      this.#set(object.id, { step: "kept", sent });
      this.#delivery.closed(code);
      return false;
    }
    if (error instanceof ArmoireError && PASSING.includes(code)) {
      this.#set(object.id, { step: "kept", sent });
      if (code !== "network") this.#putOff.set(object.id, (this.#putOff.get(object.id) ?? 0) + 1);
      return false;
    }
    this.#set(object.id, { step: "stopped", sent, code });
    this.#fail(object.id, code);
    return true;
  }

  async #hear(word: Word): Promise<void> {
    switch (word.kind) {
      case "hello":
        if (this.#current !== null || this.#states.size > 0) this.#tellStates();
        return;
      case "papers":
        await this.#load();
        this.#show();
        this.#pause.nudge();
        return;
      case "states":
        this.#states.clear();
        for (const { object, ...state } of word.states) this.#states.set(object, state);
        for (const { object, code } of word.states) if (code !== undefined) this.#fail(object, code);
        this.#show();
        return;
      case "again":
        this.#again(word.objects);
        return;
      case "discarded":
        this.#gone(word.object);
        return;
      case "sent":
        await this.#delivery.arrived();
        this.#done(word.object, word.node);
    }
  }

  async #load(): Promise<void> {
    this.#papers = await this.#outbox.list(this.#account);
  }

  #again(objects: readonly Id[]): void {
    for (const object of objects) {
      if (this.#state(object).step === "stopped") this.#states.delete(object);
    }
    this.#show();
    this.nudge();
  }

  #done(object: Id, node: Id): void {
    this.#forget(object);
    for (const { resolve } of this.#take(object)) resolve(node);
    this.#show();
  }

  #gone(object: Id): void {
    if (this.#current?.object === object) this.#current.cut.abort();
    this.#forget(object);
    this.#fail(object, "not_found");
    this.#show();
  }

  #forget(object: Id): void {
    this.#papers = this.#papers.filter((kept) => kept.object.id !== object);
    this.#states.delete(object);
    this.#putOff.delete(object);
  }

  #fail(object: Id, code: string): void {
    for (const { reject } of this.#take(object)) reject(new ArmoireError(code));
  }

  #take(object: Id): Waiter[] {
    const waiters = this.#waiters.get(object) ?? [];
    this.#waiters.delete(object);
    return waiters;
  }

  #state(object: Id): State {
    return this.#states.get(object) ?? { step: "kept", sent: 0 };
  }

  #set(object: Id, state: State): void {
    if (!this.#papers.some((kept) => kept.object.id === object)) return;
    this.#states.set(object, state);
    this.#tellStates();
    this.#show();
  }

  #tellStates(): void {
    const states = [...this.#states].map(([object, state]) => ({ object, ...state }));
    this.#tabs.post({ kind: "states", states } satisfies Word);
  }

  #show(): void {
    if (!this.#ended.signal.aborted) this.#delivery.changed(this.list());
  }

  #view(kept: Kept): Outgoing {
    const { node: id, locker, folder, name, type, size, added, replaces, object } = kept;
    const { step, sent, code } = this.#state(object.id);
    const { durable } = this.#outbox;
    const total = object.size;
    return {
      ...{ id, folder, name, type, size, added, replaces: replaces !== undefined, durable, step, sent: Math.min(sent, total), total },
      ...(locker !== this.#locker && { of: locker }),
      ...(code !== undefined && { code }),
    };
  }
}

function codeOf(error: unknown): string {
  if (error instanceof ArmoireError || error instanceof Refusal) return error.code;
  return error instanceof Forgotten ? "locked" : "internal";
}
