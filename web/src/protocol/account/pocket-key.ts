import { concat, utf8, type Bytes } from "../bytes";
import { derive } from "../derive";
import type { DeviceKey } from "../device-key";
import { slowHash } from "../hazmat/argon2";
import { sha256 } from "../hazmat/hash";
import { Secret } from "../secret";
import type { PocketCode } from "./digits";

/**
 * The key of a device's pocket (§5), from a device key of its own, its code, and the 16 random bytes kept beside what is sealed. Whoever
 * has all of a device can try codes, each at the price of one Argon2id: the code is never the PIN.
 */
export async function pocketKey(device: Secret | DeviceKey, code: PocketCode, salt: Bytes): Promise<Secret> {
  const stretched = new Secret(await slowHash(utf8(code), sha256(concat(utf8("armoire/1/pocket\n"), salt))));
  const key = await derive(device, { context: "pocket", stretched });
  stretched.forget();
  return key;
}
