/**
 * The names of the specification (src/protocol/README.md), the same in every implementation. They never carry data
 * of a person.
 */
export type RefusalCode =
  | "author"
  | "base"
  | "body"
  | "body_missing"
  | "box"
  | "card"
  | "card_check"
  | "card_group"
  | "chain"
  | "commitment"
  | "deposit"
  | "digits"
  | "end"
  | "epoch"
  | "fork"
  | "gone"
  | "grant"
  | "grantee"
  | "handle"
  | "hash"
  | "header"
  | "kind"
  | "length"
  | "limbo"
  | "list"
  | "locker"
  | "malformed"
  | "node"
  | "not_canonical"
  | "objects"
  | "padding"
  | "parent"
  | "prev"
  | "recipient"
  | "rolled_back"
  | "seen"
  | "seq"
  | "signature"
  | "size"
  | "slot"
  | "stale_key"
  | "stanzas"
  | "step"
  | "suite"
  | "tampered"
  | "time"
  | "too_large"
  | "turn"
  | "under"
  | "version"
  | "via"
  | "vouch"
  | "weak_key"
  | "words_ambiguous"
  | "words_unknown";

/** Something from outside is not accepted. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** A place inside what was refused: the group of a card, the word of five; the first is 1. */
  readonly place?: number;

  constructor(code: RefusalCode, place?: number) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    if (place !== undefined) this.place = place;
  }
}

/** Refuses unless `holds`. */
export function require(holds: boolean, code: RefusalCode): asserts holds {
  if (!holds) throw new Refusal(code);
}
