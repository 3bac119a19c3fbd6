import { ArmoireError } from "../../bridge/bridge";
import type { Chains } from "../../protocol/account/chains";
import type { Act } from "../../protocol/act/act";
import { hashOf } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { levelOf } from "../../protocol/log/rights";
import type { Locker, Place } from "../../protocol/log/state";
import type { View } from "../../protocol/log/view";
import { tailOf } from "../http/people-api";
import { Labels } from "../locker/labels";
import { withAuthors } from "../locker/others";
import type { Opened } from "../opened";
import type { PeopleAround } from "../people/context";
import { GivenKeys } from "../people/given-keys";
import { viewAs } from "../people/lent-view";
import { readLoans, type Loan } from "../people/loans";
import { addHidden, addManaged, addOwnGrants } from "./lent-state";

/** A locker of somebody else's, as far as it was lent: what all one's grants there show, put together. */
export interface LentLocker {
  id: Id;
  /** By which it was lent. */
  loans: readonly Loan[];
  /** Folders, documents and keys that were lent; to act on, also the server's head and streams, one's own grants, and what one manages. */
  state: Locker;
  keys: GivenKeys;
  labels: Labels;
  chains: Chains;
  /** Papers for whose newest state somebody trusted vouches, or oneself. */
  confirmed: Set<Id>;
  /** Objects that were those of a document at some time. */
  objects: Map<Id, Set<Id>>;
  /** Deposits that wait, each with its file, for whoever runs the whole locker. */
  waiting: Map<Id, Act>;
}

/** What is looked for: nothing but grants, what was lent, or also what acting on it takes. */
export type Look = "grants" | "view" | "act";

const NOWHERE: Place = { seq: 0, hash: hashOf(new Uint8Array(0)) };

/** What was seen of others' lockers while one's own is open: keys, opened labels, and the last look to act. */
const seen = new WeakMap<Opened, Map<Id, Pick<LentLocker, "keys" | "labels"> & { last?: LentLocker }>>();

/** `lent_over` once nothing of it is lent any more, and the rule that what was served breaks. */
export async function lookAt(around: PeopleAround, id: Id, how: Look): Promise<LentLocker> {
  const all = (await readLoans(around)).filter(({ locker }) => locker === id);
  const known = seenOf(around.opened, id);
  const [first] = all;
  if (first === undefined) {
    delete known.last;
    throw over();
  }
  try {
    const lent = await fill(around, first, all, how, known);
    if (how === "act") known.last = lent;
    return lent;
  } catch (error) {
    throw error instanceof ArmoireError && error.code === "not_found" ? over() : error;
  }
}

/** As it was seen last, where there is no network. */
export function lastLook({ opened }: PeopleAround, id: Id): LentLocker | undefined {
  return seenOf(opened, id).last;
}

/** Keys of others go with one's own. */
function seenOf(opened: Opened, id: Id): Pick<LentLocker, "keys" | "labels"> & { last?: LentLocker } {
  const all = seen.get(opened) ?? new Map<Id, Pick<LentLocker, "keys" | "labels">>();
  if (!seen.has(opened)) {
    seen.set(opened, all);
    opened.onClose(() => {
      for (const { keys } of all.values()) keys.forget();
      all.clear();
    });
  }
  const keys = new GivenKeys();
  const known = all.get(id) ?? { keys, labels: new Labels(keys) };
  all.set(id, known);
  return known;
}

async function fill(around: PeopleAround, first: Loan, all: readonly Loan[], how: Look, known: Pick<LentLocker, "keys" | "labels">): Promise<LentLocker> {
  const { api, opened } = around;
  const id = first.locker;
  // First: what comes later than this is a conflict, and nothing is signed on two states.
  const tail = how === "view" ? null : await tailOf(api, id);
  const chains = all.reduce((known, loan) => known.merge(loan.chains), first.chains).with(opened.account.cards);
  const empty = { state: nothingOf(id, chains), keys: known.keys, labels: known.labels, confirmed: new Set<Id>(), objects: new Map<Id, Set<Id>>(), waiting: new Map<Id, Act>() };
  const lent: LentLocker = { id, loans: how === "grants" ? all : [], chains, ...empty };
  if (how !== "grants") for (const loan of all) await takeLoan(around, lent, loan);
  if (lent.loans.length === 0) throw over();
  addOwnGrants(lent);
  if (tail === null) return lent;
  const { seq, hash, time, people } = tail;
  Object.assign(lent.state, { head: { seq, hash }, time, peopleStream: { seq: 0, hash: people } } satisfies Partial<Locker>);
  await addHidden(api, lent, tail);
  const managed = await addManaged(api, lent);
  lent.chains = managed;
  return lent;
}

/** Of what several grants reach, the newest state. One that is over since it was listed shows nothing. */
async function takeLoan(around: PeopleAround, lent: LentLocker, loan: Loan): Promise<void> {
  const seen = await viewAs(around, loan).catch((error: unknown) => {
    if (error instanceof ArmoireError && error.code === "not_found") return null;
    throw error;
  });
  if (seen === null) return;
  const { view, own, acts } = seen;
  lent.keys.give(loan.body, own);
  lent.chains = await withAuthors(around.api, lent.chains, acts);
  takeView(lent, view, around.opened.account.id);
  for (const { body } of acts) {
    if (body?.form !== "document") continue;
    const known = lent.objects.get(body.node) ?? new Set<Id>();
    lent.objects.set(body.node, known);
    for (const object of body.objects) known.add(object.id);
  }
  lent.loans = [...lent.loans, loan];
}

function takeView({ state, confirmed }: LentLocker, view: View, own: Id): void {
  const there = view.state;
  if (there.keys.length > 0) Object.assign(state, { keys: there.keys, ...(there.keysStream && { keysStream: there.keysStream }) });
  for (const [id, folder] of there.folders) {
    if ((state.folders.get(id)?.stream.seq ?? -1) < folder.stream.seq) state.folders.set(id, folder);
  }
  for (const [id, document] of there.documents) {
    const known = state.documents.get(id)?.put.seq ?? -1;
    if (known < document.put.seq) {
      state.documents.set(id, document);
      confirmed.delete(id);
    }
    if (known <= document.put.seq && (document.author === own || view.isConfirmed(id))) confirmed.add(id);
  }
}

/** What an account may do on a node at this time. */
export function rightOn({ state }: LentLocker, account: Id, node: Id, now: number): ReturnType<typeof levelOf> {
  return levelOf(state, account, node, Math.max(now, state.time));
}

/** What was lent is lent no more. */
export function over(): ArmoireError {
  return new ArmoireError("lent_over");
}

function nothingOf(id: Id, { holder }: Chains): Locker {
  return {
    ...{ id, holder: holder.account, first: NOWHERE, card: NOWHERE.hash, cardNumber: 0, head: NOWHERE, time: 0, keys: [], peopleStream: NOWHERE },
    ...{ folders: new Map(), documents: new Map(), grants: new Map(), exposed: new Map(), deposits: new Map() },
  };
}
