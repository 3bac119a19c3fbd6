import type { CardChain, VerifiedCard } from "../account/card";
import { decode, encode, isText64, utf8, type Bytes, type Text64 } from "../bytes";
import { FieldReader, inOrder, isString, readCanonical, writeCanonical, type Fields } from "../canonical";
import type { Id } from "../id";
import * as limits from "../limits";
import { Refusal, require } from "../refusal";
import type { Secret } from "../secret";
import { SIGNATURE, sign, verify } from "../sign";
import { checkWords, type KeptVouch } from "./kept-vouch";
import { isPinned, newestCardOf, type Pinned } from "./person";

/** The same as it travels. Whose words it holds isn't known before `checkVouch`. */
export interface Vouch extends KeptVouch {
  /** About whom. */
  member: Id;
  signature: Text64;
}

const SIGNED_KEYS = ["organisation", "card", "member", "role", "site", "until"] as const;
const KEYS = [...SIGNED_KEYS, "signature"] as const;

/** Signs it by the organisation's newest card, which it names. The refusals of `checkWords`. */
export function signVouch(said: Omit<Vouch, "signature">, signing: Secret): Vouch {
  checkWords(said);
  return { ...said, signature: encode(sign("vouch", signing, writeCanonical(SIGNED_KEYS, said))) };
}

/** Reads one that travels by itself: `too_large`, `not_canonical`, the refusals of `checkWords`. */
export function readVouchBytes(bytes: Bytes): Vouch {
  return checkWords(readVouch(readCanonical(bytes, limits.VOUCH)));
}

/** Reads one that is part of something larger, without `checkWords`: `too_large`, `not_canonical` for any other key, order or type. */
export function readVouch(value: unknown): Vouch {
  const fields = new FieldReader(value, KEYS);
  require(utf8(JSON.stringify(value)).length <= limits.VOUCH, "too_large");
  const site = fields.maybe("site", isString);
  return {
    organisation: fields.id("organisation"),
    card: fields.hash("card"),
    member: fields.id("member"),
    role: fields.get("role", isString),
    ...(site !== undefined && { site }),
    until: fields.integer("until"),
    signature: fields.get("signature", isText64),
  };
}

/** As `readVouch`, from JSON that is sealed and not signed: there its keys may stand in any order. */
export function readSealedVouch(value: Fields): Vouch {
  require(Object.keys(value).every((key) => (KEYS as readonly string[]).includes(key)), "not_canonical");
  return readVouch(inOrder(KEYS, value));
}

/** With its keys in their order, as it travels. */
export function writeVouch(vouch: Vouch): Fields {
  return inOrder(KEYS, vouch);
}

/**
 * Whether an organisation vouches for this member now. `vouch` when it is about somebody else, `end` when it is over or lasts too long, `card`
 * when the chain isn't that of whom one has met or its newest card isn't the one that has signed, `signature`, `weak_key`.
 */
export function checkVouch(vouch: Vouch, member: Id, organisation: Pinned, chain: CardChain, now: number): VerifiedCard {
  require(vouch.member === member, "vouch");
  require(vouch.until > now && vouch.until <= now + limits.VOUCH_TIME + limits.VOUCH_CLOCKS, "end");
  require(vouch.organisation === organisation.account, "card");
  const newest = newestCardOf(organisation, chain);
  require(newest.hash === vouch.card, "card");
  const signature = decode(vouch.signature);
  if (signature.length !== SIGNATURE) throw new Refusal("signature");
  verify("vouch", decode(newest.content.signing), writeCanonical(SIGNED_KEYS, vouch), signature);
  return newest;
}

/** Whether one was refused because it grew old on its way, and is no lie: it is over, or its organisation has newer keys. */
export function hasGrownOld({ code }: Refusal, vouch: Vouch, organisation: Pinned, chain: CardChain, now: number): boolean {
  if (code === "end") return vouch.until <= now;
  return code === "card" && isPinned(organisation, chain) && chain.find(vouch.card) !== undefined;
}
