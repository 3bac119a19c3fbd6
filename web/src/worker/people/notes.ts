import type { Hash } from "../../protocol/bytes";
import { decode } from "../../protocol/bytes";
import { isString, type Fields } from "../../protocol/canonical";
import type { Id } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import type { LabelPlace } from "../../protocol/locker/label";
import type { Locker } from "../../protocol/log/state";
import { LABEL_BLOCK } from "../../protocol/padding";
import { Refusal, require } from "../../protocol/refusal";
import { SEAL_OVERHEAD, openSealed, seal } from "../../protocol/seal";
import { readSealedJson, writeSealedJson } from "../../protocol/sealed-json";
import type { Secret } from "../../protocol/secret";
import type { Draft } from "../locker/draft";
import type { NodeKeys } from "../locker/node-keys";
import type { OpenLocker } from "../locker/open-locker";
import { freshenDocument } from "../locker/rotation";
import { putDocument } from "../locker/writing";

/** A note's label: the same seal and padding as a document's. */
export async function openNote(key: Secret, place: LabelPlace, sealed: Uint8Array<ArrayBuffer>): Promise<Fields> {
  require(sealed.length <= limits.LABEL + SEAL_OVERHEAD, "too_large");
  return readSealedJson(await openSealed(key, { context: "label", ...place }, sealed), limits.LABEL);
}

/** What a note of the locker's says; `undefined` where there is none. */
export async function noteOf(locker: Locker, keys: NodeKeys, node: Id): Promise<Fields | undefined> {
  const known = locker.documents.get(node);
  if (known === undefined || known.objects.length > 0) return undefined;
  const key = await keys.documentKey(locker, node, known);
  return openNote(key, { locker: locker.id, node, version: known.version }, decode(known.label));
}

/** The name of an entry, where it can be read. */
export async function noteName({ reader: { locker }, keys }: OpenLocker, node: Id): Promise<string | undefined> {
  try {
    const name = (await noteOf(locker, keys, node))?.["name"];
    return isString(name) ? name : undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** A note that begins, or its next state; `deposit` = the act that it answers. */
export async function writeNote(draft: Draft, keys: NodeKeys, node: Id, { folder, note, deposit }: { folder: Id; note: Fields; deposit?: Hash }): Promise<void> {
  await freshenDocument(draft, keys, node, folder);
  const known = draft.locker.documents.get(node);
  const label = (key: Secret, place: LabelPlace) => seal(key, { context: "label", ...place }, writeSealedJson(note, LABEL_BLOCK, limits.LABEL));
  const version = (known?.version ?? 0) + 1;
  await putDocument(draft, keys, node, { folder, label, objects: [], version, ...(known && { base: known.put.hash }), ...(deposit && { deposit }) });
}

/** The same words under a fresh key. */
export async function rewriteNote(draft: Draft, keys: NodeKeys, node: Id): Promise<void> {
  const [known, note] = [draft.locker.documents.get(node), await noteOf(draft.locker, keys, node)];
  if (known !== undefined && note !== undefined) await writeNote(draft, keys, node, { folder: known.folder, note });
}
