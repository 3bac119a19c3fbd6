import type { Act } from "../act/act";
import { boxesOf, checkBeside } from "../act/beside";
import type { DocumentState, FolderState, Leave, Purge } from "../act/body";
import type { Hash } from "../bytes";
import type { Id } from "../id";
import { require } from "../refusal";
import type { Aside } from "./aside";
import { checkAccepted, refuseDeposit } from "./deposits";
import { checkBoxes, forgetNode, giveBoxes } from "./grants";
import {
  documentOf,
  folderAfter,
  goesOn,
  isExposed,
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
  require(!isFolderStale(locker, body.node), "stale_key");
  checkBeside(act);
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
  require(!isFolderStale(locker, body.parent) && !isExposed(locker, body.node, body.parent, body), "stale_key");
  checkAccepted(locker, body);
  checkBoxes(locker, body.node, boxesOf(body));
  checkBeside(act);
  setDocument(locker, act, body);
  delete locker.moving;
}

/** Takes a document's state that the rules took, or that a checkpoint vouches for. */
export function setDocument(locker: Locker, act: Act, body: DocumentState): void {
  locker.documents.set(body.node, documentOf(body, act));
  locker.deposits.delete(body.node);
  setStream(locker, body.parent, act);
  giveBoxes(locker, body.node, body.parent, { epoch: body.epoch, turn: body.turn, act: placeOf(act) }, boxesOf(body));
}

/** First half of a move. A document that was purged since left too: then the body of the next act is gone. */
export function leave(locker: Locker, act: Act, body: Leave, aside: Aside): void {
  const known = checkNewest(locker, act, body, aside);
  checkBeside(act);
  const version = known?.version ?? 0;
  locker.moving = { node: body.node, from: body.parent, version, leave: act.hash, purged: aside.holds(body.base) };
  setStream(locker, body.parent, act);
}

/** A document's end, or the refusal of a deposit. */
export function purge(locker: Locker, act: Act, body: Purge, aside: Aside): void {
  if (body.parent === locker.id && !locker.documents.has(body.node)) {
    refuseDeposit(locker, act, body, aside);
    return;
  }
  const known = checkNewest(locker, act, body, aside);
  require(isAscendingBelow(body.gone, act.header.seq), "gone");
  require(known === undefined ? isOfBodiesGone(locker, body, aside) : body.gone.includes(known.put.seq), "gone");
  checkBeside(act);
  aside.explain(body.gone);
  locker.documents.delete(body.node);
  // Where the body of the `put` that took it is gone, it still seemed to wait.
  locker.deposits.delete(body.node);
  forgetNode(locker, body.node);
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

/** Of a document that this reader never saw: the deposit that it came from may have been seen. */
function isOfBodiesGone(locker: Locker, body: Purge, aside: Aside): boolean {
  const waited = locker.deposits.get(body.node)?.act.seq;
  const others = body.gone.filter((seq) => seq !== waited);
  return others.length > 0 && aside.holdsAll(others);
}

export function setStream(locker: Locker, id: Id, act: Act): void {
  const folder = locker.folders.get(id);
  if (folder !== undefined) locker.folders.set(id, { ...folder, stream: placeOf(act) });
}

function stateBefore({ moving }: Locker, known: LockerDocument | undefined): { base: Hash | undefined; version: number } {
  if (moving !== undefined) return { base: moving.leave, version: moving.version };
  return { base: known?.put.hash, version: known?.version ?? 0 };
}

export function isTurnDue(known: LockerDocument | undefined, { parent, epoch, turn }: DocumentState): boolean {
  return goesOn(known, parent, epoch) ? turn === known.turn || turn === known.turn + 1 : turn === 0;
}

function isAscendingBelow(seqs: readonly number[], limit: number): boolean {
  return seqs.length > 0 && seqs.every((seq, at) => seq < (seqs[at + 1] ?? limit));
}
