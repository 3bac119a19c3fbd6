import type { GivenBox } from "../../protocol/act/people";
import type { Bytes } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import type { Secret } from "../../protocol/secret";
import { parts } from "../parts";
import type { Draft } from "./draft";

/** A node's key that is about to be written under. `keyNode` is the node whose epochs it follows. */
export interface NewKey {
  node: Id;
  keyNode: Id;
  epoch: number;
  turn?: number;
  key: Secret;
}

/** The key for everybody whose grant on just this node stays and who doesn't have it; most lockers lend nothing, and need no code for that. */
export async function boxesWhere(draft: Draft, key: NewKey): Promise<{ boxes?: GivenBox[]; beside: Bytes }> {
  if (draft.locker.grants.size === 0) return { beside: new Uint8Array(0) };
  const { boxesFor } = await parts.boxes();
  return boxesFor(draft, key);
}
