import { decode, encode, type Bytes } from "../bytes";
import { FieldReader, readCanonical, writeCanonical } from "../canonical";
import type { Id } from "../id";
import { require } from "../refusal";
import { Secret } from "../secret";
import { openAddressed, sealTo } from "../to";
import type { RecoverySecret } from "./recovery-card";

const KEYS = ["account", "slot", "key"];
const LENGTH = 1024;

/** Made of the recipient alone: the keyring has it, so the paper survives a new account key. */
export function sealCardSlot(recipient: string, account: Id, slot: Id, accountKey: Secret): Promise<Bytes> {
  const content = writeCanonical(KEYS, { account, slot, key: encode(accountKey.exposeBytes()) });
  return sealTo("X25519", recipient, content);
}

/**
 * The account key. The refusals of `openAddressed`; `not_canonical` or `length` for other contents; `slot` for another
 * account's or another slot's.
 */
export async function openCardSlot(secret: RecoverySecret, account: Id, slot: Id, sealed: Bytes): Promise<Secret> {
  const content = new FieldReader(readCanonical(await openAddressed(await secret.identity(), sealed), LENGTH), KEYS);
  const inside = { account: content.id("account"), slot: content.id("slot"), key: content.text64("key") };
  require(inside.account === account && inside.slot === slot, "slot");
  const key = decode(inside.key);
  require(key.length === 32, "length");
  return new Secret(key);
}
