import { decode, encode, isHash, utf8, type Bytes, type Hash, type Text64 } from "../bytes";
import { isOrigin } from "../account/origin";
import { derive } from "../derive";
import { decodeBase32, encodeBase32 } from "../hazmat/base32";
import { isId, type Id } from "../id";
import { require } from "../refusal";
import { Secret } from "../secret";

const QR = "ARMOIRE:";
const SUITE = "2";
/** The recovery card's, which is no invitation. */
const RECOVERY = "1";
const LINK = "/#/invite/";
/** Characters of an id, and of 32 bytes in base32 and in base64url. */
const ID = 32;
const BASE32 = 52;
const BASE64 = 43;

/** How an invitation is carried: a code from one screen to the other's camera, or a text. Both say the same. */
export type Carrier = "qr" | "link";

/** An invitation (§5). Whoever has it can answer it, once. */
export interface Invitation {
  inviter: Id;
  /** Hash of a card of the inviter's: what makes scanning it verify their keys. */
  card: Hash;
  /** Opens greeting and reply, and leads to their place. */
  secret: Secret;
  /** Where both have their accounts. */
  origin: string;
  carrier: Carrier;
}

/** Milliseconds for which an invitation can be answered. */
export const LIFETIME: Record<Carrier, number> = { qr: 10 * 60 * 1000, link: 7 * 24 * 60 * 60 * 1000 };

/** Where greeting and reply to the invitation of this secret lie. */
export async function findOf(secret: Secret): Promise<Text64> {
  return encode((await derive(secret, { context: "find", kind: "invite" })).exposeBytes());
}

/** The text that carries it: a secret until it is answered. */
export function exposeInvitation({ inviter, card, secret, origin, carrier }: Invitation): string {
  if (carrier === "link") return `${origin}${LINK}${inviter}.${card}.${encode(secret.exposeBytes())}`;
  return `${QR}${SUITE}:${inviter}:${encodeBase32(decode(card))}:${encodeBase32(secret.exposeBytes())}:${origin}`.toUpperCase();
}

/**
 * Reads either text; space around it doesn't matter. `length` when its end, or a part of it, is missing; `suite` for a code of a
 * number that isn't known; `malformed` for anything else that is no invitation, also for a recovery card's code.
 */
export function readInvitation(typed: string): Invitation {
  const text = typed.trim();
  return text.startsWith(QR) ? readQr(text.slice(QR.length)) : readLink(text);
}

function readQr(text: string): Invitation {
  const [suite, rest] = splitOnce(text, ":");
  require(rest !== undefined, "length");
  require(suite !== RECOVERY && /^[0-9]+$/.test(suite), "malformed");
  require(suite === SUITE, "suite");
  require(!/[a-z]/.test(rest), "malformed");
  const [inviter = "", card = "", secret = "", origin = ""] = whole(rest, ":", [ID, BASE32, BASE32, 1]);
  const found = { card: encode(base32(card)) as Hash, secret: new Secret(base32(secret)), origin: lower(origin) };
  return checked({ inviter: lower(inviter) as Id, ...found, carrier: "qr" });
}

function readLink(text: string): Invitation {
  const [origin, rest] = splitOnce(text, LINK);
  require(rest !== undefined && isOrigin(origin), "malformed");
  const [inviter = "", card = "", secret = ""] = whole(rest, ".", [ID, BASE64, BASE64]);
  return checked({ inviter: inviter as Id, card: card as Hash, secret: new Secret(decode(secret)), origin, carrier: "link" });
}

function checked(invitation: Invitation): Invitation {
  const { inviter, card, secret, origin } = invitation;
  require(isId(inviter) && isHash(card) && secret.exposeBytes().length === 32 && isOrigin(origin), "malformed");
  return invitation;
}

/** As many parts as there should be, none of them shorter than it should be. */
function whole(text: string, separator: string, least: readonly number[]): string[] {
  const all = text.split(separator);
  const parts = [...all.slice(0, least.length - 1), all.slice(least.length - 1).join(separator)];
  const isWhole = all.length >= least.length && parts.every((part, at) => utf8(part).length >= (least[at] ?? 0));
  require(isWhole, "length");
  return parts;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** ASCII alone: what isn't stays what it was, and is refused. */
function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function base32(text: string): Bytes {
  const bytes = decodeBase32(text);
  require(bytes !== null, "malformed");
  return bytes;
}
