import type { Journal, JournalAct, JournalEntry, Somebody } from "../../bridge/bridge";
import type { Act } from "../../protocol/act/act";
import type { DocumentState, FolderState, NewFolder, Purge } from "../../protocol/act/body";
import type { Grant, GrantId } from "../../protocol/act/people";
import { decode } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { openFolderLabel, type DocumentLabel, type FolderLabel } from "../../protocol/locker/label";
import type { Locker } from "../../protocol/log/state";
import type { Fields } from "../../protocol/canonical";
import { readPerson } from "../../protocol/people/person";
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
  grant?: Grant;
  /** Whom it is about. */
  whom?: Id;
}

interface Reading {
  locker: Locker;
  keys: NodeKeys;
  labels: Labels;
  /** Of the keyring. */
  people: readonly Fields[];
}

/** A page of the journal of a whole, verified log, before the act `before`; the newest first. */
export async function journalOf(acts: readonly Act[], reading: Reading, before = Infinity): Promise<Journal> {
  const told = tell(acts).filter(({ act }) => act.header.seq < before);
  const page = told.slice(-PAGE).reverse();
  const entries: JournalEntry[] = [];
  const names = new Map(reading.people.map(readPerson).flatMap((person) => (person === null ? [] : [[person.account, person.introduction.name]])));
  const somebody = (account: Id): Somebody => ({ account, ...(names.has(account) && { name: names.get(account) ?? "" }) });
  for (const one of page) {
    const { seq, time, author } = one.act.header;
    const by = author === reading.locker.holder ? {} : { by: somebody(author) };
    const whom = one.whom === undefined ? {} : { whom: somebody(one.whom) };
    entries.push({ seq, time, ...(await plain(one, reading)), ...by, ...whom });
  }
  return { entries, more: told.length > page.length };
}

/** What is told of a log, the oldest first. The first half of a move is told with the second; what was deleted for good, by its end. */
function tell(acts: readonly Act[]): Told[] {
  const told: Told[] = [];
  const documents = new Map<Id, DocumentState>();
  const folders = new Map<Id, FolderState | NewFolder>();
  const grants = new Map<GrantId, Grant>();
  let moving: Id | null = null;
  for (const act of acts) {
    const { body } = act;
    switch (body?.form) {
      case "document": {
        const from = body.deposit && acts.find(({ hash }) => hash === body.deposit)?.header.author;
        told.push({ act, kind: from ? "accepted" : null, ...(from && { whom: from }), document: { put: body, before: documents.get(body.node), moved: moving === body.node } });
        documents.set(body.node, body);
        moving = null;
        break;
      }
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
        told.push(refused(acts, act, body) ?? { act, kind: "deleted" });
        break;
      case "grant":
        grants.set(body.grant, body);
        told.push({ act, kind: "lent", grant: body, whom: body.grantee });
        break;
      case "revoke": {
        const grant = grants.get(body.grant);
        const whom = grant?.grantee;
        const own = whom === act.header.author;
        told.push({ act, kind: own ? "given_back" : "taken_back", ...(grant && { grant }), ...(whom && !own && { whom }) });
        break;
      }
      case "deposit":
        told.push({ act, kind: "deposited" });
        break;
      case "seen":
      case "checkpoint":
        told.push({ act, kind: "checkpoint" });
        break;
    }
  }
  return told;
}

/** The end of a deposit that nobody took: its header stays, and says whose it was. */
function refused(acts: readonly Act[], act: Act, { base, parent }: Purge): Told | null {
  if (parent !== act.header.locker) return null;
  const deposit = acts.find(({ hash }) => hash === base);
  return { act, kind: "refused", ...(deposit && { whom: deposit.header.author }) };
}

/** What was lent, as it is called now; and from when, where that is after it was `given`. */
async function lent({ node, start, end }: Grant, given: number, { locker, labels }: Reading): Promise<Pick<JournalEntry, "name" | "on" | "until" | "from">> {
  const term = { until: end, ...(start > given && { from: start }) };
  if (node === locker.id) return { on: "locker", ...term };
  if (locker.folders.has(node)) return { on: "shelf", name: (await labels.folder(locker, node)).name, ...term };
  // One that was deleted for good since has no name any more.
  return { on: "paper", ...(locker.documents.has(node) && { name: (await labels.document(locker, node)).name }), ...term };
}

/** Its label is read by whoever knows what it is. */
async function isNoPaper({ parent, objects }: DocumentState, { locker, labels }: Reading): Promise<boolean> {
  return objects.length === 0 || (await labels.folder(locker, parent)).holds !== undefined;
}

async function plain({ act, kind, document, folder, grant }: Told, reading: Reading): Promise<Omit<JournalEntry, "seq" | "time">> {
  // Who sees an entry of the list: the list is no paper.
  if (grant !== undefined && reading.locker.documents.get(grant.node)?.objects.length === 0) return { act: "notes" };
  if (grant !== undefined) return { act: kind ?? "lent", ...(await lent(grant, act.header.time, reading)) };
  if (document !== undefined) {
    if (await isNoPaper(document.put, reading)) return { act: "notes" };
    const label = await openPut(reading, document.put);
    if (kind !== null) return { act: kind, name: label.name };
    if (document.moved) return { act: "moved", name: label.name, to: (await reading.labels.folder(reading.locker, document.put.parent)).name };
    return change("added", document.before && (await openPut(reading, document.before)), label, { renamed: "renamed", trashed: "trashed", restored: "restored" });
  }
  if (folder !== undefined) {
    const label = await openFolder(reading, folder.put);
    if (label.holds !== undefined) return { act: "notes" };
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
