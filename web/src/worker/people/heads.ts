import type { Act } from "../../protocol/act/act";
import type { Id } from "../../protocol/id";
import { mayBeLost } from "../../protocol/log/reader";
import type { LockerDeposit, Place } from "../../protocol/log/state";
import type { Heads } from "../../protocol/people/handed-in";
import type { Person } from "../../protocol/people/person";
import { Refusal, require } from "../../protocol/refusal";
import type { Opened } from "../opened";
import type { PeopleAround } from "./context";
import { changeKeyring, personOf, remembering } from "./known";

/** The newest act of others' lockers that was seen and verified while one's own is open. */
const looked = new WeakMap<Opened, Map<Id, Place>>();

/** The newest act of their own locker that somebody has told since; the keyring may not know it yet. */
const said = new WeakMap<Opened, Map<Id, Place>>();

/**
 * Holds what its author has seen against one's own locker, and what they say of theirs against what they said before: `fork` when that is
 * another history than the one that is here. It stays with whoever has seen it.
 */
export async function compareHeads(around: PeopleAround, { author, act }: LockerDeposit, { own, seen }: Heads): Promise<void> {
  if (seen !== undefined && !(await wasHere(around, seen, act))) {
    await keepFork(around, author, seen);
    throw new Refusal("fork");
  }
  if (own === undefined) return;
  const { opened } = around;
  const told = said.get(opened) ?? new Map<Id, Place>();
  said.set(opened, told);
  const known = [told.get(author), headOf(personOf(opened.account.keyring, author))];
  require(
    known.every((head) => head?.seq !== own.seq || head.hash === own.hash),
    "fork",
  );
  if ((told.get(author)?.seq ?? -1) < own.seq) told.set(author, own);
}

/** Keeps with each person the newest act of their own locker that they have told. */
export async function keepHeads(around: PeopleAround, told: ReadonlyMap<Id, Place>): Promise<void> {
  const { account } = around.opened;
  const isNewer = (person: Person | null, { seq }: Place): person is Person => person !== null && (person.seq ?? -1) < seq;
  if (![...told].some(([author, head]) => isNewer(personOf(account.keyring, author), head))) return;
  await changeKeyring(around, (keyring) => {
    let renewed = keyring;
    for (const [author, head] of told) {
      const person = personOf(renewed, author);
      if (isNewer(person, head)) renewed = remembering(renewed, { ...person, ...head });
    }
    return renewed;
  });
}

/** What the server shows of somebody's locker, by what they have told of it: `fork`. It is what was seen of it from now on. */
export function checkView({ opened }: PeopleAround, locker: Id, holder: Id, acts: readonly Act[]): void {
  const head = headOf(personOf(opened.account.keyring, holder));
  require(head === undefined || !acts.some(({ header, hash }) => header.seq === head.seq && hash !== head.hash), "fork");
  const known = looked.get(opened) ?? new Map<Id, Place>();
  looked.set(opened, known);
  const newest = acts.reduce<Place | undefined>((last, { header: { seq }, hash }) => (last === undefined || last.seq < seq ? { seq, hash } : last), known.get(locker));
  if (newest !== undefined) known.set(locker, newest);
}

/** What was seen of a locker since one's own was opened. */
export function lookedAt(opened: Opened, locker: Id): Place | undefined {
  return looked.get(opened)?.get(locker);
}

export function headOf(person: Person | null): Place | undefined {
  return person?.seq === undefined || person.hash === undefined ? undefined : { seq: person.seq, hash: person.hash };
}

/** Whether an act was in one's own locker before another one, which names all that are before it. */
async function wasHere({ api, opened: { locker } }: PeopleAround, seen: Place, before: Place): Promise<boolean> {
  let reached: Place | undefined;
  while ((reached?.seq ?? seen.seq) < before.seq) {
    const next = reached === undefined ? seen.seq : reached.seq + 1;
    const page = await api.acts(locker.id, next);
    for (const { header, hash } of page) {
      const follows = reached === undefined ? hash === seen.hash : header.prev === reached.hash;
      if (!follows) return mayBeLost(await locker.whole(), seen);
      reached = { seq: header.seq, hash };
      if (hash === before.hash) return true;
    }
    if (page.length === 0) break;
  }
  return mayBeLost(await locker.whole(), seen);
}

async function keepFork(around: PeopleAround, author: Id, { seq, hash }: Place): Promise<void> {
  const isNew = (person: Person | null): person is Person => person !== null && person.fork === undefined;
  if (!isNew(personOf(around.opened.account.keyring, author))) return;
  await changeKeyring(around, (keyring) => {
    const person = personOf(keyring, author);
    return isNew(person) ? remembering(keyring, { ...person, fork: [seq, hash] }) : keyring;
  });
}
