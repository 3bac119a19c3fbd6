import type { Act } from "../act/act";
import { checkBeside } from "../act/beside";
import type { GivenBox, Grant, GrantId, Revoke } from "../act/people";
import type { Id } from "../id";
import * as limits from "../limits";
import { require } from "../refusal";
import type { Aside } from "./aside";
import { covers, isLiving, lineOf } from "./rights";
import {
  epochOf,
  exposedKey,
  isDocumentStale,
  isFolderStale,
  isStale,
  placeOf,
  type Exposed,
  type Given,
  type Locker,
  type Place,
} from "./state";

/** Lets time pass: grants whose end has come are over. Taking an act does this with the act's time. */
export function passTime(locker: Locker, now: number): void {
  for (const [id, { end }] of locker.grants) {
    if (end <= now) endGrants(locker, id);
  }
}

/** A right begins. */
export function grant(locker: Locker, act: Act, body: Grant, aside: Aside): void {
  const { header } = act;
  checkGrantedNode(locker, body, header.author === locker.holder, aside);
  require(aside.leadsTo(header.chain, locker.peopleStream.hash), "chain");
  checkGrantedKey(locker, body, aside);
  require(body.grantee !== header.author && body.grantee !== locker.holder, "grantee");
  require(!locker.grants.has(body.grant) && locker.grants.size < limits.GRANTS, "grant");
  const lasts = body.end - body.start;
  require(lasts > 0 && lasts <= limits.GRANT_TIME && body.end > header.time, "end");
  checkVia(locker, act, body);
  checkBeside(act);
  addGrant(locker, act, body);
}

/** Keeps a grant that the rules took, or that a checkpoint vouches for. */
export function addGrant(locker: Locker, act: Act, body: Grant): void {
  const { node, grantee, card, right, start, end, via } = body;
  const place = placeOf(act);
  const state = { act: place, node, author: act.header.author, grantee, card, right, start, end };
  locker.grants.set(body.grant, { ...state, ...(via && { via }), given: new Map() });
  give(locker, body.grant, node, body.parent ?? node, { epoch: body.epoch, turn: body.turn ?? 0, act: place });
  // Only from a checkpoint: there, a `via` that is over may be left out.
  if (via !== undefined && !locker.grants.has(via)) {
    endGrants(locker, body.grant);
    (locker.overAtOnce ??= new Map<GrantId, Place>()).set(body.grant, place);
  }
  locker.peopleStream = place;
}

export function revoke(locker: Locker, act: Act, body: Revoke, aside: Aside): void {
  require(aside.leadsTo(act.header.chain, locker.peopleStream.hash), "chain");
  require(locker.grants.has(body.grant), "grant");
  checkBeside(act);
  endGrant(locker, act, body);
}

/** Ends a grant, if it isn't over, and those that hang on it. */
export function endGrant(locker: Locker, act: Act, body: Revoke): void {
  endGrants(locker, body.grant, placeOf(act));
  const givenBy = locker.overAtOnce?.get(body.grant);
  for (const [key, exposed] of locker.exposed) {
    if (exposed.given.act.hash === givenBy?.hash) locker.exposed.set(key, { ...exposed, revoke: placeOf(act) });
  }
  locker.peopleStream = placeOf(act);
}

/** Each of the boxes is for a grant on this node that isn't over. */
export function checkBoxes(locker: Locker, node: Id, boxes: readonly GivenBox[]): void {
  require(
    boxes.every((given) => locker.grants.get(given.grant)?.node === node),
    "grant",
  );
}

/** Gives a new key to grants that stay. One that isn't here is over already: only a checkpoint's acts name such. */
export function giveBoxes(locker: Locker, node: Id, keyNode: Id, given: Given, boxes: readonly GivenBox[]): void {
  for (const { grant } of boxes) {
    if (locker.grants.has(grant)) give(locker, grant, node, keyNode, given);
    else expose(locker, { node, keyNode, given });
  }
}

/** Forgets what was given of epochs that are replaced: nothing is written under them any more. */
export function forgetReplaced(locker: Locker, keyNode: Id): void {
  const newest = epochOf(locker, keyNode);
  if (newest === undefined) return;
  for (const [key, exposed] of locker.exposed) {
    if (exposed.keyNode === keyNode && exposed.given.epoch < newest) locker.exposed.delete(key);
  }
  for (const [id, grant] of locker.grants) {
    const given = grant.given.get(keyNode);
    if (given === undefined || given.epoch >= newest) continue;
    locker.grants.set(id, { ...grant, given: new Map([...grant.given].filter(([node]) => node !== keyNode)) });
  }
}

/** A document is gone: so are the grants on it, and what their keys open. */
export function forgetNode(locker: Locker, document: Id): void {
  for (const [id, { node }] of locker.grants) if (node === document) locker.grants.delete(id);
  for (const [key, { node }] of locker.exposed) if (node === document) locker.exposed.delete(key);
}

function checkGrantedNode(locker: Locker, body: Grant, byHolder: boolean, aside: Aside): void {
  const known = locker.documents.get(body.node);
  if (body.parent === undefined) {
    if (body.node === locker.id) return;
    // A document without its folder.
    require(known === undefined, "body");
  } else {
    require(known === undefined || known.folder === body.parent || !aside.isEmpty(), "parent");
    // Purged since: its bodies are gone.
    require(known !== undefined || !aside.isEmpty(), "node");
  }
  const folder = locker.folders.get(body.parent ?? body.node);
  require(folder !== undefined, "node");
  require(body.parent === undefined || !locker.folders.has(body.node), "body");
  require(!folder.private || byHolder, "node");
}

function checkGrantedKey(locker: Locker, body: Grant, aside: Aside): void {
  if (body.turn !== undefined) {
    const known = locker.documents.get(body.node);
    // What was purged since can't be told any more.
    if (known === undefined || !aside.isEmpty()) return;
    require(body.epoch === known.epoch, "epoch");
    require(body.turn === known.turn, "turn");
    require(!isDocumentStale(locker, body.node), "stale_key");
    return;
  }
  require(epochOf(locker, body.node) === body.epoch, "epoch");
  require(!(body.node === locker.id ? isStale(locker) : isFolderStale(locker, body.node)), "stale_key");
}

/**
 * The holder gives on their own; anybody else by a grant that lets them, that lasts as long, and that isn't too far from the holder's
 * own.
 */
function checkVia(locker: Locker, { header }: Act, body: Grant): void {
  if (body.via === undefined) {
    require(header.author === locker.holder, "via");
    return;
  }
  const via = locker.grants.get(body.via);
  require(via !== undefined, "via");
  const isOwn = via.grantee === header.author && via.card === header.card && via.right === "manage";
  const reaches = covers(locker, via.node, { node: body.node, ...(body.parent && { folder: body.parent }) });
  const isFar = lineOf(locker, body.via).length > limits.VIA;
  require(isOwn && reaches && !isFar && isLiving(locker, via, header.time) && body.end <= via.end, "via");
}

function give(locker: Locker, id: GrantId, node: Id, keyNode: Id, given: Given): void {
  if (given.epoch < (epochOf(locker, keyNode) ?? 0)) return;
  const grant = locker.grants.get(id);
  if (grant?.node !== node) return;
  const kept = grant.given.get(keyNode);
  if (kept !== undefined && !isBefore(kept, given)) return;
  locker.grants.set(id, { ...grant, given: new Map([...grant.given, [keyNode, given]]) });
}

/** Ends a grant, if it isn't over, and every one that hangs on it. `by` is the act that revoked it, if one did. */
function endGrants(locker: Locker, id: GrantId, by?: Place): void {
  const grant = locker.grants.get(id);
  if (grant === undefined) return;
  locker.grants.delete(id);
  for (const [keyNode, given] of grant.given) {
    const withGrant = by !== undefined && given.act.hash === grant.act.hash;
    expose(locker, { node: grant.node, keyNode, given, ...(withGrant && { revoke: by }) });
  }
  for (const [other, { via }] of locker.grants) if (via === id) endGrants(locker, other);
}

function expose(locker: Locker, exposed: Exposed): void {
  const newest = epochOf(locker, exposed.keyNode);
  if (newest === undefined || exposed.given.epoch < newest) return;
  const key = exposedKey(exposed.node, exposed.keyNode);
  const kept = locker.exposed.get(key);
  if (kept === undefined || isBefore(kept.given, exposed.given)) locker.exposed.set(key, exposed);
}

/** Whether `other` is a newer key; the same key from an earlier act counts as newer, so that one act stands for it. */
function isBefore(one: Given, other: Given): boolean {
  if (one.epoch !== other.epoch) return one.epoch < other.epoch;
  if (one.turn !== other.turn) return one.turn < other.turn;
  return one.act.seq > other.act.seq;
}
