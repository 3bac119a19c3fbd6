import type { DocumentState, FolderState, NewFolder, ObjectName, Rotate } from "../act/body";
import type { Act } from "../act/act";
import type { GrantId, Right } from "../act/people";
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

/** A key that a grant was given. */
export interface Given {
  /** Of the locker's or the folder's key. */
  readonly epoch: number;
  /** A document's turn, else 0. */
  readonly turn: number;
  /** The `grant`, or the `rotate` or `put` with `boxes`. */
  readonly act: Place;
}

/** A grant that isn't over: its end hasn't come, nobody has revoked it, and the same holds for its `via`. */
export interface LockerGrant {
  /** The act that gives it. */
  readonly act: Place;
  /** The locker, a folder or a document. */
  readonly node: Id;
  readonly author: Id;
  readonly grantee: Id;
  /** Hash of the grantee's card that signs what they do by this grant. */
  readonly card: Hash;
  readonly right: Right;
  /** Milliseconds since 1970: from `start`, and at `end` no more. */
  readonly start: number;
  readonly end: number;
  /** The grant by which its author gave it; absent when that was the holder. */
  readonly via?: GrantId;
  /**
   * The newest key that it was given, by the node whose epochs the key follows: the locker, a folder, or a document's folder. Keys
   * of epochs that were replaced aren't kept.
   */
  readonly given: ReadonlyMap<Id, Given>;
}

/** The newest key of a node that somebody has whose grant is over. Under it nobody writes. */
export interface Exposed {
  /** What was granted. */
  readonly node: Id;
  /** The node whose epochs the key follows. */
  readonly keyNode: Id;
  readonly given: Given;
  /** The `revoke`, where the key came with a `grant` that was revoked. */
  readonly revoke?: Place;
}

/** A deposit that waits. */
export interface LockerDeposit {
  readonly act: Place;
  /** When it came, milliseconds since 1970. */
  readonly time: number;
  readonly author: Id;
  /** As in the `put` that accepts it. */
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
  /** Those that aren't over. */
  readonly grants: Map<GrantId, LockerGrant>;
  /** Keys in the hands of people whose grants are over, by `exposedKey`. */
  readonly exposed: Map<string, Exposed>;
  /** Those that wait, by the document that each would become. */
  readonly deposits: Map<Id, LockerDeposit>;
  moving?: Moving;
  /**
   * While a checkpoint's acts are read: grants that were over at once because what they hang on isn't among these, with their acts. The
   * `revoke` that ended one may still follow.
   */
  overAtOnce?: Map<GrantId, Place>;
}

export function copyOf(locker: Locker): Locker {
  return {
    ...locker,
    folders: new Map(locker.folders),
    documents: new Map(locker.documents),
    grants: new Map(locker.grants),
    exposed: new Map(locker.exposed),
    deposits: new Map(locker.deposits),
  };
}

export function placeOf(act: Act): Place {
  return { seq: act.header.seq, hash: act.hash };
}

/** The newest epoch; 0 before the first. */
export function newestEpoch(keys: readonly KeyEpoch[]): number {
  return keys.at(-1)?.epoch ?? 0;
}

/** The newest epoch of the locker's key or of a folder's; `undefined` for any other node. */
export function epochOf(locker: Locker, node: Id): number | undefined {
  const keys = node === locker.id ? locker.keys : locker.folders.get(node)?.keys;
  return keys && newestEpoch(keys);
}

/** Whether the locker's key was made before the holder's newest card, or somebody has it whose grant is over. */
export function isStale(locker: Locker): boolean {
  return isOlder(locker.keys.at(-1), locker.cardAct) || locker.exposed.has(exposedKey(locker.id, locker.id));
}

/** Whether a folder's key is stale: its parent's key was replaced or is stale, or somebody has it whose grant is over. */
export function isFolderStale(locker: Locker, id: Id): boolean {
  const folder = locker.folders.get(id);
  if (folder === undefined) return false;
  const newest = folder.keys.at(-1);
  const byParent = folder.private ? isOlder(newest, locker.cardAct) : isStale(locker) || newest?.under !== newestEpoch(locker.keys);
  return byParent || locker.exposed.has(exposedKey(id, id));
}

/** Whether somebody whose grant is over has this key of a document, or a later one. */
export function isExposed(locker: Locker, document: Id, folder: Id, { epoch, turn }: { epoch: number; turn: number }): boolean {
  const given = locker.exposed.get(exposedKey(document, folder))?.given;
  return given?.epoch === epoch && turn <= given.turn;
}

/** Whether a document's key is stale: its folder's is, or somebody has it whose grant is over. */
export function isDocumentStale(locker: Locker, id: Id): boolean {
  const document = locker.documents.get(id);
  return document !== undefined && (isFolderStale(locker, document.folder) || isExposed(locker, id, document.folder, document));
}

/** Whether a `put` of this document under the folder's epoch goes on from its last one there. */
export function goesOn(known: LockerDocument | undefined, folder: Id, epoch: number): known is LockerDocument {
  return known?.folder === folder && known.epoch === epoch;
}

/** The turn that the next `put` of a document in this folder carries; `undefined` when the folder's key must be replaced first. */
export function nextTurn(locker: Locker, document: Id, folder: Id): number | undefined {
  const epoch = epochOf(locker, folder);
  if (epoch === undefined) return undefined;
  const known = locker.documents.get(document);
  const turns = goesOn(known, folder, epoch) ? [known.turn, known.turn + 1] : [0];
  return turns.find((turn) => !isExposed(locker, document, folder, { epoch, turn }));
}

export function exposedKey(node: Id, keyNode: Id): string {
  return `${node}/${keyNode}`;
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
