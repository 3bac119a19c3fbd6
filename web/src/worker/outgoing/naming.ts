import { randomId, type Id } from "../../protocol/id";
import type { DocumentLabel, FolderLabel } from "../../protocol/locker/label";
import type { Locker } from "../../protocol/log/state";
import { require } from "../../protocol/refusal";
import type { Api } from "../http/api";
import type { Draft } from "../locker/draft";
import type { Labels } from "../locker/labels";
import type { NodeKeys } from "../locker/node-keys";
import type { OpenLocker } from "../locker/open-locker";
import { writeDocument, writeNewFolder } from "../locker/writing";
import type { Kept } from "./kept";

/**
 * Names a paper in the log, whose object the server has; gives the document that it became. Named already, it isn't named again.
 * A file that was changed elsewhere isn't replaced: ours becomes a document of its own beside it. Where its folder is gone or
 * in the bin, another one takes the paper.
 */
export async function nameInLog(api: Api, locker: OpenLocker, labels: Labels, kept: Kept, now: number): Promise<Id> {
  const { replaces } = kept;
  if (replaces === undefined) return addNamed(locker, labels, kept, kept.node, kept.name);
  // Ours may have been named, and replaced since: then there is nothing to do, and nothing beside it.
  if (await wasNamed(api, locker, kept)) return kept.node;
  const stood = await locker.append(async (draft) => {
    const known = draft.locker.documents.get(kept.node);
    if (known?.objects[0]?.id !== replaces.base) return false;
    const { thumbnail: _, thumbnail_size: __, ...label } = await labels.document(draft.locker, kept.node);
    const next = { ...label, ...fileOf(kept), edition: label.edition + 1, modified: now };
    await writeDocument(draft, locker.keys, kept.node, { folder: known.folder, label: next, objects: [kept.object] });
    return true;
  });
  return stood ? kept.node : addNamed(locker, labels, kept, replaces.copy, marked(kept.name, kept.added));
}

async function addNamed(locker: OpenLocker, labels: Labels, kept: Kept, node: Id, name: string): Promise<Id> {
  const label: DocumentLabel = { name, ...fileOf(kept), edition: 1, added: kept.added, modified: kept.added };
  await locker.append(async (draft) => {
    if (draft.locker.documents.has(node)) return;
    const folder = await folderFor(draft, locker.keys, labels, kept.folder);
    await writeDocument(draft, locker.keys, node, { folder, label, objects: [kept.object] });
  });
  return node;
}

export function fileOf({ type, size, payload }: Kept): Pick<DocumentLabel, "type" | "size" | "payload"> {
  return { type, size, payload };
}

async function wasNamed(api: Api, locker: OpenLocker, { node, object, replaces }: Kept): Promise<boolean> {
  const current = locker.reader.locker.documents.get(node)?.objects[0]?.id;
  if (current === object.id) return true;
  if (current === replaces?.base) return false;
  // What the server says here decides only whether a copy is made: our own signature is on what it must show.
  const acts = await api.actsOn(locker.id, node);
  return acts.some(({ body }) => body?.form === "document" && body.objects[0]?.id === object.id);
}

/**
 * The folder that was chosen, or the first that isn't in the bin; a new one is made, unless there is one of its name by now.
 * `node` in a locker without any.
 */
async function folderFor(draft: Draft, keys: NodeKeys, labels: Labels, chosen: Kept["folder"]): Promise<Id> {
  const all = await foldersOfPapers(draft.locker, labels);
  const living = new Map([...all].filter(([, { trashed }]) => trashed === undefined));
  if (typeof chosen === "string") {
    const [found] = living.has(chosen) ? [chosen] : [...living.keys(), ...all.keys()];
    require(found !== undefined, "node");
    return found;
  }
  for (const [id, { name, pictogram }] of living) {
    if (name === chosen.name && (pictogram ?? "") === chosen.pictogram) return id;
  }
  const made = randomId();
  await writeNewFolder(draft, keys, made, { ...chosen });
  return made;
}

async function foldersOfPapers(locker: Locker, labels: Labels): Promise<Map<Id, FolderLabel>> {
  const folders = new Map<Id, FolderLabel>();
  for (const id of locker.folders.keys()) {
    const label = await labels.folder(locker, id);
    if (label.holds === undefined) folders.set(id, label);
  }
  return folders;
}

/** The name with its day, before the extension: "bail (2026-05-04).pdf". */
export function marked(name: string, time: number): string {
  const day = new Date(time).toISOString().slice(0, 10);
  const dot = name.lastIndexOf(".");
  const end = dot > 0 ? dot : name.length;
  return `${name.slice(0, end)} (${day})${name.slice(end)}`;
}
