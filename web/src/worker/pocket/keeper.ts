import { ArmoireError, type OpenDocument, type PocketPaper } from "../../bridge/bridge";
import type { Id } from "../../protocol/id";
import type { Account } from "../account/account";
import type { Device } from "../device/device";
import type { Opened } from "../opened";
import { parts } from "../parts";
import type { Remote } from "../world";
import type { Pocket } from "./pocket";

/** This device's pocket: nothing of it is in memory before it is used. */
export class PocketKeeper {
  readonly #device: Device;
  readonly #remote: Remote;
  #pocket: Pocket | null = null;

  constructor(device: Device, remote: Remote) {
    this.#device = device;
    this.#remote = remote;
  }

  async add(opened: Opened, id: Id, code: string): Promise<void> {
    const pocket = opened.isOwnDevice ? await this.#any() : null;
    if (pocket === null) throw new ArmoireError("shared_device");
    await pocket.add(opened, id, code, this.#remote.now());
  }

  async remove({ account }: Opened, id: Id): Promise<void> {
    await (await this.#any())?.remove(account.id, id);
  }

  async open(code: string, opened: Opened | null): Promise<PocketPaper[]> {
    const [pocket, { handle }] = await Promise.all([this.#any(), this.#device.memory()]);
    if (pocket === null) throw new ArmoireError("pocket_empty");
    const papers = await pocket.open(handle, code, opened);
    this.renew(opened);
    return papers;
  }

  async read(id: Id): Promise<OpenDocument> {
    if (this.#pocket === null) throw new ArmoireError("pocket_locked");
    return this.#pocket.read(id);
  }

  close(): void {
    this.#pocket?.close();
  }

  /** Nobody waits for it: what couldn't be renewed is tried again at the next change. */
  renew(opened: Opened | null): void {
    if (opened === null) return;
    const renew = async (): Promise<void> => {
      await (await this.#of(opened))?.renew(opened, this.#remote.now());
    };
    renew().catch(() => undefined);
  }

  /** The account has new keys. */
  async carry(opened: Opened, to: Account): Promise<void> {
    await (await this.#of(opened))?.carry(opened.account, to);
  }

  /** Of an open locker on its holder's device, where there is one. */
  async #of({ isOwnDevice, account }: Opened): Promise<Pocket | null> {
    const papers = isOwnDevice ? await this.#device.pocketPapers(account.id) : [];
    return papers.length === 0 ? null : this.#any();
  }

  /** `null` where the device keeps nothing. */
  async #any(): Promise<Pocket | null> {
    const store = await this.#device.store();
    if (store === null) return null;
    const { Pocket } = await parts.pocket();
    this.#pocket ??= new Pocket(store);
    return this.#pocket;
  }
}
