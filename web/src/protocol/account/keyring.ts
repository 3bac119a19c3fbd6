import { decode, encode, isHash, isText64, type Bytes, type Hash } from "../bytes";
import { isFields, isInteger, isListOf, isString, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import * as limits from "../limits";
import { mergePeople } from "../people/merge";
import { mergeVouches } from "../people/vouches";
import { KEYRING_BLOCK } from "../padding";
import { require } from "../refusal";
import { SEAL_OVERHEAD, openSealed, seal } from "../seal";
import { field, maybeField, readSealedJson, writeSealedJson } from "../sealed-json";
import { Secret } from "../secret";
import { Identity } from "../to";
import { readHandle, type Handle } from "./handle";

/** What an account key opens (§5). Never changed: `seal` writes it, with the keys that this version doesn't know. */
export interface Keyring {
  readonly handle: Handle;
  /** Seed of the newest card's signing key. */
  readonly signing: Secret;
  /** The newest card's hybrid identity, and its seed. */
  readonly identity: Secret;
  /** Number of the newest card. */
  readonly card: number;
  /** X25519 recipient of the recovery card: its slot can be sealed again without the paper. */
  readonly recovery: string;
  readonly lockers: readonly OwnLocker[];
  /** People who were met, each as `readPerson` reads them; others are kept as they are. */
  readonly people: readonly Fields[];
  /** Own invitations that wait for an answer, kept as they are. */
  readonly invitations: readonly Fields[];
  readonly unknown: Fields;
}

export interface OwnLocker {
  readonly locker: Id;
  readonly root: Secret;
  /** The newest head that this account has seen: a pin. */
  readonly seq: number;
  readonly hash: Hash;
  readonly unknown: Fields;
}

const SUITE = 1;
const KEYS = ["suite", "handle", "signing", "identity", "card", "recovery", "lockers", "people", "invitations"];
const LOCKER_KEYS = ["locker", "root", "seq", "hash"];

/** Seals it as `version` of the account's keyring; `too_large` over 1 MiB. */
export async function sealKeyring(accountKey: Secret, account: Id, version: number, keyring: Keyring): Promise<Bytes> {
  const json = writeSealedJson(keyringFields(keyring), KEYRING_BLOCK, limits.KEYRING);
  return seal(accountKey, { context: "keyring", account, version }, json);
}

/**
 * Opens what the server gave as `version`; `seen` is the highest version that this client has seen, 0 at first. `rolled_back`
 * below it; the refusals of `openSealed`; `suite`, `handle`, `malformed` and `too_large` for its contents.
 */
export async function openKeyring(accountKey: Secret, account: Id, version: number, seen: number, sealed: Bytes): Promise<Keyring> {
  require(version >= seen, "rolled_back");
  require(sealed.length <= limits.KEYRING + SEAL_OVERHEAD, "too_large");
  const json = await openSealed(accountKey, { context: "keyring", account, version }, sealed);
  return readKeyring(readSealedJson(json, limits.KEYRING));
}

/** After a conflict: pins by maximum, people, invitations and vouches by union, the rest is the newer's. */
export function mergeKeyrings(newer: Keyring, older: Keyring): Keyring {
  const lockers = newer.lockers.map((own) => {
    const other = older.lockers.find(({ locker }) => locker === own.locker);
    return other !== undefined && other.seq > own.seq ? { ...own, seq: other.seq, hash: other.hash } : own;
  });
  const vouches = mergeVouches(newer.unknown["vouches"], older.unknown["vouches"]);
  const introduction = newer.unknown["introduction"] ?? older.unknown["introduction"];
  return {
    ...newer,
    lockers,
    people: mergePeople(newer.people, older.people),
    invitations: mergeInvitations(newer.invitations, older.invitations),
    unknown: { ...newer.unknown, ...(introduction !== undefined && { introduction }), ...(vouches.length > 0 && { vouches }) },
  };
}

/** The hybrid identity of the newest card. */
export function cardIdentity(keyring: Keyring): Identity {
  return new Identity("mlkem768x25519", keyring.identity);
}

export function forgetKeyring(keyring: Keyring): void {
  keyring.signing.forget();
  keyring.identity.forget();
  for (const own of keyring.lockers) own.root.forget();
}

export function readKeyring(fields: Fields): Keyring {
  require(field(fields, "suite", isInteger) === SUITE, "suite");
  const recovery = field(fields, "recovery", isString);
  require(recovery.startsWith("age1") && !recovery.startsWith("age1pq1") && recovery.length <= 90, "malformed");
  return {
    handle: readHandle(field(fields, "handle", isString)),
    signing: secretField(fields, "signing"),
    identity: secretField(fields, "identity"),
    card: field(fields, "card", isInteger),
    recovery,
    lockers: field(fields, "lockers", isListOf(isFields)).map(readLocker),
    people: field(fields, "people", isListOf(isFields)),
    invitations: maybeField(fields, "invitations", isListOf(isFields)) ?? [],
    unknown: without(fields, KEYS),
  };
}

export function keyringFields(keyring: Keyring): Fields {
  return {
    suite: SUITE,
    handle: keyring.handle,
    signing: encode(keyring.signing.exposeBytes()),
    identity: encode(keyring.identity.exposeBytes()),
    card: keyring.card,
    recovery: keyring.recovery,
    lockers: keyring.lockers.map(({ locker, root, seq, hash, unknown }) => ({
      locker,
      root: encode(root.exposeBytes()),
      seq,
      hash,
      ...unknown,
    })),
    people: keyring.people,
    ...(keyring.invitations.length > 0 && { invitations: keyring.invitations }),
    ...keyring.unknown,
  };
}

function readLocker(fields: Fields): OwnLocker {
  return {
    locker: field(fields, "locker", isId),
    root: secretField(fields, "root"),
    seq: field(fields, "seq", isInteger),
    hash: field(fields, "hash", isHash),
    unknown: without(fields, LOCKER_KEYS),
  };
}

function secretField(fields: Fields, key: string): Secret {
  const bytes = decode(field(fields, key, isText64));
  require(bytes.length === 32, "malformed");
  return new Secret(bytes);
}

/** One that another device has done with comes back, and goes again the next time. */
function mergeInvitations(newer: readonly Fields[], older: readonly Fields[]): Fields[] {
  const others = new Map(older.map((invitation) => [invitation["secret"], invitation]));
  const known = newer.map((invitation) => {
    const person = invitation["person"] ?? others.get(invitation["secret"])?.["person"];
    return { ...invitation, ...(person !== undefined && { person }) };
  });
  return [...known, ...older.filter(({ secret }) => !newer.some((invitation) => invitation["secret"] === secret))];
}

function without(fields: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}
