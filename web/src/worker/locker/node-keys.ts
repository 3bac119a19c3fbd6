import { decode, type Bytes, type Text64 } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { documentKey, earlierKey, openNodeKey } from "../../protocol/locker/keys";
import { newestEpoch, type KeyEpoch, type Locker, type LockerDocument } from "../../protocol/log/state";
import { require } from "../../protocol/refusal";
import type { Secret } from "../../protocol/secret";
import type { Keys } from "./keys";

/** The keys of a locker and its folders, opened once and kept until the locker is locked. */
export class NodeKeys implements Keys {
  readonly root: Secret;
  readonly isWhole = true;
  // By the sealed key, which is random: a rotation that lost against another of the same epoch leaves nothing wrong here.
  readonly #known = new Map<Text64, Secret>();

  constructor(root: Secret) {
    this.root = root;
  }

  lockerKey(locker: Locker, epoch = newestEpoch(locker.keys)): Promise<Secret> {
    return this.#key(locker, locker.id, locker.keys, epoch, () => Promise.resolve(this.root));
  }

  folderKey(locker: Locker, id: Id, epoch?: number): Promise<Secret> {
    const folder = locker.folders.get(id);
    require(folder !== undefined, "node");
    const parent = (under: number | undefined) => (under === undefined ? Promise.resolve(this.root) : this.lockerKey(locker, under));
    return this.#key(locker, id, folder.keys, epoch ?? newestEpoch(folder.keys), parent);
  }

  async documentKey(locker: Locker, id: Id, { folder, epoch, turn }: Pick<LockerDocument, "folder" | "epoch" | "turn">): Promise<Secret> {
    return documentKey(await this.folderKey(locker, folder, epoch), id, epoch, turn);
  }

  remember(sealed: Text64, key: Secret): void {
    this.#known.set(sealed, key);
  }

  forget(): void {
    this.root.forget();
    for (const key of this.#known.values()) key.forget();
    this.#known.clear();
  }

  /**
   * A folder's key of each epoch is sealed under the locker's of then. Those that were under `root` are opened under the newest one: earlier
   * ones lie under the one that replaced them, since another `root` may have sealed them.
   */
  async #key(
    locker: Locker,
    node: Id,
    epochs: readonly KeyEpoch[],
    epoch: number,
    parent: (under: number | undefined) => Promise<Secret>,
  ): Promise<Secret> {
    const newest = epochs.at(-1);
    const wanted = epochs.find((one) => one.epoch === epoch);
    require(newest !== undefined && wanted !== undefined, "epoch");
    const known = this.#known.get(wanted.key);
    if (known !== undefined) return known;
    const place = { locker: locker.id, node, epoch: newest.epoch };
    const key =
      wanted === newest || wanted.under !== undefined
        ? await openNodeKey(await parent(wanted.under), { ...place, epoch }, decode(wanted.key))
        : await earlierKey(await this.#key(locker, node, epochs, newest.epoch, parent), place, epoch, (of) => priorOf(epochs, of));
    this.remember(wanted.key, key);
    return key;
  }
}

function priorOf(epochs: readonly KeyEpoch[], epoch: number): Bytes | undefined {
  const prior = epochs.find((key) => key.epoch === epoch)?.prior;
  return prior === undefined ? undefined : decode(prior);
}
