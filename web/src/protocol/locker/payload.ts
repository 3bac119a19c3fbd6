import type { ObjectName } from "../act/body";
import { encode, type Bytes, type Hash } from "../bytes";
import { sha256Large } from "../hazmat/hash";
import { randomId } from "../id";
import * as limits from "../limits";
import { padPayload, unpadPayload } from "../padding";
import { require } from "../refusal";
import { Identity, openAddressed, sealTo } from "../to";

/** A file, sealed once: its ciphertext is kept until the server has acknowledged it. */
export interface SealedPayload {
  name: ObjectName;
  sealed: Bytes;
  /** Opens it; belongs into the label. */
  identity: Identity;
}

/** `too_large` over 50 MiB. */
export async function sealPayload(file: Uint8Array): Promise<SealedPayload> {
  require(file.length <= limits.DOCUMENT, "too_large");
  const identity = Identity.random("X25519");
  const sealed = await sealTo("X25519", await identity.recipient(), padPayload(file));
  const sha256 = await hashLarge(sealed);
  return { name: { id: randomId(), size: sealed.length, sha256 }, sealed, identity };
}

/**
 * Opens a payload of true length `length`. Size and SHA-256 are compared with the log *before* anything is opened (`size`,
 * `hash`); then the refusals of `openAddressed`, and `padding`.
 */
export async function openPayload(
  identity: Identity,
  name: Pick<ObjectName, "size" | "sha256">,
  length: number,
  sealed: Bytes,
): Promise<Bytes> {
  require(length <= limits.DOCUMENT && name.size <= limits.OBJECT, "too_large");
  require(sealed.length === name.size, "size");
  require((await hashLarge(sealed)) === name.sha256, "hash");
  return unpadPayload(await openAddressed(identity, sealed), length);
}

async function hashLarge(bytes: Bytes): Promise<Hash> {
  return encode(await sha256Large(bytes)) as Hash;
}
