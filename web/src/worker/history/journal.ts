import type { Journal, JournalAct, JournalEntry } from "../../bridge/bridge";
import type { Act } from "../../protocol/act/act";
import type { DocumentState, FolderState, NewFolder } from "../../protocol/act/body";
import { decode } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { openFolderLabel, type DocumentLabel, type FolderLabel } from "../../protocol/locker/label";
import type { Locker } from "../../protocol/log/state";
import type { Labels } from "../locker/labels";
import type { NodeKeys } from "../locker/node-keys";
import { openPut } from "./versions";

const PAGE = 50;

/** What an act did to a paper or folder is told by its label and the one before. */
interface Told {
  act: Act;
  kind: JournalAct | null;
  document?: { put: DocumentState; before: DocumentState | undefined; moved: boolean };
  folder?: { put: FolderState | NewFolder; before: FolderState | NewFolder | undefined };
}

/** A page of the journal of a whole, verified log, before the act `before`; the newest first. */
export async function journalOf(acts: readonly Act[], reading: { locker: Locker; keys: NodeKeys; labels: Labels }, before = Infinity): Promise<Journal> {
  const told = tell(acts).filter(({ act }) => act.header.seq < before);
  const page = told.slice(-PAGE).reverse();
  const entries: JournalEntry[] = [];
  for (const one of page) entries.push({ seq: one.act.header.seq, time: one.act.header.time, ...(await plain(one, reading)) });
  return { entries, more: told.length > page.length };
}

/** What is told of a log, the oldest first. The first half of a move is told with the second; what was deleted for good, by its end. */
function tell(acts: readonly Act[]): Told[] {
  const told: Told[] = [];
  const documents = new Map<Id, DocumentState>();
  const folders = new Map<Id, FolderState | NewFolder>();
  let moving: Id | null = null;
  for (const act of acts) {
    const { body } = act;
    switch (body?.form) {
      case "document":
        told.push({ act, kind: null, document: { put: body, before: documents.get(body.node), moved: moving === body.node } });
        documents.set(body.node, body);
        moving = null;
        break;
      case "new_folder":
      case "folder":
        told.push({ act, kind: null, folder: { put: body, before: folders.get(body.node) } });
        folders.set(body.node, body);
        break;
      case "leave":
        moving = body.node;
        break;
      case undefined:
        moving = null;
        break;
      case "rotate":
        // The first one is part of the beginning.
        if (act.header.seq > 1) told.push({ act, kind: "keys" });
        break;
      case "locker":
      case "card":
      case "gap":
        told.push({ act, kind: body.form });
        break;
      case "purge":
        told.push({ act, kind: "deleted" });
        break;
      case "seen":
      case "checkpoint":
        told.push({ act, kind: "checkpoint" });
        break;
    }
  }
  return told;
}

async function plain({ kind, document, folder }: Told, reading: { locker: Locker; keys: NodeKeys; labels: Labels }): Promise<Pick<JournalEntry, "act" | "name" | "to">> {
  if (document !== undefined) {
    const label = await openPut(reading, document.put);
    if (document.moved) return { act: "moved", name: label.name, to: (await reading.labels.folder(reading.locker, document.put.parent)).name };
    return change("added", document.before && (await openPut(reading, document.before)), label, { renamed: "renamed", trashed: "trashed", restored: "restored" });
  }
  if (folder !== undefined) {
    const label = await openFolder(reading, folder.put);
    const acts = { renamed: "folder_renamed", trashed: "folder_trashed", restored: "folder_restored" } as const;
    return change("folder", folder.before && (await openFolder(reading, folder.before)), label, acts);
  }
  return { act: kind ?? "checkpoint" };
}

/** What is different between two labels; a change that nobody sees confirms the log and nothing else. */
function change<T extends DocumentLabel | FolderLabel>(
  begun: JournalAct,
  before: T | undefined,
  after: T,
  acts: Record<"renamed" | "trashed" | "restored", JournalAct>,
): Pick<JournalEntry, "act" | "name" | "to"> {
  const { name } = after;
  if (before === undefined) return { act: begun, name };
  if (before["edition"] !== after["edition"]) return { act: "replaced", name };
  if (before.trashed === undefined && after.trashed !== undefined) return { act: acts.trashed, name };
  if (before.trashed !== undefined && after.trashed === undefined) return { act: acts.restored, name };
  return before.name === name ? { act: "checkpoint" } : { act: acts.renamed, name: before.name, to: name };
}

async function openFolder({ locker, keys }: { locker: Locker; keys: NodeKeys }, put: FolderState | NewFolder): Promise<FolderLabel> {
  const key = await keys.folderKey(locker, put.node, put.epoch);
  return openFolderLabel(key, { locker: locker.id, node: put.node, version: put.version }, decode(put.label));
}
