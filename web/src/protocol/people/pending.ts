import { decode, encode, isHash, isText64, type Hash } from "../bytes";
import { isInteger, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import { field, maybeField } from "../sealed-json";
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
  try {
    const carrier = fields["kind"];
    const [secret, person] = [decode(field(fields, "secret", isText64)), maybeField(fields, "person", isId)];
    if ((carrier !== "qr" && carrier !== "link") || secret.length !== 32) return null;
    const said = { card: field(fields, "card", isHash), carrier, until: field(fields, "until", isInteger) };
    return { secret: new Secret(secret), ...said, ...(person && { person }) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

export function writeOpenInvitation({ secret, card, carrier, until, person }: OpenInvitation): Fields {
  return { secret: encode(secret.exposeBytes()), card, kind: carrier, until, ...(person && { person }) };
}
