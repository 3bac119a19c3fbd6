import { ArmoireError, type Lost } from "../../bridge/bridge";
import { Chains } from "../../protocol/account/chains";
import type { Act } from "../../protocol/act/act";
import type { Hash } from "../../protocol/bytes";
import * as limits from "../../protocol/limits";
import { LogReader, checkPin } from "../../protocol/log/reader";
import { placeOf, type Locker } from "../../protocol/log/state";
import { Refusal, require } from "../../protocol/refusal";
import { randomSalt } from "../../protocol/salt";
import type { Account } from "../account/account";
import type { Api } from "../http/api";
import type { Remote } from "../world";
import { Draft } from "./draft";
import { Labels } from "./labels";
import { NodeKeys } from "./node-keys";
import type { SeenBefore } from "./open-locker";
import { recipients, withAuthors } from "./others";
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
}

/** What the server shows, verified. */
interface Shown {
  reader: LogReader;
  acts: readonly Act[];
}

/**
 * What the server lost of what this device has seen, for its holder; `null` where it has lost nothing, or they have said so already. What it shows in
 * the place of that is refused as ever: `fork`; a log before the holder's newest card is `rolled_back`, since nobody can go on from it.
 */
export async function lossOf(on: Losing): Promise<Lost | null> {
  const shown = await wholeLog(on);
  if (!isLost(on, shown)) return null;
  const before = await knownBefore(on);
  const now = shown.reader.locker;
  const since = shown.acts.at(-1)?.header.time ?? 0;
  const others = [...now.grants.keys()].some((grant) => !before?.grants.has(grant));
  return { since, papers: before === null ? null : await papersLost(on, before, now), others };
}

/**
 * The holder accepts it: signs that the newest act that was seen is lost, and of what is kept here those just before it, and makes that act the
 * keyring's pin. Done again it signs nothing more.
 */
export async function acceptLoss(on: Losing): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { shown, gap } = await withGap(on);
    if (gap !== null && !(await isTaken(on, gap, tries))) continue;
    const head = gap === null ? shown.reader.locker.head : placeOf(gap);
    await on.account.goOn(on.seen.id, head);
    return;
  }
}

async function withGap(on: Losing): Promise<{ shown: Shown; gap: Act | null }> {
  const { api, world, account, seen } = on;
  const shown = await wholeLog(on);
  if (!isLost(on, shown)) return { shown, gap: null };
  const draft = Draft.of(shown.reader, account.cards, account.keyring.signing, world.now(), recipients(api));
  const lost = lostBefore(seen.pin.seq, placesOf(seen.kept ?? []), placesOf(shown.acts));
  return { shown, gap: draft.add({ form: "gap", kind: "gap", salt: randomSalt(), ...seen.pin, ...(lost.length > 0 && { lost }) }) };
}

async function isTaken({ api, seen }: Losing, gap: Act, tries: number): Promise<boolean> {
  try {
    await api.append(seen.id, [gap]);
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

