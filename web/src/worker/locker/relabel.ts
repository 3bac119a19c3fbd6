import { ArmoireError } from "../../bridge/bridge";
import type { Id } from "../../protocol/id";
import type { DocumentLabel, FolderLabel } from "../../protocol/locker/label";
import type { Labels } from "./labels";
import type { Writable } from "./keys";
import { writeDocument, writeFolder, writeMove } from "./writing";

/** `trashed` of `null` takes out of the bin. */
export interface LabelChange {
  name?: string;
  trashed?: number | null;
}

/** Renames, trashes or restores a document or a folder: on the newest state, so that it is done again after a conflict. */
export function relabel(
  locker: Writable,
  labels: Labels,
  id: Id,
  change: LabelChange,
  now: number,
): Promise<void> {
  return locker.append(async (draft) => {
    const { folders, documents } = draft.locker;
    const document = documents.get(id);
    if (document !== undefined) {
      const label = { ...changed(await labels.document(draft.locker, id), change), modified: now };
      await writeDocument(draft, locker.keys, id, { folder: document.folder, label, objects: document.objects });
    } else if (folders.has(id)) {
      await writeFolder(draft, locker.keys, id, changed(await labels.folder(draft.locker, id), change));
    } else {
      throw new ArmoireError("not_found");
    }
  });
}

export function moveDocument(locker: Writable, labels: Labels, id: Id, folder: Id, now: number): Promise<void> {
  return locker.append(async (draft) => {
    const document = draft.locker.documents.get(id);
    if (document === undefined || !draft.locker.folders.has(folder)) throw new ArmoireError("not_found");
    // Already there: nothing to write.
    if (document.folder === folder) return;
    const label = { ...(await labels.document(draft.locker, id)), modified: now };
    await writeMove(draft, locker.keys, id, folder, label);
  });
}

function changed<T extends DocumentLabel | FolderLabel>(label: T, { name, trashed }: LabelChange): T {
  const next: T = { ...label, ...(name !== undefined && { name }), ...(typeof trashed === "number" && { trashed }) };
  if (trashed === null) delete next.trashed;
  return next;
}
