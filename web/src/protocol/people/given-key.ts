import { decode, isHash, utf8, type Bytes, type Hash } from "../bytes";
import { FieldReader, isInteger, isString, readCanonical } from "../canonical";
import type { GrantId } from "../act/people";
import * as limits from "../limits";
import type { Place } from "../log/state";
import { require } from "../refusal";
import { Secret } from "../secret";
import { openAddressed, type Identity } from "../to";
import { BOX_KEYS, type KeyBox } from "./box";

/** A purpose, bytes of UTF-8. */
const PURPOSE = 1024;
/** Most bytes of an age file beside its plaintext: header, and 16 bytes for each 64 KiB. */
const AGE_OVERHEAD = limits.AGE_HEADER + 4096;

/** A box that was opened; `living` is empty for a key that replaces one. */
export interface GivenKey extends Omit<KeyBox, "living"> {
  living: readonly Place[];
}

/** `too_large` over 4 MiB, the refusals of `openAddressed`, `not_canonical`; `length` when it holds no key. */
export async function openBox(identity: Identity, file: Bytes): Promise<GivenKey> {
  require(file.length <= limits.CHECKPOINT_LIST + AGE_OVERHEAD, "too_large");
  const fields = new FieldReader(readCanonical(await openAddressed(identity, file), limits.CHECKPOINT_LIST), BOX_KEYS);
  const [turn, purpose] = [fields.maybe("turn", isInteger), fields.maybe("purpose", isString)];
  const key = decode(fields.text64("key"));
  require(key.length === 32, "length");
  checkPurpose(purpose);
  const grant = fields.text64("grant");
  require(decode(grant).length === 16, "not_canonical");
  return {
    ...{ locker: fields.id("locker"), node: fields.id("node"), epoch: fields.integer("epoch") },
    ...{ key: new Secret(key), grant: grant as GrantId, living: (fields.maybe("living", isPlaces) ?? []).map(([seq, hash]) => ({ seq, hash })) },
    ...(turn !== undefined && { turn }),
    ...(purpose !== undefined && { purpose }),
  };
}

/** `too_large` over 1,024 bytes. */
export function checkPurpose(purpose: string | undefined): void {
  require(purpose === undefined || (purpose.length <= PURPOSE && utf8(purpose).length <= PURPOSE), "too_large");
}

function isPlaces(value: unknown): value is [number, Hash][] {
  return Array.isArray(value) && value.every((place: unknown) => Array.isArray(place) && place.length === 2 && isInteger(place[0]) && isHash(place[1]));
}
