import type { DeviceUse, Remembered } from "../../bridge/bridge";
import type { Id } from "../../protocol/id";
import { Outbox } from "../outgoing/outbox";
import { dropPockets, pocketOf, readHead } from "../pocket/head";
import type { Surroundings } from "../world";
import { dropEnrolments, enrolments } from "./enrolments";
import { forgetMemory, readMemory, withSeen, writeMemory, type Memory, type SeenAccount } from "./memory";
import { MemoryStore } from "./memory-store";
import type { Store } from "./store";

/** What this device keeps, and what it remembers of those who opened a locker here. */
export class Device {
  readonly #surroundings: Surroundings;
  #store: Promise<Store | null> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** The device's own store; `null` where the browser keeps nothing. */
  store(): Promise<Store | null> {
    this.#store ??= this.#surroundings.openStore();
    return this.#store;
  }

  /** Where papers go: on a shared device nothing outlives the page. */
  async storeFor(use: DeviceUse): Promise<Store> {
    const own = use === "mine" ? await this.store() : null;
    return own ?? (await MemoryStore.create());
  }

  async remembered(): Promise<Remembered> {
    await this.settled();
    const store = await this.store();
    if (store === null) return { waiting: 0, keeps: false };
    const { handle, passkey } = await readMemory(store);
    const pin = (await enrolments(store)).some((one) => one.handle === handle);
    const pocket = (await pocketOf(store, handle))?.papers.length;
    return {
      ...(handle !== undefined && { handle }),
      ...(pin && { pin }),
      ...(passkey === true && { passkey }),
      ...(pocket !== undefined && pocket > 0 && { pocket }),
      ...{ waiting: await new Outbox(store).count(), keeps: true },
    };
  }

  /** Of who signed in last, and what they call this device. */
  async memory(): Promise<Pick<Memory, "handle" | "name">> {
    await this.settled();
    const store = await this.store();
    return store === null ? {} : readMemory(store);
  }

  async seen(): Promise<SeenAccount[]> {
    const store = await this.store();
    return store === null ? [] : (await readMemory(store)).seen;
  }

  /** Of who has opened a locker on their own device. */
  rememberHandle(handle: string): void {
    this.#change((memory) => ({ ...memory, handle }));
  }

  rememberPasskey(): void {
    this.#change((memory) => ({ ...memory, passkey: true }));
  }

  rememberName(name: string): void {
    this.#change((memory) => ({ ...memory, name }));
  }

  /** Never less than what was seen before: another tab may be ahead; unless it is `lost`, by the holder's word. */
  rememberSeen(now: SeenAccount, lost = false): void {
    this.#change((memory) => {
      const before = memory.seen.find(({ account }) => account === now.account);
      if (lost || before?.locker !== now.locker) return withSeen(memory, now);
      const head = before.head.seq > now.head.seq ? before.head : now.head;
      return withSeen(memory, { ...now, head, keyring: Math.max(before.keyring, now.keyring) });
    });
  }

  /** Waits until everything that is to be remembered is on the disk. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** All but papers that aren't sent yet. */
  async forget(): Promise<void> {
    await this.settled();
    const store = await this.store();
    if (store === null) return;
    await forgetMemory(store);
    await store.remove("acts", "");
    await dropEnrolments(store);
    await dropPockets(store);
  }

  /** Slots of this device's PINs of who signed in last. */
  async pins(): Promise<Id[]> {
    const [store, { handle }] = await Promise.all([this.store(), this.memory()]);
    const all = store === null ? [] : await enrolments(store);
    return all.filter((one) => one.handle === handle).map(({ slot }) => slot);
  }

  /** The account's PINs are gone. */
  async endPins(account: Id): Promise<void> {
    const store = await this.store();
    if (store !== null) await dropEnrolments(store, account);
  }

  async pocketPapers(account: Id): Promise<Id[]> {
    const store = await this.store();
    return (store && (await readHead(store, account)))?.papers.map(({ id }) => id) ?? [];
  }

  /** What an account left here by which it, or papers of it, can be opened: this device isn't its holder's. */
  async leave(account: Id): Promise<void> {
    const store = await this.store();
    if (store === null) return;
    await dropEnrolments(store, account);
    await dropPockets(store, account);
  }

  /** One after the other; a device that can't keep it any more remembers less, and nothing else fails. */
  #change(change: (memory: Memory) => Memory): void {
    this.#last = this.#last
      .then(async () => {
        const store = await this.store();
        if (store !== null) await writeMemory(store, change(await readMemory(store)));
      })
      .catch(() => undefined);
  }
}
