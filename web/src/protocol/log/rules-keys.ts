import type { Act } from "../act/act";
import type { NewFolder, Rotate } from "../act/body";
import { require } from "../refusal";
import type { Aside } from "./aside";
import { folderOf, isStale, keyEpochOf, newestEpoch, placeOf, type Folder, type Locker } from "./state";

/** A new key for the locker or a folder. */
export function rotate(locker: Locker, act: Act, body: Rotate, aside: Aside): void {
  const ofLocker = body.node === locker.id;
  const folder = ofLocker ? undefined : folderToRotate(locker, act, body);
  const underRoot = folder === undefined || folder.private;
  const newest = newestEpoch(folder?.keys ?? locker.keys);
  const keysHold =
    (body.inbox !== undefined) === ofLocker && (body.prior !== undefined) === newest > 0 && (body.under === undefined) === underRoot;
  require(keysHold, "body");
  require(aside.leadsTo(act.header.chain, locker.keysStream?.hash), "chain");
  require(body.epoch === newest + 1, "epoch");
  require(body.under === undefined || body.under === newestEpoch(locker.keys), "under");
  require(underRoot || !isStale(locker), "stale_key");
  const key = keyEpochOf(body, placeOf(act));
  if (folder === undefined) locker.keys = [...locker.keys, key];
  else locker.folders.set(body.node, { ...folder, keys: [...folder.keys, key] });
  locker.keysStream = placeOf(act);
}

/** A folder begins. */
export function newFolder(locker: Locker, act: Act, body: NewFolder, aside: Aside): void {
  require(locker.keys.length > 0 && !locker.documents.has(body.node) && body.node !== locker.id, "node");
  require(body.parent === locker.id, "parent");
  require(!locker.folders.has(body.node), "base");
  require(aside.leadsTo(act.header.chain, locker.keysStream?.hash), "chain");
  require(body.epoch === 1, "epoch");
  require(body.under === undefined || body.under === newestEpoch(locker.keys), "under");
  require(body.version === 1, "version");
  require(!isStale(locker), "stale_key");
  locker.folders.set(body.node, folderOf(body, placeOf(act)));
  locker.keysStream = placeOf(act);
}

function folderToRotate(locker: Locker, act: Act, body: Rotate): Folder {
  const folder = locker.folders.get(body.node);
  // Act 1 is the locker's first rotation.
  require(act.header.seq !== 1 && folder !== undefined, "node");
  return folder;
}
