import type { CardChain, VerifiedCard } from "../account/card";
import { concat, decode, encode, isText64, type Bytes, type Hash, type Text64 } from "../bytes";
import { FieldReader, inOrder, isFields, isString, readCanonical, writeCanonical, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import { padJson } from "../padding";
import { Refusal, require } from "../refusal";
import { openSealed, seal } from "../seal";
import type { Secret } from "../secret";
import { SIGNATURE, sign, verify } from "../sign";
import { INTRODUCTION_KEYS, checkIntroduction, readIntroduction, type Introduction } from "./introduction";
import { findOf } from "./invitation";
import { checkWords } from "./kept-vouch";
import { readVouch, writeVouch, type Vouch } from "./vouch";

/** Padded to multiples of this, so that the lengths of names don't show. */
const BLOCK = 1024;
const MOST = 7 * BLOCK;
const SEALED = 8 * 1024;
const SPACE = 0x20;

const KEYS = ["account", "card", ...INTRODUCTION_KEYS, "vouch", "signature"];
const SIGNED_KEYS = ["inviter", "inviter_card", "find", "account", "card", ...INTRODUCTION_KEYS, "vouch"];

/** The invitation that is answered. */
export interface Answered {
  secret: Secret;
  inviter: Id;
  /** Hash of the card that the invitation names. */
  card: Hash;
}

/** A reply that was opened. Who wrote it isn't known before `verifyReply`. */
export interface Reply {
  account: Id;
  /** Hash of the card that is said to have signed it. */
  card: Hash;
  introduction: Introduction;
  /** Whose word it is isn't known before it is checked. */
  vouch?: Vouch;
  signature?: Text64;
  signed: Bytes;
}

/** Signs and seals the answer of the account whose newest card is `card`; `vouch`: what an organisation says of it. */
export async function sealReply(to: Answered, account: Id, card: Hash, signing: Secret, who: Introduction, vouch?: Vouch): Promise<Bytes> {
  const fields = { account, card, ...inOrder(INTRODUCTION_KEYS, checkIntroduction(who)), ...(vouch && { vouch: writeVouch(vouch) }) };
  const signature = encode(sign("reply", signing, await signedBytes(to, fields)));
  const padded = padJson(writeCanonical(KEYS, { ...fields, signature }), BLOCK);
  require(padded.length <= MOST, "too_large");
  return seal(to.secret, { context: "invite", inviter: to.inviter, invitee: account }, padded);
}

/**
 * Opens the answer that `invitee` is said to have given. `too_large`, the refusals of `openSealed`, `not_canonical`; `card` when it
 * names another account; the refusals of `checkIntroduction`, `readVouch` and `checkWords`.
 */
export async function openReply(to: Answered, invitee: Id, sealed: Bytes): Promise<Reply> {
  require(sealed.length <= SEALED, "too_large");
  const padded = await openSealed(to.secret, { context: "invite", inviter: to.inviter, invitee }, sealed);
  const fields = new FieldReader(readCanonical(withoutSpaces(padded), MOST), KEYS);
  const [account, card, signature] = [fields.id("account"), fields.hash("card"), fields.maybe("signature", isText64)];
  const said = Object.fromEntries(INTRODUCTION_KEYS.map((key) => [key, key === "locker" ? fields.maybe(key, isId) : fields.maybe(key, isString)]));
  require(isString(said["name"]), "not_canonical");
  const shown = fields.maybe("vouch", isFields);
  const vouch = shown && readVouch(shown);
  require(account === invitee, "card");
  const introduction = readIntroduction(said);
  if (vouch !== undefined) checkWords(vouch);
  const signed = await signedBytes(to, { account, card, ...introduction, ...(vouch && { vouch: writeVouch(vouch) }) });
  return { account, card, introduction, ...(vouch && { vouch }), ...(signature !== undefined && { signature }), signed };
}

/**
 * The card that has signed it: one of this chain, which is verified to be the invitee's. `card` when the chain is another account's or
 * lacks the card; `signature`, `weak_key`.
 */
export function verifyReply(reply: Reply, chain: CardChain): VerifiedCard {
  const card = chain.account === reply.account ? chain.find(reply.card) : undefined;
  require(card !== undefined, "card");
  const signature = decode(reply.signature ?? "");
  if (signature.length !== SIGNATURE) throw new Refusal("signature");
  verify("reply", decode(card.content.signing), reply.signed, signature);
  return card;
}

/** The reply and the invitation that it answers, so that it answers no other. */
async function signedBytes({ secret, inviter, card }: Answered, reply: Fields): Promise<Bytes> {
  return writeCanonical(SIGNED_KEYS, { ...reply, inviter, inviter_card: card, find: await findOf(secret) });
}

function withoutSpaces(padded: Bytes): Bytes {
  let end = padded.length;
  while (end > 0 && padded[end - 1] === SPACE) end -= 1;
  return concat(padded.subarray(0, end));
}
