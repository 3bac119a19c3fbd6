import type { Act } from "../act/act";
import type { DocumentState, FolderState, Leave, Purge } from "../act/body";
import type { Hash } from "../bytes";
import type { Id } from "../id";
import { require } from "../refusal";
import type { Aside } from "./aside";
import {
  documentOf,
  folderAfter,
  isFolderStale,
  newestEpoch,
  placeOf,
  type Locker,
  type LockerDocument,
} from "./state";

/** A folder is renamed, trashed or restored. */
export function putFolder(locker: Locker, act: Act, body: FolderState, aside: Aside): void {
  const folder = locker.folders.get(body.node);
  require(folder !== undefined, "node");
  require(body.parent === locker.id, "parent");
  require(aside.leadsTo(act.header.chain, folder.stream.hash), "chain");
  require(body.base === folder.put.hash, "base");
  require(body.epoch === newestEpoch(folder.keys), "epoch");
  require(body.version === folder.version + 1, "version");
  require(!isFolderStale(locker, folder), "stale_key");
  locker.folders.set(body.node, folderAfter(folder, body, placeOf(act)));
}

/** A document begins, changes, or arrives. */
export function putDocument(locker: Locker, act: Act, body: DocumentState, aside: Aside): void {
  require(!locker.folders.has(body.node) && body.node !== locker.id, "node");
  const folder = locker.folders.get(body.parent);
  require(folder !== undefined, "parent");
  const known = locker.documents.get(body.node);
  require(known === undefined || known.folder === body.parent || locker.moving !== undefined, "parent");
  require(aside.leadsTo(act.header.chain, folder.stream.hash), "chain");
  const before = stateBefore(locker, known);
  require(body.base === before.base, "base");
  require(body.epoch === newestEpoch(folder.keys), "epoch");
  require(isTurnDue(known, body), "turn");
  require(body.version === before.version + 1, "version");
  require(!isFolderStale(locker, folder), "stale_key");
  locker.documents.set(body.node, documentOf(body, act));
  setStream(locker, body.parent, act);
  delete locker.moving;
}

/** First half of a move. A document that was purged since left too: then the body of the next act is gone. */
export function leave(locker: Locker, act: Act, body: Leave, aside: Aside): void {
  const known = checkNewest(locker, act, body, aside);
  const version = known?.version ?? 0;
  locker.moving = { node: body.node, from: body.parent, version, leave: act.hash, purged: aside.holds(body.base) };
  setStream(locker, body.parent, act);
}

/** A document's end. */
export function purge(locker: Locker, act: Act, body: Purge, aside: Aside): void {
  const known = checkNewest(locker, act, body, aside);
  require(isAscendingBelow(body.gone, act.header.seq), "gone");
  require(known === undefined ? aside.holdsAll(body.gone) : body.gone.includes(known.put.seq), "gone");
  aside.explain(body.gone);
  locker.documents.delete(body.node);
  setStream(locker, body.parent, act);
}

/**
 * Node, parent, chain and base of an act on a document that is there. The body of its newest `put` may be gone, when it was purged
 * before this reader saw that state.
 */
function checkNewest(locker: Locker, act: Act, body: Leave | Purge, aside: Aside): LockerDocument | undefined {
  const known = locker.documents.get(body.node);
  const gone = aside.holds(body.base);
  require(known !== undefined || gone, "node");
  const folder = locker.folders.get(body.parent);
  require(folder !== undefined && (gone || known?.folder === body.parent), "parent");
  require(aside.leadsTo(act.header.chain, folder.stream.hash), "chain");
  require(gone || known?.put.hash === body.base, "base");
  return known;
}

export function setStream(locker: Locker, id: Id, act: Act): void {
  const folder = locker.folders.get(id);
  if (folder !== undefined) locker.folders.set(id, { ...folder, stream: placeOf(act) });
}

function stateBefore({ moving }: Locker, known: LockerDocument | undefined): { base: Hash | undefined; version: number } {
  if (moving !== undefined) return { base: moving.leave, version: moving.version };
  return { base: known?.put.hash, version: known?.version ?? 0 };
}

function isTurnDue(known: LockerDocument | undefined, { parent, epoch, turn }: DocumentState): boolean {
  const goesOn = known?.folder === parent && known.epoch === epoch;
  return goesOn ? turn === known.turn || turn === known.turn + 1 : turn === 0;
}

function isAscendingBelow(seqs: readonly number[], limit: number): boolean {
  return seqs.length > 0 && seqs.every((seq, at) => seq < (seqs[at + 1] ?? limit));
}
