import { ArmoireError, type OpenDocument, type Progress, type Version } from "../../bridge/bridge";
import type { Act } from "../../protocol/act/act";
import type { DocumentState } from "../../protocol/act/body";
import { decode, type Hash } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { openDocumentLabel, type DocumentLabel } from "../../protocol/locker/label";
import type { Locker } from "../../protocol/log/state";
import { Refusal } from "../../protocol/refusal";
import type { Api } from "../http/api";
import { openFile, type Fetch } from "../locker/documents";
import type { Labels } from "../locker/labels";
import type { NodeKeys } from "../locker/node-keys";
import type { OpenLocker } from "../locker/open-locker";
import { writeDocument } from "../locker/writing";

/** A state that a document had: the first with a file of its own. */
export interface Past {
  put: DocumentState;
  time: number;
  label: DocumentLabel;
}

/** A document's files, the newest first. */
export async function versionsOf(api: Api, locker: OpenLocker, id: Id): Promise<Version[]> {
  const current = locker.reader.locker.documents.get(id)?.objects[0]?.id;
  const past = await pastOf(api, locker, id);
  return past.reverse().map(({ put, time, label: { edition, type, size } }) => ({
    ...{ version: put.version, edition, type, size, time },
    current: put.objects[0]?.id === current,
  }));
}

export async function openVersion(api: Api, locker: OpenLocker, fetch: Fetch, id: Id, version: number, progress?: Progress): Promise<OpenDocument> {
  const { put, label } = await pastAt(api, locker, id, version);
  return openFile(fetch, label, put.objects, progress);
}

/** An earlier file becomes the newest: a new edition, under the name that the document has now. */
export async function restoreVersion(api: Api, locker: OpenLocker, labels: Labels, id: Id, version: number, now: number): Promise<void> {
  const { put, label: past } = await pastAt(api, locker, id, version);
  await locker.append(async (draft) => {
    const known = draft.locker.documents.get(id);
    if (known === undefined) throw new ArmoireError("not_found");
    if (known.objects[0]?.id === put.objects[0]?.id) return;
    const { thumbnail: _, thumbnail_size: __, ...label } = await labels.document(draft.locker, id);
    const { type, size, payload, thumbnail, thumbnail_size } = past;
    const file = { type, size, payload, ...(thumbnail !== undefined && { thumbnail, thumbnail_size }) };
    const next = { ...label, ...file, edition: label.edition + 1, modified: now };
    await writeDocument(draft, locker.keys, id, { folder: known.folder, label: next, objects: put.objects });
  });
}

export async function openPut({ locker, keys }: { locker: Locker; keys: NodeKeys }, put: DocumentState): Promise<DocumentLabel> {
  const key = await keys.documentKey(locker, put.node, { folder: put.parent, epoch: put.epoch, turn: put.turn });
  const label = await openDocumentLabel(key, { locker: locker.id, node: put.node, version: put.version }, decode(put.label));
  key.forget();
  return label;
}

/** One for each edition, the oldest first. */
async function pastOf(api: Api, { id: lockerId, reader: { locker }, keys }: OpenLocker, id: Id): Promise<Past[]> {
  const newest = locker.documents.get(id);
  if (newest === undefined) throw new ArmoireError("not_found");
  const editions = new Map<number, Past>();
  for (const { put, time } of puts(await api.actsOn(lockerId, id), id, newest.put.hash)) {
    const label = await openPut({ locker, keys }, put);
    if (!editions.has(label.edition)) editions.set(label.edition, { put, time, label });
  }
  return [...editions.values()];
}

async function pastAt(api: Api, locker: OpenLocker, id: Id, version: number): Promise<Past> {
  const past = (await pastOf(api, locker, id)).find(({ put }) => put.version === version);
  if (past === undefined) throw new ArmoireError("not_found");
  return past;
}

/** What the server gives is held against the verified newest `put`, back through each `base`; the oldest first. */
function puts(acts: readonly Act[], id: Id, newest: Hash): { put: DocumentState; time: number }[] {
  const byHash = new Map(acts.map((act) => [act.hash, act]));
  const found: { put: DocumentState; time: number }[] = [];
  for (let next: Hash | undefined = newest; next !== undefined; ) {
    const act: Act | undefined = byHash.get(next);
    const body = act?.body;
    // Each is taken once: bases that lead in a circle end here too.
    byHash.delete(next);
    if (act === undefined || (body?.form !== "document" && body?.form !== "leave") || body.node !== id) throw new Refusal("base");
    if (body.form === "document") found.push({ put: body, time: act.header.time });
    next = body.base;
  }
  return found.reverse();
}
