import type { Act } from "../../protocol/act/act";
import { decode, type Bytes } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { documentKey, earlierKey, openNodeKey } from "../../protocol/locker/keys";
import type { KeyEpoch, Locker, LockerDocument } from "../../protocol/log/state";
import type { View } from "../../protocol/log/view";
import { openBox, type GivenKey } from "../../protocol/people/given-key";
import { require } from "../../protocol/refusal";
import type { Secret } from "../../protocol/secret";
import type { Identity } from "../../protocol/to";
import type { Loan } from "./loans";

/** Of what was lent itself. */
interface OwnKey {
  epoch: number;
  turn: number;
  key: Secret;
}

/** The keys that a grant's boxes give, and what follows from them. */
export class LentKeys {
  readonly #loan: Loan;
  readonly #state: Locker;
  /** By epoch and turn, ascending. */
  readonly #given: readonly OwnKey[];

  private constructor(loan: Loan, state: Locker, given: readonly OwnKey[]) {
    this.#loan = loan;
    this.#state = state;
    this.#given = [...given].sort((one, other) => one.epoch - other.epoch || one.turn - other.turn);
  }

  /** From the grant's own box, and those beside the acts that came after; `box` for one that isn't what its act says. */
  static async open(loan: Loan, view: View, acts: readonly Act[], identity: Identity): Promise<LentKeys> {
    const { given } = loan;
    const keys = [{ epoch: given.epoch, turn: given.turn ?? 0, key: given.key }];
    for (const act of acts) {
      if (act.header.seq <= loan.act.header.seq) continue;
      const file = view.ownFile(act);
      if (file !== null) keys.push(newKey(loan, act, await openBox(identity, file)));
    }
    return new LentKeys(loan, view.state, keys);
  }

  forget(): void {
    for (const { key } of this.#given) key.forget();
  }

  async document(id: Id, { folder, epoch, turn }: LockerDocument): Promise<Secret> {
    if (this.#loan.body.parent === undefined) return documentKey(await this.folder(folder, epoch), id, epoch, turn);
    // A document alone: each of its keys comes in a box; one that was moved may have an epoch and turn again, and the newest counts.
    const given = this.#given.findLast((one) => one.epoch === epoch && one.turn === turn);
    require(given !== undefined, "epoch");
    return given.key;
  }

  async folder(id: Id, epoch: number): Promise<Secret> {
    const keys = this.#state.folders.get(id)?.keys;
    require(keys !== undefined, "parent");
    if (id === this.#loan.body.node) return this.#own(keys, epoch);
    const newest = keys.at(-1);
    require(newest?.under !== undefined, "node");
    const place = { locker: this.#loan.locker, node: id, epoch: newest.epoch };
    const key = await openNodeKey(await this.#own(this.#state.keys, newest.under), place, decode(newest.key));
    return earlierKey(key, place, epoch, (of) => priorOf(keys, of));
  }

  /** The key of what was lent itself: given, or one that a given one leads to. */
  #own(keys: readonly KeyEpoch[], epoch: number): Promise<Secret> {
    const given = this.#given.find((one) => one.epoch >= epoch);
    require(given !== undefined, "epoch");
    return earlierKey(given.key, { locker: this.#loan.locker, node: this.#loan.body.node, epoch: given.epoch }, epoch, (of) => priorOf(keys, of));
  }
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
