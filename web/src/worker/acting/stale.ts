import type { Act } from "../../protocol/act/act";
import type { Id } from "../../protocol/id";
import { epochOf, exposedKey } from "../../protocol/log/state";
import type { LentLocker } from "./lent-locker";

/**
 * The key that this act used is in wrong hands, says the server: nobody else could, to who doesn't see all grants. Whether there is another one to write
 * under: the folder's, for who may replace that; else the next turn's, for a document.
 */
export function believeStale(lent: LentLocker, act: Act | undefined, mayRotate: (folder: Id) => boolean): boolean {
  const body = act?.body;
  if (body?.form === "folder") return mayRotate(body.node) && expose(lent, body.node, body.node, 0);
  if (body?.form !== "document" && body?.form !== "grant") return false;
  const folder = body.parent ?? body.node;
  if (mayRotate(folder)) return expose(lent, folder, folder, 0);
  return body.parent !== undefined && expose(lent, body.node, folder, body.turn ?? 0);
}

/** `false` when that was known already, and didn't help. */
function expose({ state }: LentLocker, node: Id, keyNode: Id, turn: number): boolean {
  const epoch = epochOf(state, keyNode);
  const key = exposedKey(node, keyNode);
  const known = state.exposed.get(key)?.given;
  if (epoch === undefined || (known?.epoch === epoch && known.turn === turn)) return false;
  state.exposed.set(key, { node, keyNode, given: { epoch, turn, act: state.head } });
  return true;
}
