import { ArmoireError, type NewFile, type Outgoing } from "../../bridge/bridge";
import { randomId, type Id } from "../../protocol/id";
import type { DocumentLabel } from "../../protocol/locker/label";
import type { Kept } from "../outgoing/kept";
import { fileOf, marked } from "../outgoing/naming";
import { writeDocument } from "../locker/writing";
import type { PeopleAround } from "../people/context";
import { Acting } from "./acting";
import { checkShown, need } from "./deeds";

/** Keeps a paper on this device that goes into a folder which was lent; it is sent like one's own. */
export async function keepNew(around: PeopleAround, of: Id, file: NewFile, folder: Id): Promise<Outgoing> {
  const acting = await Acting.beginAway(around, of);
  await checkLiving(acting, folder);
  need(acting, folder, "add");
  return around.opened.keep(file, { locker: of, node: randomId(), folder });
}

/** The same, a new version of a paper. */
export async function keepVersion(around: PeopleAround, of: Id, id: Id, file: NewFile): Promise<Outgoing> {
  const acting = await Acting.beginAway(around, of);
  // One that waits already is what this one replaces.
  const before = around.opened.waiting(id).at(-1);
  const known = acting.lent.state.documents.get(id);
  if (known !== undefined) need(acting, id, "edit");
  const base = before?.object.id ?? known?.objects[0]?.id;
  const folder = known?.folder ?? before?.folder;
  if (base === undefined || folder === undefined) throw new ArmoireError("not_found");
  return around.opened.keep(file, { locker: of, node: id, folder, replaces: { base, copy: randomId() } });
}

/**
 * Names a paper in somebody else's log, whose object the server has; gives the document that it became. Named already, it isn't named again. A file that was
 * changed elsewhere isn't replaced: ours becomes a document of its own beside it, where one's right reaches.
 */
export async function nameLent(around: PeopleAround, kept: Kept): Promise<Id> {
  const acting = await Acting.begin(around, kept.locker);
  const { node, replaces, object } = kept;
  if (acting.lent.objects.get(node)?.has(object.id) === true) return node;
  if (replaces === undefined) return addNamed(acting, kept, node, kept.name);
  const stood = await acting.append(async (draft) => {
    const known = draft.locker.documents.get(node);
    if (known?.objects[0]?.id !== replaces.base) return false;
    const { thumbnail: _, thumbnail_size: __, ...label } = await acting.labels.document(draft.locker, node);
    const next = { ...label, ...fileOf(kept), edition: label.edition + 1, modified: around.remote.now() };
    await writeDocument(draft, acting.keys, node, { folder: known.folder, label: next, objects: [object] });
    return true;
  });
  return stood ? node : addNamed(acting, kept, replaces.copy, marked(kept.name, kept.added));
}

async function addNamed(acting: Acting, kept: Kept, node: Id, name: string): Promise<Id> {
  const { folder, added, object } = kept;
  if (typeof folder !== "string") throw new ArmoireError("not_found");
  await checkLiving(acting, folder);
  need(acting, folder, "add");
  const label: DocumentLabel = { name, ...fileOf(kept), edition: 1, added, modified: added };
  await acting.append(async (draft) => {
    if (draft.locker.documents.has(node)) return;
    await writeDocument(draft, acting.keys, node, { folder, label, objects: [object] });
  });
  return node;
}

/** `not_found` for a folder that wasn't lent, or lies in the bin. */
async function checkLiving(acting: Acting, folder: Id): Promise<void> {
  checkShown(acting, folder);
  const { state, labels } = acting.lent;
  if (!state.folders.has(folder) || (await labels.folder(state, folder)).trashed !== undefined) throw new ArmoireError("not_found");
}
