import { byte, concat, decode, encode, hashOf, uint16, utf8 } from "../bytes";
import { derive } from "../derive";
import { randomBytes } from "../hazmat/random";
import { isId, type Id } from "../id";
import { Refusal, require } from "../refusal";
import { Secret } from "../secret";
import { Identity } from "../to";
import { isOrigin } from "./origin";

const GROUPS = 8;
const DIGITS = 6;
/** Each group is a multiple of this: one wrong digit, or two neighbours exchanged, make it none. */
const CHECK = 11;
const LARGEST = 0xffff * CHECK;
const QR = "ARMOIRE:1:";
const TYPED = 1024;

/** P of the recovery card: 16 bytes. Whoever holds it is the holder. */
export class RecoverySecret {
  readonly #secret: Secret;

  constructor(secret: Secret) {
    this.#secret = secret;
  }

  static generate(): RecoverySecret {
    return new RecoverySecret(new Secret(randomBytes(2 * GROUPS)));
  }

  /** How the server looks the slot up. */
  async find(): Promise<string> {
    return encode((await derive(this.#secret, { context: "find", kind: "card" })).exposeBytes());
  }

  /** Proof of holding the card, for the server. */
  auth(): Promise<Secret> {
    return derive(this.#secret, { context: "auth", kind: "card" });
  }

  /** Opens the card's slot; its recipient is kept in the keyring. */
  async identity(): Promise<Identity> {
    return new Identity("X25519", await derive(this.#secret, { context: "recovery" }));
  }

  /** P itself, for the vectors. */
  exposeSecret(): Secret {
    return this.#secret;
  }

  /** Nine groups of six digits, for paper. */
  exposeGroups(): string[] {
    const bytes = this.#secret.exposeBytes();
    const values = Array.from({ length: GROUPS }, (_, group) => (byte(bytes, 2 * group) << 8) | byte(bytes, 2 * group + 1));
    return [...values, ninth(bytes)].map((value) => String(value * CHECK).padStart(DIGITS, "0"));
  }

  /** The text of the QR code, in characters of its alphanumeric mode. */
  exposeQr(account: Id, origin: string): string {
    return `${QR}${account}:${this.exposeGroups().join("")}:${origin}`.toUpperCase();
  }
}

/**
 * Reads what a person typed: letters and digits count, everything else separates nothing. `card_group` with the first group
 * that isn't six digits and a good multiple of eleven, `card_check` when the groups are good and don't belong together.
 */
export function readGroups(typed: string): RecoverySecret {
  const characters = Array.from(typed.slice(0, TYPED)).filter((character) => /[\p{Alphabetic}\p{N}]/u.test(character));
  const values: number[] = [];
  for (let group = 0; group <= GROUPS; group += 1) {
    values.push(groupValue(characters.slice(group * DIGITS, (group + 1) * DIGITS).join(""), group + 1));
  }
  if (characters.length > (GROUPS + 1) * DIGITS) throw new Refusal("card_group", GROUPS + 1);
  const bytes = concat(...values.slice(0, GROUPS).map(uint16));
  require(values[GROUPS] === ninth(bytes), "card_check");
  return new RecoverySecret(new Secret(bytes));
}

/** Whether a card can have this group: six digits, and a good multiple of eleven. */
export function isGroup(text: string): boolean {
  const value = /^[0-9]{6}$/.test(text) ? Number(text) : NaN;
  return value % CHECK === 0 && value <= LARGEST;
}

/** Reads a scanned code; `malformed` for anything but a recovery card's text, and the refusals of `readGroups`. */
export function readQr(text: string): { secret: RecoverySecret; account: Id; origin: string } {
  const [, upperAccount = "", digits = "", upperOrigin = ""] = /^ARMOIRE:1:([A-Z2-7]{32}):([0-9]*):([^a-z]*)$/.exec(text.slice(0, TYPED)) ?? [];
  const account = upperAccount.toLowerCase();
  const origin = upperOrigin.toLowerCase();
  require(isId(account) && isOrigin(origin), "malformed");
  return { secret: readGroups(digits), account, origin };
}

function groupValue(group: string, number: number): number {
  if (!isGroup(group)) throw new Refusal("card_group", number);
  return Number(group) / CHECK;
}

/** It tells two exchanged groups, or two cards mixed. */
function ninth(secret: Uint8Array): number {
  const hash = decode(hashOf(concat(utf8("armoire/1/card\n"), secret)));
  return (byte(hash, 0) << 8) | byte(hash, 1);
}
