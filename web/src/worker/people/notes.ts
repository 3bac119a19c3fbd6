import { decode, type Hash } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import type { LockerDocument, Locker } from "../../protocol/log/state";
import { openNote, sealNote, type Note } from "../../protocol/people/note";
import { Refusal } from "../../protocol/refusal";
import type { Draft } from "../locker/draft";
import type { NodeKeys } from "../locker/node-keys";
import type { OpenLocker } from "../locker/open-locker";
import { freshenDocument } from "../locker/rotation";
import { putDocument } from "../locker/writing";

/** What a note of the locker's says; `undefined` where there is none. */
export async function noteOf(locker: Locker, keys: NodeKeys, node: Id): Promise<Note | undefined> {
  const known = locker.documents.get(node);
  return known === undefined || known.objects.length > 0 ? undefined : open(locker, keys, node, known);
}

/** All that can be read in the folder of people, the first by id first; what a later version wrote is left out. */
export async function notesIn(locker: Locker, keys: NodeKeys, folder: Id): Promise<Map<Id, Note>> {
  const notes = new Map<Id, Note>();
  const here = [...locker.documents].filter(([, document]) => document.folder === folder && document.objects.length === 0);
  for (const [id, document] of here) {
    const note = await orNothing(open(locker, keys, id, document));
    if (note !== undefined) notes.set(id, note);
  }
  return notes;
}

/** The name of an entry, where it can be read. */
export async function noteName({ reader: { locker }, keys }: OpenLocker, node: Id): Promise<string | undefined> {
  const note = await orNothing(noteOf(locker, keys, node));
  return note?.note === "entry" ? note.entry.name : undefined;
}

/** A note that begins, or its next state; `deposit` = the act that it answers. */
export async function writeNote(draft: Draft, keys: NodeKeys, node: Id, { folder, note, deposit }: { folder: Id; note: Note; deposit?: Hash }): Promise<void> {
  await freshenDocument(draft, keys, node, folder);
  const known = draft.locker.documents.get(node);
  const version = (known?.version ?? 0) + 1;
  const put = { folder, objects: [], version, ...(known && { base: known.put.hash }), ...(deposit && { deposit }) };
  await putDocument(draft, keys, node, { ...put, label: (key, place) => sealNote(key, place, note) });
}

/** The same words under a fresh key. */
export async function rewriteNote(draft: Draft, keys: NodeKeys, node: Id): Promise<void> {
  const [known, note] = [draft.locker.documents.get(node), await noteOf(draft.locker, keys, node)];
  if (known !== undefined && note !== undefined) await writeNote(draft, keys, node, { folder: known.folder, note });
}

async function open(locker: Locker, keys: NodeKeys, node: Id, document: LockerDocument): Promise<Note> {
  const key = await keys.documentKey(locker, node, document);
  return openNote(key, { locker: locker.id, node, version: document.version }, decode(document.label));
}

async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
