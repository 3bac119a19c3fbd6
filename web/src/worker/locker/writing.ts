import type { ObjectName } from "../../protocol/act/body";
import { encode, type Bytes, type Hash } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { randomKey, sealNodeKey } from "../../protocol/locker/keys";
import { sealLabel, type DocumentLabel, type FolderLabel, type LabelPlace } from "../../protocol/locker/label";
import { newestEpoch, nextTurn } from "../../protocol/log/state";
import { require } from "../../protocol/refusal";
import { randomSalt } from "../../protocol/salt";
import type { Secret } from "../../protocol/secret";
import type { Draft } from "./draft";
import type { Keys } from "./keys";
import { boxesWhere } from "./boxes-where";
import { freshenDocument, freshenFolder, freshenLocker } from "./rotation";

/** Seals a label under a document's key, for its place. */
export type SealedBy = (key: Secret, place: LabelPlace) => Promise<Bytes>;

function sealed(label: DocumentLabel): SealedBy {
  return (key, place) => sealLabel(key, place, label);
}

/** A folder begins. */
export async function writeNewFolder(draft: Draft, keys: Keys, node: Id, label: FolderLabel): Promise<void> {
  await freshenLocker(draft, keys);
  const { locker } = draft;
  const key = randomKey();
  const under = newestEpoch(locker.keys);
  const sealed = encode(await sealNodeKey(await keys.lockerKey(locker), { locker: locker.id, node, epoch: 1 }, key));
  const sealedLabel = await sealLabel(key, { locker: locker.id, node, version: 1 }, label);
  const body = { node, parent: locker.id, epoch: 1, under, version: 1, key: sealed, label: encode(sealedLabel) };
  draft.add({ form: "new_folder", kind: "put", salt: randomSalt(), ...body });
  keys.remember(sealed, key);
}

/** A folder's new label. */
export async function writeFolder(draft: Draft, keys: Keys, node: Id, label: FolderLabel): Promise<void> {
  await freshenFolder(draft, keys, node);
  const { locker } = draft;
  const folder = locker.folders.get(node);
  require(folder !== undefined, "node");
  const version = folder.version + 1;
  const sealed = await sealLabel(await keys.folderKey(locker, node), { locker: locker.id, node, version }, label);
  const body = { node, parent: locker.id, epoch: newestEpoch(folder.keys), version, base: folder.put.hash, label: encode(sealed) };
  draft.add({ form: "folder", kind: "put", salt: randomSalt(), ...body });
}

/** A document that begins, or its new label in the folder where it is. */
export async function writeDocument(
  draft: Draft,
  keys: Keys,
  node: Id,
  { folder, label, objects }: { folder: Id; label: DocumentLabel; objects: readonly ObjectName[] },
): Promise<void> {
  await freshenDocument(draft, keys, node, folder);
  const known = draft.locker.documents.get(node);
  const base = known && { base: known.put.hash };
  await putDocument(draft, keys, node, { folder, label: sealed(label), objects, version: (known?.version ?? 0) + 1, ...base });
}

/** A document leaves its folder and arrives in another, in one append. */
export async function writeMove(draft: Draft, keys: Keys, node: Id, folder: Id, label: DocumentLabel): Promise<void> {
  await freshenDocument(draft, keys, node, folder);
  const known = draft.locker.documents.get(node);
  require(known !== undefined, "node");
  const leave = { node, parent: known.folder, base: known.put.hash, left: true as const };
  const { hash } = draft.add({ form: "leave", kind: "put", salt: randomSalt(), ...leave });
  await putDocument(draft, keys, node, { folder, label: sealed(label), objects: known.objects, version: known.version + 1, base: hash });
}

/** A document's whole state, under a key that was freshened before. `deposit`: what it accepts. */
export async function putDocument(
  draft: Draft,
  keys: Keys,
  node: Id,
  { label: sealLabelBy, ...put }: { folder: Id; label: SealedBy; objects: readonly ObjectName[]; version: number; base?: Hash; deposit?: Hash },
): Promise<void> {
  const { locker } = draft;
  const { folder, version, objects, ...rest } = put;
  const epoch = newestEpoch(locker.folders.get(folder)?.keys ?? []);
  const turn = nextTurn(locker, node, folder);
  require(turn !== undefined, "turn");
  const key = await keys.documentKey(locker, node, { folder, epoch, turn });
  const label = encode(await sealLabelBy(key, { locker: locker.id, node, version }));
  const { beside, ...boxes } = await boxesWhere(draft, { node, keyNode: folder, epoch, turn, key });
  const body = { node, parent: folder, epoch, turn, version, ...rest, label, objects: [...objects], ...boxes };
  draft.add({ form: "document", kind: "put", salt: randomSalt(), ...body }, beside);
}
