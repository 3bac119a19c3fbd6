import { decode, encode, hashOf, isHash, lengthOf, type Bytes, type Hash, type Text64 } from "../bytes";
import { FieldReader, isString, readCanonical, writeCanonical } from "../canonical";
import { accountId, type Id } from "../id";
import * as limits from "../limits";
import { Refusal, require } from "../refusal";
import type { Secret } from "../secret";
import { SIGNATURE, publicKeyOf, sign, verify, type SignatureType } from "../sign";
import { isPublishedRecipient } from "./recipient";

/** What a card says (§5). Nothing in it names a person. */
export interface CardContent {
  account: Id;
  /** 1, 2, … */
  number: number;
  /** Ed25519 public key. */
  signing: Text64;
  /** Hybrid age recipient, `age1pq1…`. */
  recipient: string;
  /** Hash of the card before; absent in the first. */
  previous?: Hash;
}

/** A card as it travels: the bytes that were signed, and what signs them. */
export interface SignedCard {
  card: Bytes;
  /** By the card's own key, as `card`. */
  signature: Bytes;
  /** By the key of the card before, as `endorsement`; absent in the first. */
  endorsement?: Bytes;
}

export interface VerifiedCard {
  hash: Hash;
  content: CardContent;
}

const KEYS = ["account", "number", "signing", "recipient", "previous"];

/** The first card of a new account. */
export function firstCard(seed: Secret, recipient: string): SignedCard {
  const key = publicKeyOf(seed);
  return signCard({ account: accountId(key), number: 1, signing: encode(key), recipient }, seed);
}

/** The card after `last`, endorsed by its key. */
export function nextCard(last: VerifiedCard, lastSeed: Secret, seed: Secret, recipient: string): SignedCard {
  const content: CardContent = {
    account: last.content.account,
    number: last.content.number + 1,
    signing: encode(publicKeyOf(seed)),
    recipient,
    previous: last.hash,
  };
  return signCard(content, seed, lastSeed);
}

export function signCard(content: CardContent, seed: Secret, before?: Secret): SignedCard {
  const card = writeCanonical(KEYS, content);
  return {
    card,
    signature: sign("card", seed, card),
    ...(before && { endorsement: sign("endorsement", before, card) }),
  };
}

/** An account's verified cards, from the first to the newest. */
export class CardChain {
  readonly account: Id;
  readonly #cards: VerifiedCard[] = [];
  /** As they were served. */
  readonly signed: readonly SignedCard[];

  /**
   * Verifies the whole chain of `account`. `card` for a break of any sort; `weak_key`, `too_large` and `not_canonical` for
   * a single bad card.
   */
  constructor(account: Id, cards: readonly SignedCard[]) {
    require(cards.length > 0 && cards.length <= limits.CARDS, "card");
    this.account = account;
    this.signed = cards;
    for (const card of cards) this.#push(card);
  }

  find(hash: Hash): VerifiedCard | undefined {
    return this.#cards.find((card) => card.hash === hash);
  }

  newest(): VerifiedCard {
    const newest = this.#cards.at(-1);
    require(newest !== undefined, "card");
    return newest;
  }

  /** This chain and one card more, verified. */
  with(card: SignedCard): CardChain {
    return new CardChain(this.account, [...this.signed, card]);
  }

  /** Whether this chain goes on from `other`. */
  continues(other: CardChain): boolean {
    return this.account === other.account && this.find(other.newest().hash) !== undefined;
  }

  #push(card: SignedCard): void {
    const content = readContent(card.card);
    const last = this.#cards.at(-1);
    const signing = decode(content.signing);
    const fits =
      content.account === this.account &&
      content.number === (last?.content.number ?? 0) + 1 &&
      content.previous === last?.hash &&
      (card.endorsement !== undefined) === (last !== undefined) &&
      (last !== undefined || accountId(signing) === this.account) &&
      isPublishedRecipient(content.recipient) &&
      card.signature.length === SIGNATURE;
    require(fits, "card");
    verifyPart("card", signing, card.card, card.signature);
    if (last !== undefined && card.endorsement !== undefined) {
      verifyPart("endorsement", decode(last.content.signing), card.card, card.endorsement);
    }
    this.#cards.push({ hash: hashOf(card.card), content });
  }
}

function readContent(bytes: Uint8Array): CardContent {
  const fields = new FieldReader(readCanonical(bytes, limits.CARD), KEYS);
  const previous = fields.maybe("previous", isHash);
  const signing = fields.text64("signing");
  require(lengthOf(signing) === 32, "not_canonical");
  return {
    account: fields.id("account"),
    number: fields.integer("number"),
    signing,
    recipient: fields.get("recipient", isString),
    ...(previous && { previous }),
  };
}

/** In a chain a signature that doesn't hold is a break like any other. */
function verifyPart(type: SignatureType, key: Bytes, bytes: Bytes, signature: Bytes): void {
  try {
    verify(type, key, bytes, signature);
  } catch (error) {
    throw error instanceof Refusal && error.code === "signature" ? new Refusal("card") : error;
  }
}
