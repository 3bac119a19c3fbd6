import type { Act } from "../act/act";
import { isHash, utf8, type Bytes } from "../bytes";
import { isInteger, readCanonical } from "../canonical";
import * as limits from "../limits";
import { Refusal, require } from "../refusal";
import { addDeposit } from "./deposits";
import { addGrant, endGrant, passTime } from "./grants";
import { addKey } from "./rules-keys";
import { setDocument, setStream } from "./rules-nodes";
import { folderAfter, folderOf, placeOf, type Folder, type Locker, type Place } from "./state";

/** The living acts of a locker, ascending (§7, "Checkpoint"). */
export function livingList(locker: Locker): Place[] {
  const heads = [locker.keysStream, ...Array.from(locker.folders.values(), (folder) => folder.stream)];
  const folders = [...locker.folders.values()];
  return ascending([
    ...heads,
    locker.first,
    locker.cardAct,
    ...locker.keys.map((key) => key.act),
    ...folders.flatMap((folder) => [...folder.keys.map((key) => key.act), folder.put]),
    ...Array.from(locker.documents.values(), (document) => document.put),
    ...Array.from(locker.deposits.values(), (deposit) => deposit.act),
    ...Array.from(locker.grants.values()).flatMap((grant) => [grant.act, ...Array.from(grant.given.values(), ({ act }) => act)]),
    ...Array.from(locker.exposed.values()).flatMap(({ given, revoke }) => [given.act, revoke]),
  ]);
}

/** Canonical bytes of a list: `[[seq,"hash"],…]`. */
export function writeList(list: readonly Place[]): Bytes {
  return utf8(JSON.stringify(list.map(({ seq, hash }) => [seq, hash])));
}

/** Reads the list beside a checkpoint: `too_large` over 4 MiB, `not_canonical`, `list` when it isn't ascending. */
export function readList(bytes: Bytes): Place[] {
  const entries = readCanonical(bytes, limits.CHECKPOINT_LIST);
  require(Array.isArray(entries), "not_canonical");
  const list = entries.map(readEntry);
  require(
    list.every((entry, at) => at === 0 || entry.seq > (list[at - 1]?.seq ?? 0)),
    "list",
  );
  return list;
}

/**
 * Sets state from a living act that a checkpoint vouches for, by no rule that needs the acts in between; `list` for an act
 * that can't be living.
 */
export function setLiving(locker: Locker, act: Act): void {
  const place = placeOf(act);
  const { body } = act;
  passTime(locker, act.header.time);
  require(body !== undefined, "list");
  switch (body.form) {
    case "rotate":
      require(body.node === locker.id || locker.folders.has(body.node), "list");
      addKey(locker, body, place);
      return;
    case "new_folder":
      locker.folders.set(body.node, folderOf(body, place));
      locker.keysStream = place;
      return;
    case "folder":
      changeFolder(locker, body.node, (folder) => folderAfter(folder, body, place));
      return;
    case "document":
      // A newer put of the same document replaces it; an older one stands as the head of its stream, or for the keys that it gave.
      require(locker.folders.has(body.parent), "list");
      setDocument(locker, act, body);
      return;
    case "leave":
    case "purge":
      require(locker.folders.has(body.parent), "list");
      setStream(locker, body.parent, act);
      return;
    case "seen":
      require(locker.folders.has(body.node), "list");
      setStream(locker, body.node, act);
      return;
    case "card":
      locker.card = body.card;
      locker.cardNumber = body.number;
      locker.cardAct = place;
      return;
    case "grant":
      addGrant(locker, act, body);
      return;
    case "revoke":
      endGrant(locker, act, body);
      return;
    case "deposit":
      addDeposit(locker, act, body);
      return;
    case "locker":
    case "checkpoint":
    case "gap":
      throw new Refusal("list");
  }
}

function changeFolder(locker: Locker, id: Parameters<typeof setStream>[1], change: (folder: Folder) => Folder): void {
  const folder = locker.folders.get(id);
  require(folder !== undefined, "list");
  locker.folders.set(id, change(folder));
}

function ascending(places: readonly (Place | undefined)[]): Place[] {
  const known = new Map<number, Place>();
  for (const place of places) {
    if (place !== undefined) known.set(place.seq, place);
  }
  return [...known.values()].sort((one, other) => one.seq - other.seq);
}

function readEntry(entry: unknown): Place {
  require(Array.isArray(entry) && entry.length === 2, "not_canonical");
  const [seq, hash] = entry as unknown[];
  require(isInteger(seq) && isHash(hash), "not_canonical");
  return { seq, hash };
}
