import { signAct, type Act } from "../../protocol/act/act";
import type { Body } from "../../protocol/act/body";
import type { CardChain } from "../../protocol/account/card";
import { Chains } from "../../protocol/account/chains";
import type { Bytes } from "../../protocol/bytes";
import type { Aside } from "../../protocol/log/aside";
import { passTime } from "../../protocol/log/grants";
import { apply } from "../../protocol/log/rules";
import type { LogReader } from "../../protocol/log/reader";
import type { Locker } from "../../protocol/log/state";
import { chainOf } from "../../protocol/log/streams";
import type { Secret } from "../../protocol/secret";
import type { RecipientOf } from "./others";

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
  readonly #signing: Secret;
  readonly #now: number;

  constructor(reader: LogReader, cards: CardChain, signing: Secret, now: number, recipientOf: RecipientOf) {
    ({ locker: this.locker, aside: this.#aside } = reader.draft());
    this.#cards = reader.cards.merge(Chains.of(cards));
    this.#signing = signing;
    this.recipientOf = recipientOf;
    this.#now = now;
    // What has ended by now makes keys stale before anything is written under them.
    passTime(this.locker, this.time);
  }

  /** Milliseconds since 1970, never before the newest act. */
  get time(): number {
    return Math.max(this.#now, this.locker.time);
  }

  add(body: Body, beside?: Bytes): Act {
    const { id, head, holder } = this.locker;
    const chain = chainOf(this.locker, body);
    const header = {
      locker: id,
      seq: head.seq + 1,
      prev: head.hash,
      ...(chain && { chain }),
      author: holder,
      card: body.form === "card" ? body.card : this.locker.card,
      time: this.time,
    };
    const act = signAct(header, body, this.#signing, beside);
    apply(this.locker, act, this.#cards, this.#aside);
    this.acts.push(act);
    return act;
  }
}
