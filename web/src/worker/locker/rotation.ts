import { encode } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { inboxIdentity, randomKey, sealNodeKey, sealPrior } from "../../protocol/locker/keys";
import { isFolderStale, isStale, newestEpoch, nextTurn } from "../../protocol/log/state";
import { Refusal, require } from "../../protocol/refusal";
import { randomSalt } from "../../protocol/salt";
import type { Secret } from "../../protocol/secret";
import { boxesWhere } from "./boxes-where";
import type { Draft } from "./draft";
import type { Keys } from "./keys";

/** Before something is written in a folder: replaces its key, and the locker's, where it is stale (rule 8). */
export async function freshenFolder(draft: Draft, keys: Keys, id: Id): Promise<void> {
  await freshenLocker(draft, keys);
  const folder = draft.locker.folders.get(id);
  require(folder !== undefined, "node");
  // Somebody who may manage a folder could have given it a key that nobody opens.
  const isDue = isFolderStale(draft.locker, id) || (keys.isWhole && (await newestKey(draft, keys, id)) === null);
  if (isDue) await rotateFolder(draft, keys, id);
}

/** `null` where it doesn't open. */
async function newestKey(draft: Draft, keys: Keys, id: Id): Promise<Secret | null> {
  try {
    return await keys.folderKey(draft.locker, id);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Before a document is written in a folder; also where somebody whose grant is over has the key that it would have there again. */
export async function freshenDocument(draft: Draft, keys: Keys, id: Id, folder: Id): Promise<void> {
  await freshenFolder(draft, keys, folder);
  if (nextTurn(draft.locker, id, folder) === undefined) await rotateFolder(draft, keys, folder);
}

/** Before a folder begins. */
export async function freshenLocker(draft: Draft, keys: Keys): Promise<void> {
  if (isStale(draft.locker)) await rotateLocker(draft, keys, keys.root);
}

/** Gives the locker a new key under `root`. */
export async function rotateLocker(draft: Draft, keys: Keys, root: Secret): Promise<void> {
  const { locker } = draft;
  const old = newestEpoch(locker.keys);
  const place = { locker: locker.id, node: locker.id };
  const key = randomKey();
  const prior = await sealPrior(key, { ...place, epoch: old }, await keys.lockerKey(locker));
  const sealed = encode(await sealNodeKey(root, { ...place, epoch: old + 1 }, key));
  const inbox = await (await inboxIdentity(key, old + 1)).recipient();
  const { beside, ...boxes } = await boxesWhere(draft, { node: locker.id, keyNode: locker.id, epoch: old + 1, key });
  const body = { node: locker.id, epoch: old + 1, key: sealed, prior: encode(prior), inbox, ...boxes };
  draft.add({ form: "rotate", kind: "rotate", salt: randomSalt(), ...body }, beside);
  keys.remember(sealed, key);
}

/** Gives a folder a new key: under `root` (that of `keys`) when it is private, else under the locker's newest. */
export async function rotateFolder(draft: Draft, keys: Keys, id: Id, root?: Secret): Promise<void> {
  const { locker } = draft;
  const folder = locker.folders.get(id);
  require(folder !== undefined, "node");
  const old = newestEpoch(folder.keys);
  const place = { locker: locker.id, node: id };
  const key = randomKey();
  const prior = await sealPrior(key, { ...place, epoch: old }, (await newestKey(draft, keys, id)) ?? randomKey());
  const parent = folder.private ? (root ?? keys.root) : await keys.lockerKey(locker);
  const sealed = encode(await sealNodeKey(parent, { ...place, epoch: old + 1 }, key));
  const under = folder.private ? {} : { under: newestEpoch(locker.keys) };
  const { beside, ...boxes } = await boxesWhere(draft, { node: id, keyNode: id, epoch: old + 1, key });
  const body = { node: id, epoch: old + 1, ...under, key: sealed, prior: encode(prior), ...boxes };
  draft.add({ form: "rotate", kind: "rotate", salt: randomSalt(), ...body }, beside);
  keys.remember(sealed, key);
}
