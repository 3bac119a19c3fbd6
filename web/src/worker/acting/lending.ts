import { ArmoireError, type Grant as Shown, type People } from "../../bridge/bridge";
import type { Grant, GrantId } from "../../protocol/act/people";
import type { Id } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import { covers, lineOf } from "../../protocol/log/rights";
import type { LockerGrant } from "../../protocol/log/state";
import { checkPurpose } from "../../protocol/people/given-key";
import { Refusal } from "../../protocol/refusal";
import { asId } from "../named";
import type { PeopleAround } from "../people/context";
import { knownPerson, shownGrantee } from "../people/known";
import { give, granteeOf, revokeIn } from "../people/lending";
import { readLoans } from "../people/loans";
import { Acting } from "./acting";
import { isShown } from "./contents";
import { rightOn, type LentLocker } from "./lent-locker";

type Lending = Parameters<People["lend"]>[0];

/** Lends on what one runs, each node by a grant of its own that hangs on one's own; `right`, `end` (with the latest one), and those of lending. */
export async function lendOn(around: PeopleAround, of: Id, { nodes, to, ...how }: Lending): Promise<Shown[]> {
  checkPurpose(how.purpose);
  const acting = await Acting.begin(around, of);
  const targets = nodes.length === 0 ? [of] : [...new Set(nodes)].map(asId);
  if (targets.length > limits.APPEND_ACTS / 4) throw new ArmoireError("too_large");
  const vias = new Map(targets.map((node) => [node, byWhich(acting.lent, node)] as const));
  const end = Math.min(...[...vias.values()].map((via) => via.end));
  if (how.end > end) throw new ArmoireError("end", { end });
  const grantee = asId(to);
  if (grantee === acting.lent.state.holder) throw new ArmoireError("grantee");
  const giving = { ...how, ...(await granteeOf(around, knownPerson(around.opened.account.keyring, grantee))) };
  const made = await acting.append(async (draft) => {
    const ids: GrantId[] = [];
    for (const [node, { grant: via }] of vias) ids.push(await give(draft, acting.keys, acting.labels, node, { ...giving, via }));
    return ids.map((id) => ({ id, state: draft.locker.grants.get(id) }));
  });
  const { lent } = acting;
  const shown = made.flatMap(({ id, state }) => (state === undefined ? [] : [shownGrant(around, lent, id, state)]));
  return (await Promise.all(shown)).map((grant) => ({ ...grant, mine: true }));
}

/** What lives of what one runs there, soonest end first, but for one's own; by the server's word as to what was taken back. */
export async function grants(around: PeopleAround, of: Id): Promise<Shown[]> {
  const { lent } = await Acting.begin(around, of);
  const { opened, remote } = around;
  const now = Math.max(remote.now(), lent.state.time);
  const others = [...lent.state.grants].filter(([, { grantee, node, end }]) => grantee !== opened.account.id && end > now && rightOn(lent, opened.account.id, node, now) === "manage");
  const shown = await Promise.all(others.map(([id, state]) => shownGrant(around, lent, id, state)));
  return shown.sort((one, other) => one.end - other.end || (one.id < other.id ? -1 : 1));
}

/** Takes back what hangs on one's own grants; `right` for what somebody else gave. */
export async function takeBack(around: PeopleAround, of: Id, ids: readonly string[]): Promise<void> {
  const acting = await Acting.begin(around, of);
  for (const id of ids as GrantId[]) {
    if (acting.lent.state.grants.has(id) && !isMine(around, acting.lent, id)) throw new ArmoireError("right");
  }
  await revokeIn(acting, ids);
}

/** Gives back what was lent to oneself. What is over already is. */
export async function giveBack(around: PeopleAround, ids: readonly string[]): Promise<void> {
  const loans = (await readLoans(around)).filter(({ body }) => ids.includes(body.grant));
  for (const locker of new Set(loans.map((loan) => loan.locker))) {
    const mine = loans.filter((loan) => loan.locker === locker).map(({ body }) => body.grant);
    await revokeIn(await Acting.begin(around, locker, "grants"), mine);
  }
}

/** One's own grant to manage a node that lasts longest; `right`. */
export function byWhich({ id, loans, state }: LentLocker, node: Id): Grant {
  const folder = state.documents.get(node)?.folder;
  const reaches = ({ body }: (typeof loans)[number]): boolean => body.right === "manage" && covers(state, body.node, { node, ...(folder && { folder }) });
  const best = loans.filter(reaches).sort((one, other) => other.body.end - one.body.end).at(0);
  if (best === undefined || (node !== id && !state.documents.has(node) && !state.folders.has(node))) throw new ArmoireError("right");
  return best.body;
}

function isMine({ opened }: PeopleAround, { state }: LentLocker, id: GrantId): boolean {
  return lineOf(state, id).some(({ grantee }) => grantee === opened.account.id);
}

async function shownGrant(around: PeopleAround, lent: LentLocker, id: GrantId, { node, grantee, author, right, start, end }: LockerGrant): Promise<Shown> {
  const { state } = lent;
  const isPaper = state.documents.has(node);
  const name = await nameOf(lent, node);
  return {
    ...{ id, on: node === lent.id ? "locker" : isPaper ? "paper" : "shelf", to: shownGrantee(around, grantee), right, start, end },
    ...(node !== lent.id && { node }),
    ...(name !== undefined && { name }),
    ...(author !== state.holder && { by: shownGrantee(around, author) }),
    mine: isMine(around, lent, id),
  };
}

async function nameOf(lent: LentLocker, node: Id): Promise<string | undefined> {
  if (!isShown(lent, node)) return undefined;
  try {
    return (await (lent.state.documents.has(node) ? lent.labels.document(lent.state, node) : lent.labels.folder(lent.state, node))).name;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
