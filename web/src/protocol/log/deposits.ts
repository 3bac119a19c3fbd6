import type { Act } from "../act/act";
import { checkBeside } from "../act/beside";
import type { DocumentState, Purge } from "../act/body";
import type { Deposit } from "../act/people";
import * as limits from "../limits";
import { require } from "../refusal";
import type { Aside } from "./aside";
import { placeOf, type Locker } from "./state";

/** What somebody hands in waits until a `put` takes it or a `purge` refuses it. */
export function deposit(locker: Locker, act: Act, body: Deposit, aside: Aside): void {
  const { node } = body;
  const isUsed = node === locker.id || locker.folders.has(node) || locker.documents.has(node) || locker.deposits.has(node);
  require(!isUsed, "node");
  require(aside.leadsTo(act.header.chain, locker.peopleStream.hash), "chain");
  // Who has met acts without a body may count one that was answered.
  require(locker.deposits.size < limits.DEPOSITS || !aside.isEmpty(), "deposit");
  checkBeside(act);
  addDeposit(locker, act, body);
}

/** Keeps a deposit that the rules took, or that a checkpoint vouches for. */
export function addDeposit(locker: Locker, act: Act, { node, objects }: Deposit): void {
  const { time, author } = act.header;
  locker.deposits.set(node, { act: placeOf(act), time, author, objects });
  locker.peopleStream = placeOf(act);
}

/** A `put` takes the deposit that waits for its node, on the same objects; there is no other first `put` of that node. */
export function checkAccepted(locker: Locker, put: DocumentState): void {
  const waiting = locker.deposits.get(put.node);
  require(put.deposit === waiting?.act.hash, "deposit");
  const same = waiting?.objects.every(({ id, size, sha256 }, at) => {
    const object = put.objects[at];
    return id === object?.id && size === object.size && sha256 === object.sha256;
  });
  require(waiting === undefined || (same === true && waiting.objects.length === put.objects.length), "deposit");
}

/** A `purge` that refuses a deposit: its parent is the locker. */
export function refuseDeposit(locker: Locker, act: Act, body: Purge, aside: Aside): void {
  const waiting = locker.deposits.get(body.node)?.act;
  const gone = aside.holds(body.base);
  require(waiting !== undefined || gone, "node");
  require(aside.leadsTo(act.header.chain, locker.peopleStream.hash), "chain");
  require(gone || waiting?.hash === body.base, "base");
  const [only, ...others] = body.gone;
  require(only !== undefined && others.length === 0 && (waiting === undefined ? aside.holdsAll(body.gone) : only === waiting.seq), "gone");
  checkBeside(act);
  aside.explain(body.gone);
  locker.deposits.delete(body.node);
  locker.peopleStream = placeOf(act);
}
