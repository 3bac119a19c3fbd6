import { decode, encode, isHash, utf8, type Bytes, type Hash } from "../bytes";
import { FieldReader, isInteger, isString, readCanonical, writeCanonical } from "../canonical";
import type { GrantId } from "../act/people";
import type { Id } from "../id";
import * as limits from "../limits";
import type { Place } from "../log/state";
import { require } from "../refusal";
import { Secret } from "../secret";
import { openAddressed, sealTo, type Identity } from "../to";

/** A purpose, bytes of UTF-8. */
const PURPOSE = 1024;
/** Most bytes of an age file beside its plaintext: header, and 16 bytes for each 64 KiB. */
const AGE_OVERHEAD = limits.AGE_HEADER + 4096;

/** A key that a grant's grantee opens. */
export interface KeyBox {
  locker: Id;
  node: Id;
  epoch: number;
  /** A document's. */
  turn?: number;
  key: Secret;
  grant: GrantId;
  /** The acts that the grantee starts from; with a `grant`, and only there. */
  living?: readonly (readonly [number, Hash])[];
  /** Why, in words. */
  purpose?: string;
}

/** A box that was opened; `living` is empty for a key that replaces one. */
export interface GivenKey extends Omit<KeyBox, "living"> {
  living: readonly Place[];
}

const KEYS = ["locker", "node", "epoch", "turn", "key", "grant", "living", "purpose"];

/** An age file to the recipient of the grantee's card; `recipient` when that isn't a published one. */
export function sealBox(recipient: string, { key, ...box }: KeyBox): Promise<Bytes> {
  return sealTo("mlkem768x25519", recipient, writeCanonical(KEYS, { ...box, key: encode(key.exposeBytes()) }));
}

/** `too_large` over 4 MiB, the refusals of `openAddressed`, `not_canonical`; `length` when it holds no key. */
export async function openBox(identity: Identity, file: Bytes): Promise<GivenKey> {
  require(file.length <= limits.CHECKPOINT_LIST + AGE_OVERHEAD, "too_large");
  const fields = new FieldReader(readCanonical(await openAddressed(identity, file), limits.CHECKPOINT_LIST), KEYS);
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
