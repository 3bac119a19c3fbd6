import type { Bytes } from "../bytes";
import { derive } from "../derive";
import { randomBytes } from "../hazmat/random";
import type { Id } from "../id";
import { require } from "../refusal";
import { openSealed, seal } from "../seal";
import { Secret } from "../secret";
import { Identity } from "../to";

/** Where a key of the locker or a folder belongs. The locker as a node has the locker's id. */
export interface NodeEpoch {
  locker: Id;
  node: Id;
  /** From 1. */
  epoch: number;
}

/** A fresh key: AK, `root`, or that of a locker's or folder's epoch. */
export function randomKey(): Secret {
  return new Secret(randomBytes(32));
}

/** Seals a node's key under its parent's: `root`, or the locker's key. */
export function sealNodeKey(parent: Secret, place: NodeEpoch, key: Secret): Promise<Bytes> {
  return seal(parent, { context: "node", ...place }, key.exposeBytes());
}

/** The refusals of `openSealed`; `length` when it holds no key. */
export async function openNodeKey(parent: Secret, place: NodeEpoch, sealed: Bytes): Promise<Secret> {
  return asKey(await openSealed(parent, { context: "node", ...place }, sealed));
}

/** Seals the key of `old` under the one that replaces it. */
export function sealPrior(newKey: Secret, old: NodeEpoch, oldKey: Secret): Promise<Bytes> {
  return seal(newKey, { context: "prior", ...old }, oldKey.exposeBytes());
}

/**
 * The key of an earlier epoch: walks back through what each rotation carries; `prior` gives what the rotation *to* an epoch
 * carries. `epoch` when `wanted` is 0, above the newest, or a rotation is missing.
 */
export async function earlierKey(
  newestKey: Secret,
  newest: NodeEpoch,
  wanted: number,
  prior: (epoch: number) => Bytes | undefined,
): Promise<Secret> {
  require(wanted > 0 && wanted <= newest.epoch, "epoch");
  let key = newestKey;
  for (let epoch = newest.epoch - 1; epoch >= wanted; epoch -= 1) {
    const sealed = prior(epoch + 1);
    require(sealed !== undefined, "epoch");
    key = asKey(await openSealed(key, { context: "prior", locker: newest.locker, node: newest.node, epoch }, sealed));
  }
  return key;
}

export function documentKey(folderKey: Secret, node: Id, epoch: number, turn: number): Promise<Secret> {
  return derive(folderKey, { context: "document", node, epoch, turn });
}

/** The inbox of the locker under its key of this epoch. */
export async function inboxIdentity(lockerKey: Secret, epoch: number): Promise<Identity> {
  return new Identity("mlkem768x25519", await derive(lockerKey, { context: "inbox", epoch }));
}

function asKey(bytes: Bytes): Secret {
  require(bytes.length === 32, "length");
  return new Secret(bytes);
}
