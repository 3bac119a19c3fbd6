import { checkAgeHeader } from "./age-header";
import type { Bytes } from "./bytes";
import * as age from "./hazmat/age";
import { randomBytes } from "./hazmat/random";
import { Refusal, require } from "./refusal";
import { Secret } from "./secret";

/** X25519: keys that never leave a locker. mlkem768x25519: published keys. */
export type RecipientType = age.RecipientType;

const RECIPIENT = { X25519: "age1", mlkem768x25519: "age1pq1" } as const;

/** A private key that age files are addressed to. */
export class Identity {
  readonly type: RecipientType;
  readonly #secret: Secret;

  constructor(type: RecipientType, secret: Secret) {
    this.type = type;
    this.#secret = secret;
  }

  static random(type: RecipientType): Identity {
    return new Identity(type, new Secret(randomBytes(32)));
  }

  /** Reads `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`; `malformed` for anything else. */
  static read(type: RecipientType, text: string): Identity {
    const bytes = age.identityBytes(type, text);
    if (bytes === null) throw new Refusal("malformed");
    return new Identity(type, new Secret(bytes));
  }

  recipient(): Promise<string> {
    return age.recipientOf(this.exposeText());
  }

  /** As age writes it: for a sealed label, and for opening. */
  exposeText(): string {
    return age.identityText(this.type, this.#secret.exposeBytes());
  }
}

/** An age file of exactly one recipient; `recipient` when the text isn't one of this type. */
export async function sealTo(type: RecipientType, recipient: string, bytes: Uint8Array): Promise<Bytes> {
  // Every hybrid recipient begins like an X25519 one too: the longer beginning decides.
  const found: RecipientType = recipient.startsWith(RECIPIENT.mlkem768x25519) ? "mlkem768x25519" : "X25519";
  require(found === type && recipient.startsWith(RECIPIENT[type]), "recipient");
  return age.encrypt(recipient, bytes);
}

/** Opens a whole age file: `header`, `stanzas`, `recipient` for a wrong identity, `tampered` for an altered file. */
export async function openAddressed(identity: Identity, file: Uint8Array): Promise<Bytes> {
  checkAgeHeader(file, identity.type);
  const opened = await age.decrypt(identity.exposeText(), file);
  if (typeof opened === "string") throw new Refusal(opened);
  return opened;
}
