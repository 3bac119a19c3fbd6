import { joinFiles } from "../../protocol/act/beside";
import type { GivenBox, GrantId } from "../../protocol/act/people";
import { compare, decode, hashOf, type Bytes } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import type { LockerGrant } from "../../protocol/log/state";
import { sealBox } from "../../protocol/people/box";
import type { NewKey } from "./boxes-where";
import type { Draft } from "./draft";

/** The key for everybody whose grant on just this node stays and who doesn't have it; the files go beside the act. */
export async function boxesFor(draft: Draft, { keyNode, ...place }: NewKey): Promise<{ boxes?: GivenBox[]; beside: Bytes }> {
  const { locker } = draft;
  const without = [...locker.grants].filter(([, grant]) => grant.node === place.node && !hasKey(grant, keyNode, place));
  // Who is one too many asks for a grant again.
  const ascending = without.sort(([one], [other]) => compare(decode(one), decode(other))).slice(0, limits.BOXES);
  const boxes: GivenBox[] = [];
  const files: Bytes[] = [];
  for (const [grant, state] of ascending) {
    const file = await boxFor(draft, place, grant, state);
    if (file === null) continue;
    boxes.push({ grant, box: hashOf(file) });
    files.push(file);
  }
  return { ...(boxes.length > 0 && { boxes }), beside: joinFiles(files) };
}

async function boxFor(draft: Draft, place: Omit<NewKey, "keyNode">, grant: GrantId, state: LockerGrant): Promise<Bytes | null> {
  const recipient = await draft.recipientOf(state);
  return recipient === null ? null : sealBox(recipient, { locker: draft.locker.id, ...place, grant });
}

function hasKey({ given }: LockerGrant, keyNode: Id, { epoch, turn = 0 }: { epoch: number; turn?: number }): boolean {
  const known = given.get(keyNode);
  return known?.epoch === epoch && known.turn === turn;
}
