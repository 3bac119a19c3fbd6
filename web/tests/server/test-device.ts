import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { IndexedStore } from "../../src/worker/device/indexed-store";
import { browserTabs } from "../../src/worker/device/tabs";
import { Vault } from "../../src/worker/vault";
import { NodeWorld } from "./node-world";

/** A phone: its database and its locks outlive the pages that are opened on it. */
export class TestDevice {
  readonly #origin: string;
  readonly factory = new IDBFactory();
  readonly #locks = new Locks();
  readonly #name = `phone ${Math.random()}`;

  constructor(origin: string) {
    this.#origin = origin;
  }

  page(): { vault: Vault; world: NodeWorld } {
    const world = new NodeWorld(this.#origin);
    world.openStore = () => IndexedStore.open(this.factory);
    world.tabs = (account) => browserTabs(this.#locks as unknown as LockManager, `${this.#name}/${account}`);
    return { vault: new Vault(world), world };
  }
}

/** A new phone, a new locker open on it with one folder, and what opens it again. */
export async function openedDevice(origin: string, name: string) {
  const phone = new TestDevice(origin);
  const { vault, world } = phone.page();
  const created = await vault.createLocker({ handle: await vault.prepareHandle(name), language: "fr", device: "mine" });
  const { id: folder } = await vault.createFolder({ name: "Santé", pictogram: "health" });
  return { phone, vault, world, folder, words: { handle: created.handle, words: created.words.join(" "), device: "mine" as const } };
}

/** Web Locks, as far as tabs use them: exclusive, in order, and given up while waiting. */
class Locks {
  readonly #last = new Map<string, Promise<unknown>>();

  async request(name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>): Promise<void> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const turn = before.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#last.set(name, turn.catch(() => undefined));
    await turn;
  }
}
