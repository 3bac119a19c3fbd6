import { ArmoireError } from "../../bridge/bridge";
import { decode, type Hash } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { openDocumentLabel, openFolderLabel, type DocumentLabel, type FolderLabel } from "../../protocol/locker/label";
import type { Locker } from "../../protocol/log/state";
import type { Keys } from "./keys";

/** Opened labels, by the act that carries them: each is opened once. */
export class Labels {
  readonly #keys: Keys;
  #documents = new Map<Hash, DocumentLabel>();
  #folders = new Map<Hash, FolderLabel>();

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  async document(locker: Locker, id: Id): Promise<DocumentLabel> {
    const document = locker.documents.get(id);
    if (document === undefined) throw new ArmoireError("not_found");
    const known = this.#documents.get(document.put.hash);
    if (known !== undefined) return known;
    const key = await this.#keys.documentKey(locker, id, document);
    const label = await openDocumentLabel(key, { locker: locker.id, node: id, version: document.version }, decode(document.label));
    key.forget();
    this.#documents.set(document.put.hash, label);
    return label;
  }

  async folder(locker: Locker, id: Id): Promise<FolderLabel> {
    const folder = locker.folders.get(id);
    if (folder === undefined) throw new ArmoireError("not_found");
    const known = this.#folders.get(folder.put.hash);
    if (known !== undefined) return known;
    const key = await this.#keys.folderKey(locker, id, folder.epoch);
    const label = await openFolderLabel(key, { locker: locker.id, node: id, version: folder.version }, decode(folder.label));
    this.#folders.set(folder.put.hash, label);
    return label;
  }

  /** Drops what is no longer the newest label of anything. */
  keepOnly(locker: Locker): void {
    const living = new Set([...locker.documents.values(), ...locker.folders.values()].map(({ put }) => put.hash));
    this.#documents = new Map([...this.#documents].filter(([hash]) => living.has(hash)));
    this.#folders = new Map([...this.#folders].filter(([hash]) => living.has(hash)));
  }
}
