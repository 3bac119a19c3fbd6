import { ArmoireError } from "../../bridge/bridge";
import { hashOf, type Hash } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { inboxIdentity } from "../../protocol/locker/keys";
import { newestEpoch, type Locker, type LockerDeposit, type Place } from "../../protocol/log/state";
import { openHandedIn, type HandedIn, type Heads } from "../../protocol/people/handed-in";
import { Refusal, require } from "../../protocol/refusal";
import { randomSalt } from "../../protocol/salt";
import { actAt, besideOf } from "../http/people-api";
import type { Draft } from "../locker/draft";
import type { Keys } from "../locker/keys";
import type { OpenLocker } from "../locker/open-locker";
import type { PeopleAround } from "./context";
import { compareHeads, keepHeads } from "./heads";
import { isUnwanted } from "./unwanted";

/** Something that waits, opened. */
export interface Waiting {
  id: Id;
  state: LockerDeposit;
  what: HandedIn;
}

/** What was opened once, by the act that brought it. */
const opened = new WeakMap<OpenLocker, Map<Hash, Opened>>();

interface Opened {
  what: HandedIn;
  heads: Heads;
}

/** Everything that waits in one's own locker, the oldest first. What can't be opened, or doesn't say what its act says, is left out. */
export async function waitingIn(around: PeopleAround): Promise<Waiting[]> {
  const { locker } = around.opened;
  const waiting: Waiting[] = [];
  const told = new Map<Id, Place>();
  const now = around.remote.now();
  for (const [id, state] of locker.reader.locker.deposits) {
    if (isUnwanted(locker.reader.locker, around.opened.account.keyring, state, now)) continue;
    const open = await openOrLeaveOut(around, id, state);
    if (open === null) continue;
    const { what, heads } = open;
    waiting.push({ id, state, what });
    if (heads.own !== undefined && (told.get(state.author)?.seq ?? -1) < heads.own.seq) told.set(state.author, heads.own);
  }
  await keepHeads(around, told);
  return waiting.sort((one, other) => one.state.act.seq - other.state.act.seq);
}

/** One that waits; `not_found` when it doesn't any more. */
export async function waitingAs(around: PeopleAround, id: Id): Promise<Waiting> {
  const state = around.opened.locker.reader.locker.deposits.get(id);
  if (state === undefined) throw new ArmoireError("not_found");
  const { what } = await open(around, id, state);
  return { id, state, what };
}

/** What waits goes. */
export function refuseDeposit(draft: Draft, id: Id): void {
  const waiting = draft.locker.deposits.get(id);
  if (waiting === undefined) throw new ArmoireError("not_found");
  const { hash, seq } = waiting.act;
  draft.add({ form: "purge", kind: "purge", salt: randomSalt(), node: id, parent: draft.locker.id, base: hash, gone: [seq] });
}

async function openOrLeaveOut(around: PeopleAround, id: Id, state: LockerDeposit): Promise<Opened | null> {
  try {
    return await open(around, id, state);
  } catch (error) {
    if (error instanceof Refusal || (error instanceof ArmoireError && (error.code === "not_found" || error.code === "too_large"))) return null;
    throw error;
  }
}

async function open(around: PeopleAround, id: Id, state: LockerDeposit): Promise<Opened> {
  const { api } = around;
  const { locker } = around.opened;
  const known = opened.get(locker) ?? new Map<Hash, Opened>();
  opened.set(locker, known);
  const before = known.get(state.act.hash);
  if (before !== undefined) return before;
  const act = await actAt(api, locker.id, state.act.seq);
  require(act?.hash === state.act.hash && act.body?.form === "deposit", "deposit");
  const file = await besideOf(api, locker.id, state.act.seq);
  require(hashOf(file) === act.body.box, "box");
  const what = await openBySomeEpoch(locker.keys, locker.reader.locker, id, state, file);
  await compareHeads(around, state, what.heads);
  known.set(state.act.hash, what);
  return what;
}

/** By the inbox of the newest epoch, or of the one in which it was sealed. */
export async function openBySomeEpoch(keys: Keys, locker: Locker, node: Id, { author, objects, time }: LockerDeposit, file: Uint8Array<ArrayBuffer>): Promise<Opened> {
  for (let epoch = newestEpoch(locker.keys); epoch > 0; epoch -= 1) {
    const inbox = await inboxIdentity(await keys.lockerKey(locker, epoch), epoch);
    try {
      return await openHandedIn(inbox, { author, locker: locker.id, epoch, node, objects }, time, file);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "recipient")) throw error;
    }
  }
  throw new Refusal("recipient");
}
