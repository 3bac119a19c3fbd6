import type { DeviceUse } from "../../bridge/bridge";
import { Outbox } from "../outgoing/outbox";
import type { Surroundings } from "../world";
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

  async remembered(): Promise<{ handle?: string; waiting: number; keeps: boolean }> {
    const store = await this.store();
    if (store === null) return { waiting: 0, keeps: false };
    const { handle } = await readMemory(store);
    return { ...(handle !== undefined && { handle }), waiting: await new Outbox(store).count(), keeps: true };
  }

  async seen(): Promise<SeenAccount[]> {
    const store = await this.store();
    return store === null ? [] : (await readMemory(store)).seen;
  }

  /** Of who has opened a locker on their own device. */
  rememberHandle(handle: string): void {
    this.#change((memory) => ({ ...memory, handle }));
  }

  /** Never less than what was seen before: another tab may be ahead. */
  rememberSeen(now: SeenAccount): void {
    this.#change((memory) => {
      const before = memory.seen.find(({ account }) => account === now.account);
      if (before?.locker !== now.locker) return withSeen(memory, now);
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
