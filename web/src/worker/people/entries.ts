import { ArmoireError, type Entry as Shown, type People } from "../../bridge/bridge";
import { randomId, type Id } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import { isLiving } from "../../protocol/log/rights";
import type { Entry, Note } from "../../protocol/people/note";
import { checkIntroduction } from "../../protocol/people/introduction";
import { deleteDocument } from "../history/deletion";
import { asId } from "../named";
import type { PeopleAround } from "./context";
import { personOf, shownGrantee, trustOf } from "./known";
import { noteOf, notesIn, putEntry, referentIn } from "./notes";

/** The accompaniment list: who helps now first, then who has, by name. */
export async function entries(around: PeopleAround): Promise<Shown[]> {
  await around.opened.locker.sync();
  const all = entriesIn(await ownNotes(around)).map(([id, entry]) => shownEntry(around, id, entry));
  return all.sort((one, other) => Number(one.until !== undefined) - Number(other.until !== undefined) || one.name.localeCompare(other.name));
}

/** Puts somebody on the list, or writes anew what it says of them. */
export async function saveEntry(around: PeopleAround, { id, ...said }: Parameters<People["saveEntry"]>[0]): Promise<Shown> {
  const { account, locker, labels } = around.opened;
  const { name, organisation, site, mission, reach, kind, since, until } = said;
  const words = defined({ name, organisation, site, mission, reach });
  const entry = { ...words, ...defined({ account: said.account === undefined ? undefined : asId(said.account), kind, since, until }) };
  checkIntroduction(entry);
  const node = id === undefined ? randomId() : asId(id);
  const notes = await ownNotes(around);
  const before = entriesIn(notes).find(([one]) => one === node)?.[1];
  if (id !== undefined && before === undefined) throw new ArmoireError("not_found");
  if (until === undefined && (before === undefined || before.until !== undefined)) checkRoom(notes);
  if (until !== undefined) checkNotReferent(notes, node);
  const saved: Entry = { ...entry, addedBy: before?.addedBy ?? account.id };
  await locker.append(async (draft) => {
    const known = id === undefined ? null : await noteOf(draft.locker, locker.keys, node);
    await putEntry(draft, { keys: locker.keys, labels }, node, saved, known?.unknown);
  });
  return shownEntry(around, node, saved);
}

/** Takes somebody off the list, as if they had never been there. What was lent to them stays lent until it is taken back. */
export async function removeEntry(around: PeopleAround, id: string): Promise<void> {
  const node = asId(id);
  const notes = await ownNotes(around);
  if (!entriesIn(notes).some(([one]) => one === node)) throw new ArmoireError("not_found");
  checkNotReferent(notes, node);
  await deleteDocument(around.api, around.opened.locker, node);
}

export function ownNotes({ opened: { locker, labels } }: PeopleAround): Promise<[Id, Note][]> {
  return notesIn(locker.reader.locker, { keys: locker.keys, labels });
}

export function entriesIn(notes: readonly [Id, Note][]): [Id, Entry][] {
  return notes.flatMap(([id, note]) => (note.note === "entry" ? [[id, note.entry] satisfies [Id, Entry]] : []));
}

/** Of somebody who helps now. */
export function entryWith(notes: readonly [Id, Note][], account: Id): Id | undefined {
  return entriesIn(notes).find(([, entry]) => entry.account === account && entry.until === undefined)?.[0];
}

/** `too_many` once 200 help. */
export function checkRoom(notes: readonly [Id, Note][]): void {
  if (entriesIn(notes).filter(([, { until }]) => until === undefined).length >= limits.ENTRIES) throw new ArmoireError("too_many");
}

/** Whoever is referent, or is asked to be, helps until that is ended. */
function checkNotReferent(notes: readonly [Id, Note][], id: Id): void {
  const { newest } = referentIn(notes).referent;
  if (newest?.entry === id && (newest.state === "proposed" || newest.state === "accepted")) throw new ArmoireError("referent");
}

function shownEntry(around: PeopleAround, id: Id, { addedBy, ...entry }: Entry): Shown {
  const { account, locker } = around.opened;
  const now = around.remote.now();
  const grants = [...locker.reader.locker.grants.values()].filter((grant) => grant.node === id && isLiving(locker.reader.locker, grant, now));
  const person = entry.account === undefined ? null : personOf(account.keyring, entry.account);
  return {
    ...entry,
    id,
    ...(entry.account !== undefined && { trust: person === null ? "unverified" : trustOf(around, person).trust }),
    ...(addedBy !== account.id && { addedBy: shownGrantee(around, addedBy) }),
    shownTo: [...new Set(grants.map(({ grantee }) => grantee))].map((grantee) => shownGrantee(around, grantee)),
  };
}

function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
