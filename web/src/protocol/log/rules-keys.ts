import type { Act } from "../act/act";
import { boxesOf, checkBeside } from "../act/beside";
import type { NewFolder, Rotate } from "../act/body";
import { require } from "../refusal";
import type { Aside } from "./aside";
import { checkBoxes, forgetReplaced, giveBoxes } from "./grants";
import { folderOf, isStale, keyEpochOf, newestEpoch, placeOf, type Folder, type Locker, type Place } from "./state";

/** A new key for the locker or a folder. */
export function rotate(locker: Locker, act: Act, body: Rotate, aside: Aside): void {
  const ofLocker = body.node === locker.id;
  const folder = ofLocker ? undefined : folderToRotate(locker, body);
  const underRoot = folder === undefined || folder.private;
  const newest = newestEpoch(folder?.keys ?? locker.keys);
  const keysHold =
    (body.inbox !== undefined) === ofLocker && (body.prior !== undefined) === newest > 0 && (body.under === undefined) === underRoot;
  require(keysHold, "body");
  require(aside.leadsTo(act.header.chain, locker.keysStream?.hash), "chain");
  require(body.epoch === newest + 1, "epoch");
  require(body.under === undefined || body.under === newestEpoch(locker.keys), "under");
  require(underRoot || !isStale(locker), "stale_key");
  checkBoxes(locker, body.node, boxesOf(body));
  checkBeside(act);
  addKey(locker, body, placeOf(act));
}

/** Takes a key that the rules took, or that a checkpoint vouches for. */
export function addKey(locker: Locker, body: Rotate, place: Place): void {
  const key = keyEpochOf(body, place);
  const folder = locker.folders.get(body.node);
  if (body.node === locker.id) locker.keys = [...locker.keys, key];
  else if (folder !== undefined) locker.folders.set(body.node, { ...folder, keys: [...folder.keys, key] });
  locker.keysStream = place;
  forgetReplaced(locker, body.node);
  giveBoxes(locker, body.node, body.node, { epoch: body.epoch, turn: 0, act: place }, boxesOf(body));
}

/** A folder begins. */
export function newFolder(locker: Locker, act: Act, body: NewFolder, aside: Aside): void {
  require(!locker.documents.has(body.node) && !locker.deposits.has(body.node) && body.node !== locker.id, "node");
  require(body.parent === locker.id, "parent");
  require(!locker.folders.has(body.node), "base");
  require(aside.leadsTo(act.header.chain, locker.keysStream?.hash), "chain");
  require(body.epoch === 1, "epoch");
  require(body.under === undefined || body.under === newestEpoch(locker.keys), "under");
  require(body.version === 1, "version");
  require(!isStale(locker), "stale_key");
  checkBeside(act);
  locker.folders.set(body.node, folderOf(body, placeOf(act)));
  locker.keysStream = placeOf(act);
}

function folderToRotate(locker: Locker, body: Rotate): Folder {
  const folder = locker.folders.get(body.node);
  require(folder !== undefined, "node");
  return folder;
}
