import type { Chains } from "../../protocol/account/chains";
import type { Act } from "../../protocol/act/act";
import type { Grant, GrantId } from "../../protocol/act/people";
import type { Hash } from "../../protocol/bytes";
import * as limits from "../../protocol/limits";
import { newestEpoch, placeOf, type KeyEpoch, type LockerGrant, type Place } from "../../protocol/log/state";
import { Refusal } from "../../protocol/refusal";
import { chainAt, managedBy, type Tail } from "../http/people-api";
import type { Api } from "../http/api";
import { withAuthors } from "../locker/others";
import { checkLine, type GivenGrant } from "../people/lent-line";
import type { LentLocker } from "./lent-locker";

/** One's own grants, and those that they hang on: by these the rules let one act. */
export function addOwnGrants({ loans, state }: LentLocker): void {
  for (const { act, body, line } of loans) {
    for (const one of [{ act, body }, ...line]) state.grants.set(one.body.grant, granted(one));
  }
}

/** What was lent without what it is in: only as much of that as acts need. */
export async function addHidden(api: Api, { id, state }: LentLocker, tail: Tail): Promise<void> {
  if (state.keys.length === 0) state.keys = [unopened(tail.epoch, placeOf(tail.rotate))];
  for (const [node, { folder, epoch }] of state.documents) {
    if (state.folders.has(folder)) continue;
    const stream = placeAt(await chainAt(api, id, node));
    // Whether the folder's key is newer than the document's isn't seen: the server says so, if it is.
    const keys = [unopened(epoch, stream, newestEpoch(state.keys))];
    state.folders.set(folder, { private: false, keys, stream, put: stream, version: 0, epoch, label: "" as KeyEpoch["key"] });
  }
}

/** Grants of others, and what waits, where one manages; gives the cards of all of these. What isn't signed by whom it may be is left out. */
export async function addManaged(api: Api, lent: LentLocker): Promise<Chains> {
  let { chains } = lent;
  for (const { body } of lent.loans) {
    if (body.right !== "manage") continue;
    const acts = await managedBy(api, lent.id, body.grant);
    chains = await withAuthors(api, chains, acts);
    const all = new Map(acts.flatMap((act) => (act.body?.form === "grant" ? [[act.body.grant, { act, body: act.body }] as const] : [])));
    for (const given of all.values()) {
      if (!lent.state.grants.has(given.body.grant) && isSigned(lent, given, all, chains)) lent.state.grants.set(given.body.grant, granted(given));
    }
    for (const act of acts) takeWaiting(lent, act);
  }
  return chains;
}

function isSigned({ id }: LentLocker, given: GivenGrant, all: ReadonlyMap<GrantId, GivenGrant>, chains: Chains): boolean {
  try {
    checkLine(id, given, lineOf(given.body, all), chains);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** The grants that one hangs on, of those that are here, the nearest first. */
function lineOf({ via }: Grant, all: ReadonlyMap<GrantId, GivenGrant>): GivenGrant[] {
  const line: GivenGrant[] = [];
  for (let above = via && all.get(via); above !== undefined && line.length < limits.VIA; above = above.body.via && all.get(above.body.via)) line.push(above);
  return line;
}

/** Whether it is its author's is seen when it is opened. */
function takeWaiting({ state, waiting }: LentLocker, act: Act): void {
  const { body, header } = act;
  if (body?.form !== "deposit") return;
  state.deposits.set(body.node, { act: placeOf(act), time: header.time, author: header.author, objects: body.objects });
  waiting.set(body.node, act);
}

/** A grant as the rules know it. */
function granted({ act, body }: GivenGrant): LockerGrant {
  const { node, grantee, card, right, start, end, via, parent, epoch, turn } = body;
  const place = placeOf(act);
  const given = new Map([[parent ?? node, { epoch, turn: turn ?? 0, act: place }]]);
  return { act: place, node, author: act.header.author, grantee, card, right, start, end, ...(via && { via }), given };
}

/** An epoch of which only the number is known. */
function unopened(epoch: number, act: Place, under?: number): KeyEpoch {
  return { epoch, act, key: "" as KeyEpoch["key"], ...(under !== undefined && { under }) };
}

function placeAt(hash: Hash): Place {
  return { seq: 0, hash };
}
