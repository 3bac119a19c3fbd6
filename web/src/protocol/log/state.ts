import type { DocumentState, FolderState, NewFolder, ObjectName, Rotate } from "../act/body";
import type { Act } from "../act/act";
import type { Hash, Text64 } from "../bytes";
import type { Id } from "../id";

/** An act's place in the log: its number and its hash. */
export interface Place {
  readonly seq: number;
  readonly hash: Hash;
}

/** One epoch of a locker's or folder's key. */
export interface KeyEpoch {
  readonly epoch: number;
  /** The act that carries it. */
  readonly act: Place;
  /** The parent's epoch that seals it; absent under `root`. */
  readonly under?: number;
  /** The key, sealed under the parent. */
  readonly key: Text64;
  /** The key before, sealed under this one. */
  readonly prior?: Text64;
}

export interface Folder {
  /** Sealed under `root`. */
  readonly private: boolean;
  /** One entry an epoch, ascending; the first came with the `put` that made the folder. */
  readonly keys: readonly KeyEpoch[];
  /** Head of the folder's stream. */
  readonly stream: Place;
  /** Its newest `put`. */
  readonly put: Place;
  readonly version: number;
  /** Epoch of the key that seals the label. */
  readonly epoch: number;
  readonly label: Text64;
}

export interface LockerDocument {
  readonly folder: Id;
  /** Its newest `put`. */
  readonly put: Place;
  /** When that was, milliseconds since 1970. */
  readonly time: number;
  readonly author: Id;
  /** The folder's epoch that its key derives from. */
  readonly epoch: number;
  readonly turn: number;
  readonly version: number;
  readonly label: Text64;
  /** Payload first, then the thumbnail. */
  readonly objects: readonly ObjectName[];
}

/** A document between the two halves of a move. */
export interface Moving {
  readonly node: Id;
  readonly from: Id;
  readonly version: number;
  readonly leave: Hash;
  /** The document was purged since: the body of the next act is gone. */
  readonly purged: boolean;
}

/** What a log amounts to after its newest act. What it holds is replaced, never changed in place. */
export interface Locker {
  /** Hash of act 0, shortened. */
  readonly id: Id;
  /** Author of act 0. */
  readonly holder: Id;
  readonly first: Place;
  /** Hash and number of the holder's newest card here. */
  card: Hash;
  cardNumber: number;
  /** The newest `card` act, if one came. */
  cardAct?: Place;
  head: Place;
  /** The head's time, milliseconds since 1970. */
  time: number;
  /** The locker's key, one entry an epoch, ascending. */
  keys: readonly KeyEpoch[];
  /** Head of the stream of keys; absent before act 1. */
  keysStream?: Place;
  /** Head of the stream of people. */
  peopleStream: Place;
  checkpoint?: Place;
  readonly folders: Map<Id, Folder>;
  /** Purged ones are gone from here. */
  readonly documents: Map<Id, LockerDocument>;
  moving?: Moving;
}

export function copyOf(locker: Locker): Locker {
  return { ...locker, folders: new Map(locker.folders), documents: new Map(locker.documents) };
}

export function placeOf(act: Act): Place {
  return { seq: act.header.seq, hash: act.hash };
}

/** The newest epoch; 0 before the first. */
export function newestEpoch(keys: readonly KeyEpoch[]): number {
  return keys.at(-1)?.epoch ?? 0;
}

/** Whether the locker's key was made before the holder's newest card. */
export function isStale(locker: Locker): boolean {
  return isOlder(locker.keys.at(-1), locker.cardAct);
}

/** Whether a folder's key is stale: its parent's key was replaced. */
export function isFolderStale(locker: Locker, folder: Folder): boolean {
  const newest = folder.keys.at(-1);
  if (folder.private) return isOlder(newest, locker.cardAct);
  return isStale(locker) || newest?.under !== newestEpoch(locker.keys);
}

/** Acts since the newest checkpoint, or since act 0. */
export function actsSinceCheckpoint(locker: Locker): number {
  return locker.head.seq - (locker.checkpoint?.seq ?? 0);
}

export function keyEpochOf(rotate: Rotate, act: Place): KeyEpoch {
  const { epoch, under, key, prior } = rotate;
  return { epoch, act, ...(under !== undefined && { under }), key, ...(prior !== undefined && { prior }) };
}

export function folderOf(put: NewFolder, place: Place): Folder {
  const key = { epoch: put.epoch, act: place, ...(put.under !== undefined && { under: put.under }), key: put.key };
  return {
    private: put.private === true,
    keys: [key],
    stream: place,
    put: place,
    version: put.version,
    epoch: put.epoch,
    label: put.label,
  };
}

export function folderAfter(folder: Folder, put: FolderState, place: Place): Folder {
  return { ...folder, stream: place, put: place, version: put.version, epoch: put.epoch, label: put.label };
}

export function documentOf(put: DocumentState, act: Act): LockerDocument {
  return {
    folder: put.parent,
    put: placeOf(act),
    time: act.header.time,
    author: act.header.author,
    epoch: put.epoch,
    turn: put.turn,
    version: put.version,
    label: put.label,
    objects: put.objects,
  };
}

function isOlder(key: KeyEpoch | undefined, card: Place | undefined): boolean {
  return key !== undefined && card !== undefined && key.act.seq < card.seq;
}
