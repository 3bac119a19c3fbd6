import type { ObjectName } from "../../protocol/act/body";
import { encode, type Hash } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { randomKey, sealNodeKey } from "../../protocol/locker/keys";
import { sealLabel, type DocumentLabel, type FolderLabel } from "../../protocol/locker/label";
import { newestEpoch, nextTurn } from "../../protocol/log/state";
import { require } from "../../protocol/refusal";
import { randomSalt } from "../../protocol/salt";
import type { Draft } from "./draft";
import type { NodeKeys } from "./node-keys";
import { boxesFor } from "./boxes";
import { freshenDocument, freshenFolder, freshenLocker } from "./rotation";

/** A folder begins. */
export async function writeNewFolder(draft: Draft, keys: NodeKeys, node: Id, label: FolderLabel): Promise<void> {
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
export async function writeFolder(draft: Draft, keys: NodeKeys, node: Id, label: FolderLabel): Promise<void> {
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
  keys: NodeKeys,
  node: Id,
  { folder, label, objects }: { folder: Id; label: DocumentLabel; objects: readonly ObjectName[] },
): Promise<void> {
  await freshenDocument(draft, keys, node, folder);
  const known = draft.locker.documents.get(node);
  await putDocument(draft, keys, node, {
    folder,
    label,
    objects,
    version: (known?.version ?? 0) + 1,
    ...(known && { base: known.put.hash }),
  });
}

/** A document leaves its folder and arrives in another, in one append. */
export async function writeMove(draft: Draft, keys: NodeKeys, node: Id, folder: Id, label: DocumentLabel): Promise<void> {
  await freshenDocument(draft, keys, node, folder);
  const known = draft.locker.documents.get(node);
  require(known !== undefined, "node");
  const leave = { node, parent: known.folder, base: known.put.hash, left: true as const };
  const { hash } = draft.add({ form: "leave", kind: "put", salt: randomSalt(), ...leave });
  await putDocument(draft, keys, node, { folder, label, objects: known.objects, version: known.version + 1, base: hash });
}

async function putDocument(
  draft: Draft,
  keys: NodeKeys,
  node: Id,
  put: { folder: Id; label: DocumentLabel; objects: readonly ObjectName[]; version: number; base?: Hash },
): Promise<void> {
  const { locker } = draft;
  const { folder, version } = put;
  const epoch = newestEpoch(locker.folders.get(folder)?.keys ?? []);
  const turn = nextTurn(locker, node, folder);
  require(turn !== undefined, "turn");
  const key = await keys.documentKey(locker, node, { folder, epoch, turn });
  const label = encode(await sealLabel(key, { locker: locker.id, node, version }, put.label));
  const base = put.base === undefined ? {} : { base: put.base };
  const { beside, ...boxes } = await boxesFor(draft, { node, keyNode: folder, epoch, turn, key });
  const body = { node, parent: folder, epoch, turn, version, ...base, label, objects: [...put.objects], ...boxes };
  draft.add({ form: "document", kind: "put", salt: randomSalt(), ...body }, beside);
}
