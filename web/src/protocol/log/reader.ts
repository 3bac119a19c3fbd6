import type { Act } from "../act/act";
import type { Checkpoint, Gap } from "../act/body";
import type { CardChain } from "../account/card";
import { Chains } from "../account/chains";
import { decode, hashOf } from "../bytes";
import type { Id } from "../id";
import { require } from "../refusal";
import { verify } from "../sign";
import { Aside } from "./aside";
import { livingList, readList, setLiving, writeList } from "./living";
import { passTime } from "./grants";
import { advance, apply, begin } from "./rules";
import { copyOf, placeOf, type Locker, type Place } from "./state";

/** Which signatures to verify: from the holder's newest act on, which vouches through the hash chain for all before it, or each. */
export type Signatures = "newest" | "each";

/** A verified view of a whole locker: what was served, folded by every rule. Never changed: `extend` gives another. */
export class LogReader {
  readonly locker: Locker;
  /** Of everybody who has done something there. */
  readonly cards: Chains;
  readonly #aside: Aside;

  private constructor(locker: Locker, cards: Chains, aside: Aside) {
    this.locker = locker;
    this.cards = cards;
    this.#aside = aside;
  }

  /**
   * Reads a locker from its beginning (act 0 first), or from a checkpoint (the checkpoint with its list first, then the
   * living acts in order, then all acts after it). Refuses with the rule that what was served breaks; `locker` when it
   * is another one. Every author's cards must be among `cards`, else `card`.
   */
  static open(id: Id, acts: readonly Act[], known: CardChain | Chains, signatures: Signatures = "newest"): LogReader {
    const cards = Chains.of(known);
    const [first, ...rest] = acts;
    require(first !== undefined, "seq");
    if (first.body?.form === "checkpoint") {
      const { length } = readList(first.beside);
      require(rest.length >= length, "list");
      const living = openLiving(id, first, first.body, rest.slice(0, length), cards);
      return new LogReader(living, cards, new Aside()).extend(rest.slice(length), signatures);
    }
    const locker = begin(first, cards);
    require(locker.id === id, "locker");
    if (signatures === "each" || rest.length === 0) verifyAct(first, cards);
    return new LogReader(locker, cards, new Aside()).extend(rest, signatures);
  }

  /** A copy of the state to try acts on before they are sent. */
  draft(): { locker: Locker; aside: Aside } {
    return { locker: copyOf(this.locker), aside: this.#aside.copy() };
  }

  /** Takes the acts after the head: all, or none and a refusal. */
  extend(acts: readonly Act[], signatures: Signatures = "newest", renewed: CardChain | Chains = this.cards): LogReader {
    const cards = renewed === this.cards ? this.cards : this.cards.merge(Chains.of(renewed));
    const locker = copyOf(this.locker);
    const aside = this.#aside.copy();
    for (const act of acts) {
      apply(locker, act, cards, aside);
      if (signatures === "each") verifyAct(act, cards);
      // A checkpoint itself changes nothing that its list names.
      if (act.body?.form === "checkpoint") checkList(locker, act.body, aside);
    }
    require(locker.moving === undefined, "limbo");
    aside.finish();
    if (signatures === "newest") {
      // What others did after the holder's last act, nobody else vouches for.
      const byHolder = Math.max(acts.findLastIndex(({ header }) => header.author === locker.holder), 0);
      for (const act of acts.slice(byHolder)) verifyAct(act, cards);
    }
    return new LogReader(locker, cards, aside);
  }
}

/**
 * Checks what was served against the newest act that this client has verified before: `rolled_back`, `fork`. `acts` are those
 * served, the pin's own among them if the server has it. A `gap` signed by the holder excuses the acts that it names, and no others;
 * where it says that acts thereabouts are lost, but not this one, that is `rolled_back`: whoever holds the device may confirm it.
 */
export function checkPin(locker: Locker, acts: readonly Act[], pin: Place): void {
  if (isClosed(acts, pin)) return;
  require(locker.head.seq >= pin.seq, "rolled_back");
  const served = acts.find((act) => act.header.seq === pin.seq);
  require(served === undefined || served.hash === pin.hash, isNearGap(acts, pin) ? "rolled_back" : "fork");
}

/** Whether the holder has said that just the act of this pin is lost. */
export function isClosed(acts: readonly Act[], pin: Place): boolean {
  return acts.some(({ body }) => body?.form === "gap" && names(body, pin));
}

/** Whether the act of this pin may be among those that the holder has said to be lost, of which not every one is named. */
export function mayBeLost(acts: readonly Act[], pin: Place): boolean {
  return isClosed(acts, pin) || isNearGap(acts, pin);
}

function names(gap: Gap, pin: Place): boolean {
  if (pin.seq === gap.seq) return pin.hash === gap.hash;
  const lost = gap.lost ?? [];
  return pin.seq < gap.seq && lost[lost.length - (gap.seq - pin.seq)] === pin.hash;
}

function isNearGap(acts: readonly Act[], pin: Place): boolean {
  return acts.some(({ header, body }) => body?.form === "gap" && header.seq <= pin.seq && body.seq >= pin.seq);
}

function openLiving(id: Id, act: Act, checkpoint: Checkpoint, living: readonly Act[], cards: Chains): Locker {
  const list = readList(act.beside);
  require(hashOf(act.beside) === checkpoint.list && list.length === checkpoint.living, "list");
  const asListed = living.every(({ header, hash }, at) => header.seq === list[at]?.seq && hash === list[at].hash);
  require(asListed && (list.at(-1)?.seq ?? Infinity) < act.header.seq, "list");
  const [first, ...rest] = living;
  require(first !== undefined, "list");
  const locker = begin(first, cards);
  require(locker.id === id && act.header.locker === id, "locker");
  for (const one of rest) setLiving(locker, one);
  delete locker.overAtOnce;
  require(act.header.author === locker.holder, "author");
  require(act.header.card === locker.card, "card");
  verifyAct(act, cards);
  locker.peopleStream = placeOf(act);
  locker.checkpoint = placeOf(act);
  passTime(locker, act.header.time);
  advance(locker, act);
  return locker;
}

/**
 * The list must be the living acts of the reader's own fold. A reader that has met acts without a body can't tell: what was
 * purged since may have been living then. The signature vouches.
 */
function checkList(locker: Locker, checkpoint: Checkpoint, aside: Aside): void {
  if (!aside.isEmpty()) return;
  const own = livingList(locker);
  require(own.length === checkpoint.living && hashOf(writeList(own)) === checkpoint.list, "list");
}

function verifyAct(act: Act, cards: Chains): void {
  const card = cards.find(act.header.author, act.header.card);
  require(card !== undefined, "card");
  verify("act", decode(card.content.signing), act.headerBytes, act.signature);
}
