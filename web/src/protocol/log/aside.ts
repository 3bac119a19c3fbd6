import type { Act } from "../act/act";
import type { Hash } from "../bytes";
import { require } from "../refusal";

/**
 * Acts whose bodies are gone, kept aside until a later `purge` names them and until the streams that lead through them are
 * placed. Empty for a reader that has every body.
 */
export class Aside {
  #unexplained = new Set<number>();
  #seqs = new Map<number, Hash>();
  #chains = new Map<Hash, Hash | undefined>();

  copy(): Aside {
    const copy = new Aside();
    copy.#unexplained = new Set(this.#unexplained);
    copy.#seqs = new Map(this.#seqs);
    copy.#chains = new Map(this.#chains);
    return copy;
  }

  keep(act: Act): void {
    this.#unexplained.add(act.header.seq);
    this.#seqs.set(act.header.seq, act.hash);
    this.#chains.set(act.hash, act.header.chain);
  }

  isEmpty(): boolean {
    return this.#chains.size === 0;
  }

  /** Whether `chain` is `head`, or leads there through acts whose bodies are gone. */
  leadsTo(chain: Hash | undefined, head: Hash | undefined): boolean {
    let place = chain;
    while (place !== head) {
      if (place === undefined || !this.#chains.has(place)) return false;
      place = this.#chains.get(place);
    }
    return true;
  }

  /** Whether an act with this hash is aside. */
  holds(hash: Hash): boolean {
    return this.#chains.has(hash);
  }

  /** Whether the bodies of all these acts are gone. */
  holdsAll(seqs: readonly number[]): boolean {
    return seqs.every((seq) => this.#seqs.has(seq));
  }

  /** A `purge` names these. */
  explain(seqs: readonly number[]): void {
    for (const seq of seqs) this.#unexplained.delete(seq);
  }

  /** In a view: a document has left for where its `purge` isn't seen. Which of these were its own can't be told. */
  explainAll(): void {
    this.#unexplained.clear();
  }

  /** At the head: every missing body has its `purge`. */
  finish(): void {
    require(this.#unexplained.size === 0, "body_missing");
  }
}
