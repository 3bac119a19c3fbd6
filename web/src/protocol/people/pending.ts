import { decode, encode, isHash, isText64, type Hash } from "../bytes";
import { isInteger, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import { field } from "../sealed-json";
import { Refusal } from "../refusal";
import { Secret } from "../secret";
import type { Carrier } from "./invitation";

/** An invitation of one's own that waits for its answer, as a keyring keeps it (§5): any device of the inviter's can take it up. */
export interface OpenInvitation {
  secret: Secret;
  /** Hash of the card that it names. */
  card: Hash;
  carrier: Carrier;
  /** Until when it can be answered, milliseconds since 1970. */
  until: number;
  /** Who has answered. */
  person?: Id;
}

/** An invitation as a keyring's JSON has it; `null` for what this version can't read. */
export function readOpenInvitation(fields: Fields): OpenInvitation | null {
  const { kind, person } = fields;
  if ((kind !== "qr" && kind !== "link") || (person !== undefined && !isId(person))) return null;
  try {
    const secret = decode(field(fields, "secret", isText64));
    if (secret.length !== 32) return null;
    const [card, until] = [field(fields, "card", isHash), field(fields, "until", isInteger)];
    return { secret: new Secret(secret), card, carrier: kind, until, ...(person && { person }) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

export function writeOpenInvitation({ secret, card, carrier, until, person }: OpenInvitation): Fields {
  return { secret: encode(secret.exposeBytes()), card, kind: carrier, until, ...(person && { person }) };
}
