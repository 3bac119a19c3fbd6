import { bech32 } from "@scure/base";

const PREFIX = { X25519: "AGE-SECRET-KEY-", mlkem768x25519: "AGE-SECRET-KEY-PQ-" } as const;

export type RecipientType = keyof typeof PREFIX;

/** Half of all our code: it comes when somebody opens a locker, and not with the first screen. */
const library = () => import("age-encryption");

/** Fetches what sealing needs, so that it is there when the network is away. Without it, the first use fetches. */
export function prepareAge(): void {
  library().catch(() => undefined);
}

/** Writes 32 secret bytes as age does. */
export function identityText(type: RecipientType, secret: Uint8Array): string {
  return bech32.encodeFromBytes(PREFIX[type], secret).toUpperCase();
}

/** The 32 secret bytes of an identity of this type, or `null` when it isn't one. */
export function identityBytes(type: RecipientType, text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(text);
    const ours = text === text.toUpperCase() && prefix.toUpperCase() === PREFIX[type] && bytes.length === 32;
    return ours ? new Uint8Array(bytes) : null;
  } catch {
    return null;
  }
}

export async function recipientOf(identity: string): Promise<string> {
  return (await library()).identityToRecipient(identity);
}

/** An age file for one recipient. */
export async function encrypt(recipient: string, plaintext: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { Encrypter } = await library();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return new Uint8Array(await encrypter.encrypt(plaintext));
}

/**
 * Opens a whole age file, or says why not. The caller has bounded its header. Nothing is returned before the last chunk
 * was verified.
 */
export async function decrypt(identity: string, file: Uint8Array): Promise<Uint8Array<ArrayBuffer> | "recipient" | "tampered"> {
  const { Decrypter } = await library();
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return new Uint8Array(await decrypter.decrypt(file));
  } catch (error) {
    return error instanceof Error && error.message.startsWith("no identity matched") ? "recipient" : "tampered";
  }
}
