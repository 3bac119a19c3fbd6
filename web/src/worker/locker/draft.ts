import { signAct, type Act } from "../../protocol/act/act";
import type { Body } from "../../protocol/act/body";
import type { CardChain } from "../../protocol/account/card";
import { Chains } from "../../protocol/account/chains";
import type { Bytes, Hash } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import type { Aside } from "../../protocol/log/aside";
import { passTime } from "../../protocol/log/grants";
import { apply } from "../../protocol/log/rules";
import type { LogReader } from "../../protocol/log/reader";
import type { Locker } from "../../protocol/log/state";
import { chainOf } from "../../protocol/log/streams";
import type { Secret } from "../../protocol/secret";
import type { RecipientOf } from "./others";

/** Who signs: with the newest card of an account that was let in, or as the holder with the one that the log has reached. */
interface Signing {
  signing: Secret;
  by?: { account: Id; card: Hash };
}

/**
 * Acts that aren't sent yet, each signed on the one before it and tried on a copy of the state by the same rules that the
 * server and every reader apply.
 */
export class Draft {
  readonly locker: Locker;
  readonly acts: Act[] = [];
  /** To whom new keys are sealed. */
  readonly recipientOf: RecipientOf;
  readonly #aside: Aside;
  readonly #cards: Chains;
  readonly #signing: Signing;
  readonly #now: number;

  constructor({ locker, aside }: { locker: Locker; aside: Aside }, cards: Chains, signing: Signing, now: number, recipientOf: RecipientOf) {
    [this.locker, this.#aside] = [locker, aside];
    this.#cards = cards;
    this.#signing = signing;
    this.recipientOf = recipientOf;
    this.#now = now;
    // What has ended by now makes keys stale before anything is written under them.
    passTime(this.locker, this.time);
  }

  /** The holder's. */
  static of(reader: LogReader, cards: CardChain, signing: Secret, now: number, recipientOf: RecipientOf): Draft {
    return new Draft(reader.draft(), reader.cards.merge(Chains.of(cards)), { signing }, now, recipientOf);
  }

  /** Milliseconds since 1970, never before the newest act. */
  get time(): number {
    return Math.max(this.#now, this.locker.time);
  }

  add(body: Body, beside?: Bytes): Act {
    const { id, head, holder } = this.locker;
    const chain = chainOf(this.locker, body);
    const { by, signing } = this.#signing;
    const header = {
      locker: id,
      seq: head.seq + 1,
      prev: head.hash,
      ...(chain && { chain }),
      author: by?.account ?? holder,
      card: by?.card ?? (body.form === "card" ? body.card : this.locker.card),
      time: this.time,
    };
    const act = signAct(header, body, signing, beside);
    apply(this.locker, act, this.#cards, this.#aside);
    this.acts.push(act);
    return act;
  }
}
