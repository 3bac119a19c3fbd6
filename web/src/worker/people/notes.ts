import { ArmoireError } from "../../bridge/bridge";
import { decode, type Hash } from "../../protocol/bytes";
import { byBytes, randomId, type Id } from "../../protocol/id";
import type { Locker } from "../../protocol/log/state";
import { openNote, sealNote, type Entry, type Note } from "../../protocol/people/note";
import { Referent, type Step } from "../../protocol/people/referent";
import { Refusal } from "../../protocol/refusal";
import type { Fields } from "../../protocol/canonical";
import type { Draft } from "../locker/draft";
import type { Labels } from "../locker/labels";
import type { Keys } from "../locker/keys";
import type { OpenLocker } from "../locker/open-locker";
import { freshenDocument } from "../locker/rotation";
import { putDocument } from "../locker/writing";
import { holdsPeople, openPeopleFolder } from "./people-folder";

/** What opens and seals notes. */
export interface Opening {
  keys: Keys;
  labels: Labels;
}

/**
 * Every note, by id. Those of a kind that isn't known are left alone; another that doesn't open is an error: written anew, what it holds
 * would be lost.
 */
export async function notesIn(locker: Locker, { keys, labels }: Opening): Promise<[Id, Note][]> {
  const notes: [Id, Note][] = [];
  const folders = new Map<Id, boolean>();
  const all = [...locker.documents].filter(([, { objects }]) => objects.length === 0);
  for (const [id, { folder }] of all.sort(([one], [other]) => byBytes(one, other))) {
    const isIt = folders.get(folder) ?? (locker.folders.get(folder)?.private === true && (await holdsPeople(locker, labels, folder)));
    folders.set(folder, isIt);
    const note = isIt ? await knownNote(locker, keys, id) : undefined;
    if (note !== undefined) notes.push([id, note]);
  }
  const living = new Set(notes.map(([id]) => locker.documents.get(id)?.put.hash));
  opened.set(keys, new Map([...(opened.get(keys) ?? [])].filter(([hash]) => living.has(hash))));
  return notes;
}

/** What was opened once, by the `put` that says it: those that are still the newest. */
const opened = new WeakMap<Keys, Map<Hash, Note>>();

/** What a note of the locker's says; `not_found` where there is none. */
export async function noteOf(locker: Locker, keys: Keys, node: Id): Promise<Note> {
  const known = locker.documents.get(node);
  if (known === undefined || known.objects.length > 0) throw new ArmoireError("not_found");
  const before = opened.get(keys)?.get(known.put.hash);
  if (before !== undefined) return before;
  const key = await keys.documentKey(locker, node, known);
  const note = await openNote(key, { locker: locker.id, node, version: known.version }, decode(known.label));
  opened.set(keys, new Map([...(opened.get(keys) ?? []), [known.put.hash, note]]));
  return note;
}

/** The name of an entry, where it can be read. */
export async function noteName({ reader: { locker }, keys }: OpenLocker, node: Id): Promise<string | undefined> {
  try {
    const note = await noteOf(locker, keys, node);
    return note.note === "entry" ? note.entry.name : undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Signs a note's state; a new one goes into the folder for people. `deposit`: the act that brought it. */
export async function putNote(draft: Draft, { keys, labels }: Opening, node: Id, note: Note, deposit?: Hash): Promise<void> {
  const known = draft.locker.documents.get(node);
  const folder = known?.folder ?? (await openPeopleFolder(draft, keys, labels));
  await freshenDocument(draft, keys, node, folder);
  const put = { folder, objects: [], version: (known?.version ?? 0) + 1, ...(known && { base: known.put.hash }), ...(deposit && { deposit }) };
  await putDocument(draft, keys, node, { ...put, label: (key, place) => sealNote(key, place, note) });
}

export function putEntry(draft: Draft, opening: Opening, node: Id, entry: Entry, unknown: Fields = {}, deposit?: Hash): Promise<void> {
  return putNote(draft, opening, node, { note: "entry", entry, unknown }, deposit);
}

/** What stands between the holder and a referent, in the note that counts: the first by id. */
export function referentIn(notes: readonly [Id, Note][]): { id: Id | null; referent: Referent; unknown: Fields } {
  for (const [id, note] of notes) {
    if (note.note === "referent") return { id, referent: note.referent, unknown: note.unknown };
  }
  return { id: null, referent: Referent.none(), unknown: {} };
}

/** Puts these steps into the referent's note; each is made for the time that it will have. `step` for one that can't follow. */
export async function follow(draft: Draft, opening: Opening, steps: readonly ((time: number) => Step)[]): Promise<void> {
  const { id, referent: before, unknown } = referentIn(await notesIn(draft.locker, opening));
  let referent = before;
  for (const step of steps) referent = referent.follow(step(Math.max(referent.newest?.time ?? 0, draft.time)));
  await putNote(draft, opening, id ?? randomId(), { note: "referent", referent, unknown });
}

async function knownNote(locker: Locker, keys: Keys, id: Id): Promise<Note | undefined> {
  try {
    return await noteOf(locker, keys, id);
  } catch (error) {
    if (error instanceof Refusal && error.code === "kind") return undefined;
    throw error;
  }
}
