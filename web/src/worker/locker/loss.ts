import { ArmoireError, type Lost } from "../../bridge/bridge";
import { Chains } from "../../protocol/account/chains";
import type { Act } from "../../protocol/act/act";
import type { Hash } from "../../protocol/bytes";
import * as limits from "../../protocol/limits";
import { LogReader, checkPin } from "../../protocol/log/reader";
import type { Locker, Place } from "../../protocol/log/state";
import { Refusal, require } from "../../protocol/refusal";
import { randomSalt } from "../../protocol/salt";
import type { Account } from "../account/account";
import type { Api } from "../http/api";
import type { Remote } from "../world";
import { Labels } from "./labels";
import { NodeKeys } from "./node-keys";
import type { SeenBefore } from "./open-locker";
import { withAuthors } from "./others";
import { draftOn, giveBack, seenBy } from "./repair";
import { actsFrom } from "./sync";

/** Names of papers that are told at most. */
const NAMES = 100;
/** Times that a gap is signed again on a log that another device wrote into meanwhile. */
const TRIES = 3;

/** Whose locker it is, and what this device has seen of it. */
export interface Losing {
  api: Api;
  world: Remote;
  account: Account;
  seen: SeenBefore;
  /** Of one that is open: the state that was verified last. */
  before?: Locker;
  /** Of one that isn't: the server gave an older keyring than this device has seen. */
  isBehind?: boolean;
}

/** What the server shows, verified. */
interface Shown {
  reader: LogReader;
  acts: readonly Act[];
}

/**
 * What the server lost of what this device has seen, for its holder, once this device has given back what it still has; `null` where it has lost nothing,
 * or they have said so already. What it shows in the place of that is refused as ever: `fork`; a log before the holder's newest card is
 * `rolled_back`, since nobody can go on from it.
 */
export async function lossOf(on: Losing): Promise<Lost | null> {
  const found = await wholeLog(on);
  const wasLost = isLost(on, found);
  if (!wasLost && on.isBehind !== true) return null;
  const since = found.acts.at(-1)?.header.time ?? 0;
  const given = wasLost ? await giveBack(on, found.reader) : null;
  if (given === null || given.whole) return { since, papers: [], others: false, whole: true };
  const before = await knownBefore(on);
  const now = given.reader.locker;
  const others = [...now.grants.keys()].some((grant) => !before?.grants.has(grant));
  return { since, papers: before === null ? null : await papersLost(on, before, now), others, whole: false };
}

/**
 * The holder accepts it: signs that the newest act that was seen is lost, and of what is kept here those just before it; what this device can give back goes before
 * that word. The keyring's pin is the newest act then. Done again it signs nothing more.
 */
export async function acceptLoss(on: Losing): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { acts, head } = await withGap(on);
    if (acts.length > 0 && !(await isTaken(on, acts, tries))) continue;
    await on.account.goOn(on.seen.id, head);
    return;
  }
}

/** What is still to be sent, and the newest act with it. */
async function withGap(on: Losing): Promise<{ acts: readonly Act[]; head: Place }> {
  const shown = await wholeLog(on);
  if (!isLost(on, shown)) return { acts: [], head: shown.reader.locker.head };
  const { whole, offered, reader } = await giveBack(on, shown.reader);
  if (whole) return { acts: [], head: reader.locker.head };
  const { pin, kept } = on.seen;
  const lost = lostBefore(pin.seq, placesOf(kept ?? []), placesOf([...shown.acts, ...offered]));
  const draft = draftOn(on, reader);
  draft.add({ form: "gap", kind: "gap", salt: randomSalt(), ...pin, ...(lost.length > 0 && { lost }) });
  if (offered.length > 0) seenBy(draft);
  return { acts: [...offered, ...draft.acts], head: draft.locker.head };
}

async function isTaken({ api, seen }: Losing, acts: readonly Act[], tries: number): Promise<boolean> {
  try {
    await api.append(seen.id, acts);
    return true;
  } catch (error) {
    if (tries < TRIES && error instanceof ArmoireError && error.code === "log_conflict") return false;
    throw error;
  }
}

async function wholeLog({ api, account, seen }: Losing): Promise<Shown> {
  const acts = await actsFrom(api, seen.id, 0);
  const reader = LogReader.open(seen.id, acts, await withAuthors(api, Chains.of(account.cards), acts));
  require(reader.locker.cardNumber >= account.keyring.card, "rolled_back");
  return { reader, acts };
}

function isLost({ seen }: Losing, { reader, acts }: Shown): boolean {
  try {
    checkPin(reader.locker, acts, seen.pin);
    return false;
  } catch (error) {
    if (error instanceof Refusal && error.code === "rolled_back") return true;
    throw error;
  }
}

/** The locker as this page had it, or this device kept it; `null` where it kept nothing, or that doesn't hold. */
async function knownBefore({ api, account, seen, before }: Losing): Promise<Locker | null> {
  if (before !== undefined) return before;
  if (seen.kept === null) return null;
  try {
    return LogReader.open(seen.id, seen.kept, await withAuthors(api, Chains.of(account.cards), seen.kept)).locker;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Names of papers that aren't there any more, or not as they were. */
async function papersLost({ account, seen }: Losing, before: Locker, now: Locker): Promise<string[]> {
  const own = account.keyring.lockers.find(({ locker }) => locker === seen.id);
  if (own === undefined) return [];
  const labels = new Labels(new NodeKeys(own.root));
  const gone = [...before.documents].filter(([id, { objects }]) => objects.length > 0 && now.documents.get(id)?.objects[0]?.id !== objects[0]?.id);
  const names: string[] = [];
  for (const [id, { folder }] of gone) {
    // What stands there for another reason than to be looked at, its folder says.
    if (names.length === NAMES || !before.folders.has(folder) || (await labels.folder(before, folder)).holds !== undefined) continue;
    names.push((await labels.document(before, id)).name);
  }
  return names;
}

function placesOf(acts: readonly Act[]): ReadonlyMap<number, Hash> {
  return new Map(acts.map(({ header, hash }) => [header.seq, hash]));
}

/** Hashes of the acts just before `seq` that are kept here and that the server doesn't have, the oldest first. */
function lostBefore(seq: number, kept: ReadonlyMap<number, Hash>, served: ReadonlyMap<number, Hash>): Hash[] {
  const lost: Hash[] = [];
  for (let before = seq - 1; before > 0 && lost.length < limits.REPAIR_ACTS; before -= 1) {
    const hash = kept.get(before);
    if (hash === undefined || served.get(before) === hash) break;
    lost.unshift(hash);
  }
  return lost;
}

