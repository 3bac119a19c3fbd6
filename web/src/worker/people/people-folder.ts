import { encode } from "../../protocol/bytes";
import { byBytes, randomId, type Id } from "../../protocol/id";
import { randomKey, sealNodeKey } from "../../protocol/locker/keys";
import { sealLabel } from "../../protocol/locker/label";
import type { Locker } from "../../protocol/log/state";
import { Refusal } from "../../protocol/refusal";
import { randomSalt } from "../../protocol/salt";
import type { Draft } from "../locker/draft";
import type { Labels } from "../locker/labels";
import type { Keys } from "../locker/keys";
import { freshenFolder } from "../locker/rotation";

const HOLDS = "people";

/** The private folder for what concerns other people, if it was made already: whoever is given the locker isn't given this. */
export async function peopleFolder(locker: Locker, labels: Labels): Promise<Id | undefined> {
  const hidden = [...locker.folders].filter(([, folder]) => folder.private).map(([id]) => id);
  // The first by id: two devices may have made one each.
  for (const id of hidden.sort(byBytes)) {
    if (await holdsPeople(locker, labels, id)) return id;
  }
  return undefined;
}

/** The folder, made if there is none, with a key that may be written under. */
export async function openPeopleFolder(draft: Draft, keys: Keys, labels: Labels): Promise<Id> {
  const known = await peopleFolder(draft.locker, labels);
  if (known !== undefined) {
    await freshenFolder(draft, keys, known);
    return known;
  }
  const { locker } = draft;
  const [node, key] = [randomId(), randomKey()];
  const sealed = encode(await sealNodeKey(keys.root, { locker: locker.id, node, epoch: 1 }, key));
  const label = encode(await sealLabel(key, { locker: locker.id, node, version: 1 }, { name: "People", holds: HOLDS }));
  const body = { node, parent: locker.id, epoch: 1, version: 1, private: true as const, key: sealed, label };
  draft.add({ form: "new_folder", kind: "put", salt: randomSalt(), ...body });
  keys.remember(sealed, key);
  return node;
}

/** Whether a folder is for what concerns other people; one whose label doesn't open isn't. */
export async function holdsPeople(locker: Locker, labels: Labels, id: Id): Promise<boolean> {
  try {
    return (await labels.folder(locker, id)).holds === HOLDS;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
