import { concat, equal, type Bytes } from "./bytes";
import { contextInfo, type SlotKind } from "./derive";
import { DeviceKey } from "./device-key";
import { decryptOnce, encryptOnce } from "./hazmat/aes";
import { hkdf } from "./hazmat/hkdf";
import { randomBytes } from "./hazmat/random";
import { Refusal, require } from "./refusal";
import type { Secret } from "./secret";

/** Where a sealed thing belongs (§2). What was sealed for one place opens in no other. */
export type Place =
  | { context: "keyring"; account: string; version: number }
  | { context: "slot"; account: string; slot: string; kind: SlotKind }
  | { context: "node"; locker: string; node: string; epoch: number }
  | { context: "prior"; locker: string; node: string; epoch: number }
  | { context: "label"; locker: string; node: string; version: number }
  | { context: "act"; locker: string; node: string; kind: string; salt: string }
  | { context: "name"; account: string; id: string }
  | { context: "greeting"; inviter: string }
  | { context: "invite"; inviter: string; invitee: string }
  | { context: "profile"; profile: string; part: string };

const SUITE = 0x01;
const SALT = 32;
const COMMITMENT = 32;
const TAG = 16;

/** How much longer the sealed thing is than what it seals. */
export const SEAL_OVERHEAD = 1 + SALT + COMMITMENT + TAG;

/** Encrypts under a key and commits to the key and the place. */
export async function seal(key: Secret | DeviceKey, place: Place, plaintext: Bytes): Promise<Bytes> {
  const salt = randomBytes(SALT);
  const { encryption, commitment } = await expand(key, place, salt);
  return concat(Uint8Array.of(SUITE), salt, commitment, await encryptOnce(encryption, plaintext));
}

/**
 * Inverse of `seal`. Refusals, in this order: `length`, `suite`, `commitment` (another key or another place),
 * `tampered`.
 */
export async function openSealed(key: Secret | DeviceKey, place: Place, sealed: Bytes): Promise<Bytes> {
  require(sealed.length >= SEAL_OVERHEAD, "length");
  require(sealed[0] === SUITE, "suite");
  const salt = sealed.slice(1, 1 + SALT);
  const { encryption, commitment } = await expand(key, place, salt);
  require(equal(commitment, sealed.subarray(1 + SALT, 1 + SALT + COMMITMENT)), "commitment");
  const plaintext = await decryptOnce(encryption, sealed.slice(1 + SALT + COMMITMENT));
  if (plaintext === null) throw new Refusal("tampered");
  return plaintext;
}

async function expand(key: Secret | DeviceKey, place: Place, salt: Bytes): Promise<{ encryption: Bytes; commitment: Bytes }> {
  const secret = key instanceof DeviceKey ? key.handle : key.exposeBytes();
  const material = await hkdf(secret, salt, placeInfo(place), 32 + COMMITMENT);
  return { encryption: material.slice(0, 32), commitment: material.slice(32) };
}

function placeInfo(place: Place): Bytes {
  switch (place.context) {
    case "keyring":
      return contextInfo("keyring", place.account, place.version);
    case "slot":
      return contextInfo("slot", place.account, place.slot, place.kind);
    case "node":
    case "prior":
      return contextInfo(place.context, place.locker, place.node, place.epoch);
    case "label":
      return contextInfo("label", place.locker, place.node, place.version);
    case "act":
      return contextInfo("act", place.locker, place.node, place.kind, place.salt);
    case "name":
      return contextInfo("name", place.account, place.id);
    case "greeting":
      return contextInfo("greeting", place.inviter);
    case "invite":
      return contextInfo("invite", place.inviter, place.invitee);
    case "profile":
      return contextInfo("profile", place.profile, place.part);
  }
}
