import { ArmoireError } from "../../bridge/bridge";
import { Chains } from "../../protocol/account/chains";
import type { Act } from "../../protocol/act/act";
import * as limits from "../../protocol/limits";
import { livingList, writeList } from "../../protocol/log/living";
import type { LogReader } from "../../protocol/log/reader";
import { Refusal } from "../../protocol/refusal";
import { randomSalt } from "../../protocol/salt";
import { Draft } from "./draft";
import type { Losing } from "./loss";
import { recipients, withAuthors } from "./others";

/** What this device still has of what a server lost. */
export interface GivenBack {
  /** The server has all of it now. */
  whole: boolean;
  /** What could be given back where the rest is lost, as it is sent, and the log with it. */
  offered: readonly Act[];
  reader: LogReader;
}

/**
 * Offers a server that was restored what this device still has of the acts after its head, the same bytes, with a fresh `seen` at the end: all, or none. Where
 * the object of one is gone, those before it can be given back with the word that the rest is lost.
 */
export async function giveBack(on: Losing, shown: LogReader): Promise<GivenBack> {
  const missing = missingActs(on, shown);
  if (missing.length === 0) return { whole: false, offered: [], reader: shown };
  const { error, ...all } = await offer(on, shown, missing);
  if (error === null) return { whole: true, ...all };
  return { whole: false, ...(await follow(on, shown, missing.slice(0, beforeObject(missing, error)))) };
}

/** The acts after the server's head, whole and without a gap; none where this device kept another history, or not every one of them. */
function missingActs({ seen }: Losing, { locker: { head } }: LogReader): Act[] {
  const kept = new Map((seen.kept ?? []).map((act) => [act.header.seq, act]));
  if (kept.get(head.seq)?.hash !== head.hash) return [];
  const missing: Act[] = [];
  for (let seq = head.seq + 1; missing.length < limits.REPAIR_ACTS - 1; seq += 1) {
    const act = kept.get(seq);
    if (act === undefined) break;
    if (act.body === undefined) return [];
    missing.push(act);
  }
  return missing;
}

/** `error` is what the server refused; `null` once it has them. Acts that break a rule aren't offered. */
async function offer(on: Losing, shown: LogReader, acts: readonly Act[]): Promise<Omit<GivenBack, "whole"> & { error: ArmoireError | null }> {
  let following: Omit<GivenBack, "whole"> = { offered: [], reader: shown };
  try {
    following = await follow(on, shown, acts);
    const draft = draftOn(on, following.reader);
    await on.api.append(on.seen.id, [...following.offered, seenBy(draft)]);
    return { ...following, error: null };
  } catch (error) {
    if (error instanceof Refusal) return { ...following, error: new ArmoireError(error.code) };
    // Nothing is known of an answer that was lost: whoever asks again sees.
    if (error instanceof ArmoireError && !["network", "unavailable"].includes(error.code)) return { ...following, error };
    throw error;
  }
}

/** A draft of the holder's. */
export function draftOn({ api, world, account }: Losing, reader: LogReader): Draft {
  return Draft.of(reader, account.cards, account.keyring.signing, world.now(), recipients(api));
}

/** By it the holder signs, now, what stands before it: a server takes older acts then. */
export function seenBy(draft: Draft): Act {
  const { id, head } = draft.locker;
  return draft.add({ form: "seen", kind: "seen", salt: randomSalt(), node: id, ...head });
}

/** The log with these acts, as they are sent. */
async function follow({ api, account }: Losing, shown: LogReader, acts: readonly Act[]): Promise<Omit<GivenBack, "whole">> {
  const chains = shown.cards.merge(await withAuthors(api, Chains.of(account.cards), acts));
  return withLists(shown, acts, chains);
}

/** A checkpoint that another device signed came without its list, which is what the log before it amounts to. */
function withLists(shown: LogReader, acts: readonly Act[], chains: Chains): Omit<GivenBack, "whole"> {
  const offered: Act[] = [];
  let [reader, from] = [shown, 0];
  for (const [at, act] of acts.entries()) {
    const isBare = act.body?.form === "checkpoint" && act.beside.length === 0;
    if (isBare) [reader, from] = [reader.extend(acts.slice(from, at), "newest", chains), at];
    offered.push(isBare ? { ...act, beside: writeList(livingList(reader.locker)) } : act);
  }
  return { offered, reader: from < acts.length ? reader.extend(acts.slice(from), "newest", chains) : reader };
}

/** How many acts come before the one that names the object that is gone; not between the halves of a move. */
function beforeObject(acts: readonly Act[], { code, detail }: ArmoireError): number {
  if (code !== "object_gone") return 0;
  const names = ({ body }: Act) => body !== undefined && "objects" in body && body.objects.some(({ id }) => id === detail?.["object"]);
  const before = Math.max(acts.findIndex(names), 0);
  return acts[before - 1]?.body?.form === "leave" ? before - 1 : before;
}
