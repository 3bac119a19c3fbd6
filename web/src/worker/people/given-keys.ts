import type { Act } from "../../protocol/act/act";
import type { GrantId } from "../../protocol/act/people";
import { decode, type Bytes, type Text64 } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { documentKey, earlierKey, openNodeKey } from "../../protocol/locker/keys";
import { newestEpoch, type KeyEpoch, type Locker, type LockerDocument } from "../../protocol/log/state";
import type { View } from "../../protocol/log/view";
import { openBox, type GivenKey } from "../../protocol/people/given-key";
import { Refusal, require } from "../../protocol/refusal";
import { Secret } from "../../protocol/secret";
import type { Identity } from "../../protocol/to";
import type { Keys } from "../locker/keys";
import type { Loan } from "./loans";

/** Of what was lent itself. */
export interface OwnKey {
  epoch: number;
  turn: number;
  key: Secret;
}

/** The keys that grants in one locker give, and what follows from them; `epoch` for what doesn't. */
export class GivenKeys implements Keys {
  readonly isWhole = false;
  /** Ascending. */
  readonly #given = new Map<GrantId, { node: Id; keys: readonly OwnKey[] }>();
  /** Made here, by the sealed key. */
  readonly #made = new Map<Text64, Secret>();

  get root(): Secret {
    throw new Refusal("stale_key");
  }

  /** Takes what a grant gives, in the place of what it gave before. */
  give({ node, grant }: { node: Id; grant: GrantId }, keys: readonly OwnKey[]): void {
    this.#given.set(grant, { node, keys: [...keys].sort((one, other) => one.epoch - other.epoch || one.turn - other.turn) });
  }

  forget(): void {
    for (const { keys } of this.#given.values()) for (const { key } of keys) key.forget();
    for (const key of this.#made.values()) key.forget();
    this.#made.clear();
  }

  remember(sealed: Text64, key: Secret): void {
    this.#made.set(sealed, key);
  }

  async lockerKey(locker: Locker, epoch = newestEpoch(locker.keys)): Promise<Secret> {
    const key = await this.#own(locker, locker.id, locker.keys, epoch);
    require(key !== null, "epoch");
    return key;
  }

  async folderKey(locker: Locker, id: Id, epoch?: number): Promise<Secret> {
    // Of a folder that isn't here, only something in it was lent.
    const keys = locker.folders.get(id)?.keys ?? [];
    const wanted = keys.find((one) => one.epoch === (epoch ?? newestEpoch(keys)));
    require(wanted !== undefined, "epoch");
    const known = this.#made.get(wanted.key) ?? (await this.#own(locker, id, keys, wanted.epoch));
    if (known !== null) return known;
    require(wanted.under !== undefined, "epoch");
    // As it was sealed itself: whatever somebody has written into a later epoch, this one opens.
    return openNodeKey(await this.lockerKey(locker, wanted.under), { locker: locker.id, node: id, epoch: wanted.epoch }, decode(wanted.key));
  }

  async documentKey(locker: Locker, id: Id, { folder, epoch, turn }: Pick<LockerDocument, "folder" | "epoch" | "turn">): Promise<Secret> {
    // One that was moved may have an epoch and turn again: the newest key counts.
    const given = this.#of(id).findLast((one) => one.epoch === epoch && one.turn === turn);
    // Whoever asks for a document's key forgets it again; the one that was given is needed longer.
    return given === undefined ? documentKey(await this.folderKey(locker, folder, epoch), id, epoch, turn) : new Secret(given.key.exposeBytes().slice());
  }

  /** The key of what was lent itself: given, or one that a given one leads to. */
  async #own(locker: Locker, node: Id, keys: readonly KeyEpoch[], epoch: number): Promise<Secret | null> {
    const given = this.#of(node).find((one) => one.epoch >= epoch);
    return given === undefined ? null : earlierKey(given.key, { locker: locker.id, node, epoch: given.epoch }, epoch, (of) => priorOf(keys, of));
  }

  #of(node: Id): OwnKey[] {
    return [...this.#given.values()].flatMap((one) => (one.node === node ? one.keys : []));
  }
}

/** From the grant's own box, and those beside the acts that came after; `box` for one that isn't what its act says. */
export async function keysOf(loan: Loan, view: View, acts: readonly Act[], identity: Identity): Promise<OwnKey[]> {
  const { given } = loan;
  const keys = [{ epoch: given.epoch, turn: given.turn ?? 0, key: given.key }];
  for (const act of acts) {
    if (act.header.seq <= loan.act.header.seq) continue;
    const file = view.ownFile(act);
    if (file !== null) keys.push(newKey(loan, act, await openBox(identity, file)));
  }
  return keys;
}

function newKey({ locker, body: { node, grant } }: Loan, { body }: Act, given: GivenKey): OwnKey {
  require(body?.form === "rotate" || body?.form === "document", "box");
  const turn = body.form === "document" ? body.turn : undefined;
  const isIts = given.locker === locker && given.node === node && given.grant === grant && given.epoch === body.epoch && given.turn === turn;
  require(isIts, "box");
  return { epoch: given.epoch, turn: given.turn ?? 0, key: given.key };
}

function priorOf(keys: readonly KeyEpoch[], epoch: number): Bytes | undefined {
  const prior = keys.find((key) => key.epoch === epoch)?.prior;
  return prior === undefined ? undefined : decode(prior);
}
