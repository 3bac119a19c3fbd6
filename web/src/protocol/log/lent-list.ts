import type { Id } from "../id";
import type { Locker, Place } from "./state";

/** The acts that a grantee of this node starts from (§7, "What a grantee reads"), ascending: `living` of the grant's box. */
export function lentList(locker: Locker, node: Id): Place[] {
  const isWhole = node === locker.id;
  const folders = [...locker.folders].filter(([id, folder]) => id === node || (isWhole && !folder.private));
  const shown = new Set(folders.map(([id]) => id));
  const documents = [...locker.documents].filter(([id, { folder }]) => id === node || shown.has(folder));
  const places = [
    ...(isWhole ? [...locker.keys.map(({ act }) => act), locker.keysStream] : []),
    ...folders.flatMap(([, { keys, put, stream }]) => [...keys.map(({ act }) => act), put, stream]),
    ...documents.map(([, { put }]) => put),
  ];
  const bySeq = new Map(places.flatMap((place) => (place === undefined ? [] : [[place.seq, place]])));
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq);
}
