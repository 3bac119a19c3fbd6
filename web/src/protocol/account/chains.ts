import type { Hash } from "../bytes";
import type { Id } from "../id";
import { require } from "../refusal";
import type { CardChain, VerifiedCard } from "./card";

/** The verified cards of everybody who acts in one locker. Never changed: `with` gives another. */
export class Chains {
  readonly holder: CardChain;
  readonly #others: ReadonlyMap<Id, CardChain>;

  private constructor(holder: CardChain, others: ReadonlyMap<Id, CardChain>) {
    this.holder = holder;
    this.#others = others;
  }

  /** Those of the holder alone, where nobody else is known to act. */
  static of(cards: CardChain | Chains): Chains {
    return cards instanceof Chains ? cards : new Chains(cards, new Map());
  }

  /** An account's cards, if they are here. */
  chainOf(account: Id): CardChain | undefined {
    return account === this.holder.account ? this.holder : this.#others.get(account);
  }

  find(account: Id, card: Hash): VerifiedCard | undefined {
    return this.chainOf(account)?.find(card);
  }

  /** With somebody's cards, or a longer chain instead of what was known; `card` when it doesn't go on from that. */
  with(chain: CardChain): Chains {
    const known = this.chainOf(chain.account);
    require(known === undefined || chain.continues(known), "card");
    if (chain.account === this.holder.account) return new Chains(chain, this.#others);
    return new Chains(this.holder, new Map([...this.#others, [chain.account, chain]]));
  }

  /** All of these and of `others`; `card` where the two don't go on from each other. */
  merge(others: Chains): Chains {
    let all = this.with(others.holder);
    for (const chain of others.#others.values()) {
      const known = all.chainOf(chain.account);
      if (known?.continues(chain) !== true) all = all.with(chain);
    }
    return all;
  }
}
