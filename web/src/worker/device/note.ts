import type { Bytes } from "../../protocol/bytes";
import type { Fields } from "../../protocol/canonical";
import type { DeviceKey } from "../../protocol/device-key";
import { openSealed, seal } from "../../protocol/seal";
import { readSealedJson, writeSealedJson } from "../../protocol/sealed-json";
import type { Secret } from "../../protocol/secret";
import { profilePlace } from "./place";

/** Lengths tell no more than this, bytes. */
const BLOCK = 512;

/** What a device notes for itself, under a key of its own. `limit` in bytes, padded: `too_large` above. */
export async function sealNote(key: Secret | DeviceKey, part: readonly string[], fields: Fields, limit: number): Promise<Bytes> {
  return seal(key, profilePlace(...part), writeSealedJson(fields, BLOCK, limit));
}

/** The refusals of `openSealed`; `malformed` and `too_large` for its contents. */
export async function openNote(key: Secret | DeviceKey, part: readonly string[], sealed: Bytes, limit: number): Promise<Fields> {
  return readSealedJson(await openSealed(key, profilePlace(...part), sealed), limit);
}
