import { ArmoireError, type Grantee } from "../../bridge/bridge";
import type { CalledMeeting, Guest as Shown, InvitedMeeting, Meetings, Told } from "../../bridge/meetings";
import type { GrantId } from "../../protocol/act/people";
import { encode } from "../../protocol/bytes";
import type { Fields } from "../../protocol/canonical";
import { randomBytes } from "../../protocol/hazmat/random";
import { randomId, type Id } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import { isLiving } from "../../protocol/log/rights";
import { checkLetter } from "../../protocol/people/letter";
import { checkAppointment, endOf, letterTo, writeMeeting, type Appointment, type Guest, type Invited, type Meeting, type MeetingId } from "../../protocol/people/meeting";
import type { Note } from "../../protocol/people/note";
import { require } from "../../protocol/refusal";
import { deleteDocument } from "../history/deletion";
import { asId } from "../named";
import type { Draft } from "../locker/draft";
import { toCalendar } from "./calendar";
import type { PeopleAround } from "./context";
import { ownNotes } from "./entries";
import { nameOf } from "./grants";
import { knownPerson, personOf, shownGrantee } from "./known";
import { give, granteeOf } from "./lending";
import { forgetOlder, lettersIn, refuse, writeTo, type WaitingLetter } from "./letters";
import { takeBackIn } from "./meeting-answers";
import { noteOf, putNote } from "./notes";
import { keepLetter } from "./taking-in";

/** How long after its end what is lent for a meeting stays lent at most, milliseconds: the rest of that day, anywhere. */
const REST_OF_DAY = 48 * 60 * 60 * 1000;
/** How long a meeting that one goes to is kept after its end, milliseconds. */
const KEPT = 24 * 60 * 60 * 1000;

interface Standing {
  called: [Id, Meeting][];
  invited: { id: Id; author: Id; time: number; letter: Invited; accepted: boolean }[];
  waiting: WaitingLetter[];
}

/** What the page may do about meetings, of an open locker. It comes when it is used. */
export function meetingsOf(around: PeopleAround): Meetings {
  const run = <T>(action: () => Promise<T>): Promise<T> => around.queue.run(action);
  return {
    meetings: () => run(() => meetings(around)),
    callMeeting: (input) => run(() => call(around, input)),
    moveMeeting: (id, to) => run(() => move(around, id, to)),
    cancelMeeting: (id) => run(() => cancel(around, id)),
    remindOfMeeting: (id) => run(() => remind(around, id)),
    answerMeeting: (id, comes, motive) => run(() => answer(around, id, comes, motive)),
    forgetMeeting: (id) => run(() => forget(around, id)),
    meetingCalendar: (id, shown) => run(() => calendar(around, id, shown)),
  };
}

async function meetings(around: PeopleAround): ReturnType<Meetings["meetings"]> {
  const { called, invited } = await standing(around);
  const shown = await Promise.all(called.map(([id, meeting]) => shownMeeting(around, id, meeting)));
  return {
    called: shown.sort((one, other) => one.start - other.start),
    invited: invited.map(({ id, author, time, accepted, letter: { meeting: _, ...said } }): InvitedMeeting => ({ id, ...said, from: shownGrantee(around, author), time, accepted })),
  };
}

/** Lends what each one shall see and writes the note, all in one append; then writes to them. */
async function call(around: PeopleAround, { until, named, guests, ...said }: Parameters<Meetings["callMeeting"]>[0]): Promise<Told> {
  const now = around.remote.now();
  const { start, minutes, place, purpose } = said;
  const appointment = { sequence: 0, start, minutes, ...(place !== undefined && { place }), purpose };
  checkTime(appointment, until, now);
  const current = (note: Note): boolean => note.note === "meeting" && !note.meeting.off && endOf(note.meeting) > now;
  if ((await ownNotes(around)).filter(([, note]) => current(note)).length >= limits.MEETINGS) throw new ArmoireError("too_many");
  const invited = guests.map(({ account, sees }): Guest => ({ account: asId(account), letter: randomId(), grants: sees.map(placeholder) }));
  const meeting: Meeting = { ...appointment, meeting: encode(randomBytes(16)) as MeetingId, until, invited, named, off: false };
  // Before anything is lent: a note that couldn't be written would leave grants that nobody sees.
  writeMeeting(meeting);
  const takers = await takersOf(around, meeting);
  const id = randomId();
  return told(around, id, await put(around, id, {}, (draft) => {
    return lendFor(around, draft, meeting, takers, guests.map(({ sees }) => sees.map(asId)));
  }));
}

async function move(around: PeopleAround, typed: string, { start, minutes, place, until }: Parameters<Meetings["moveMeeting"]>[1]): Promise<Told> {
  const { id, meeting: before, unknown } = await called(around, typed);
  const { place: _, ...rest } = before;
  const invited = before.invited.map(({ account, grants }): Guest => ({ account, letter: randomId(), grants: grants.map(placeholder) }));
  const meeting: Meeting = { ...rest, ...(place !== undefined && { place }), sequence: before.sequence + 1, start, minutes, until, invited };
  checkTime(meeting, until, around.remote.now());
  writeMeeting(meeting);
  const takers = await takersOf(around, meeting);
  const moved = await put(around, id, unknown, async (draft) => {
    await checkUnchanged(around, draft, id, before);
    // What was taken back, or has ended, meanwhile isn't lent again.
    const nodes = before.invited.map(({ grants }) => grants.flatMap((grant) => draft.locker.grants.get(grant)?.node ?? []));
    takeBackIn(draft, before.invited.flatMap(({ grants }) => grants));
    return lendFor(around, draft, meeting, takers, nodes);
  });
  return told(around, id, moved);
}

/** Takes back what was lent for it, then tells everybody who hasn't said no. */
async function cancel(around: PeopleAround, typed: string): Promise<Told> {
  const { id, meeting: before, unknown } = await called(around, typed);
  const invited = before.invited.map((guest): Guest => ({ ...guest, letter: randomId(), grants: [] }));
  const meeting: Meeting = { ...before, sequence: before.sequence + 1, invited, off: true };
  const off = await put(around, id, unknown, async (draft) => {
    await checkUnchanged(around, draft, id, before);
    takeBackIn(draft, before.invited.flatMap(({ grants }) => grants));
    return meeting;
  });
  return told(around, id, off);
}

async function remind(around: PeopleAround, typed: string): Promise<Told> {
  const { id, meeting } = await called(around, typed);
  return told(around, id, meeting, ({ comes }) => comes === undefined);
}

async function answer(around: PeopleAround, typed: string, comes: boolean, motive?: string): Promise<void> {
  const { locker, labels, account } = around.opened;
  const { invited, waiting } = await standing(around);
  const found = invited.find(({ id }) => id === typed);
  if (found === undefined) throw new ArmoireError("not_found");
  const { id, author, letter } = found;
  if (letter.off || endOf(letter) <= around.remote.now()) throw new ArmoireError("off");
  const said = checkLetter({ form: "coming", to: id, comes, ...(motive !== undefined && { motive }) }, 0);
  // A stranger who was refused isn't written to.
  const person = comes ? knownPerson(account.keyring, author) : personOf(account.keyring, author);
  // They take it in when they read it: nothing here changes before it is sent.
  if (person !== null) await writeTo(around, person, randomId(), said);
  const letterHere = waiting.find((one) => one.id === id);
  if (letterHere === undefined) {
    if (!comes) await deleteDocument(around.api, locker, id);
  } else if (comes) await locker.append((draft) => keepLetter(draft, { keys: locker.keys, labels }, letterHere));
  else await refuse(around, id);
  if (letterHere !== undefined) await forgetOlder(around, letterHere);
  await forgetOver(around);
}

async function forget(around: PeopleAround, typed: string): Promise<void> {
  const { waiting } = await standing(around);
  const letter = waiting.find(({ id }) => id === typed);
  if (letter?.letter.form !== "meeting") throw new ArmoireError("not_found");
  await refuse(around, letter.id);
  await forgetOlder(around, letter);
}

async function calendar(around: PeopleAround, typed: string, { title, place }: Parameters<Meetings["meetingCalendar"]>[1]): Promise<string> {
  const { called: own, invited } = await standing(around);
  const meeting = own.find(([id]) => id === typed)?.[1] ?? invited.find(({ id }) => id === typed)?.letter;
  if (meeting === undefined) throw new ArmoireError("not_found");
  const { sequence, start, off } = meeting;
  const words = { title, ...(place !== undefined && { place }) };
  return toCalendar({ meeting: meeting.meeting, account: around.opened.account.id, sequence, written: around.remote.now(), start, end: endOf(meeting), ...words, off });
}

/** All that there is, answers taken in; of each meeting that one is invited to the letter that counts, the next one first. */
async function standing(around: PeopleAround): Promise<Standing> {
  const waiting = await lettersIn(around);
  const notes = await ownNotes(around);
  const called = notes.flatMap(([id, note]) => (note.note === "meeting" ? [[id, note.meeting] satisfies [Id, Meeting]] : []));
  const here = waiting.flatMap(({ id, author, time, letter }) => (letter.form === "meeting" ? [{ id, author, time, letter, accepted: false }] : []));
  const kept = notes.flatMap(([id, note]) => (note.note === "letter" && note.letter.form === "meeting" ? [{ id, author: note.author, time: note.time, letter: note.letter, accepted: true }] : []));
  const newest = new Map<string, Standing["invited"][number]>();
  for (const one of [...here, ...kept]) {
    const key = `${one.author} ${one.letter.meeting}`;
    const before = newest.get(key);
    if (before === undefined || isNewer(one, before)) newest.set(key, one);
  }
  return { called, invited: [...newest.values()].sort((one, other) => one.letter.start - other.letter.start), waiting };
}

function isNewer(one: Standing["invited"][number], other: Standing["invited"][number]): boolean {
  const [sequence, before] = [one.letter.sequence, other.letter.sequence];
  return sequence > before || (sequence === before && one.accepted && !other.accepted);
}

async function shownMeeting(around: PeopleAround, id: Id, { meeting: _, invited, ...said }: Meeting): Promise<CalledMeeting> {
  const { locker } = around.opened;
  const state = locker.reader.locker;
  const guests = invited.map(async ({ account: who, grants, comes, motive }) => {
    const living = grants.flatMap((grant) => {
      const known = state.grants.get(grant);
      return known !== undefined && isLiving(state, known, around.remote.now()) ? [{ grant, known }] : [];
    });
    const seen = async ({ grant, known: { node, end } }: (typeof living)[number]): Promise<Shown["sees"][number]> => {
      const name = await nameOf(around, node);
      return { grant, ...(name !== undefined && { name }), ...(state.folders.has(node) && { shelf: true }), end };
    };
    const sees = await Promise.all(living.map(seen));
    return { who: shownGrantee(around, who), ...(comes !== undefined && { comes }), ...(motive !== undefined && { motive }), sees };
  });
  return { id, ...said, guests: await Promise.all(guests) };
}

/** One that takes place. */
async function called(around: PeopleAround, typed: string): Promise<{ id: Id; meeting: Meeting; unknown: Fields }> {
  await lettersIn(around);
  const id = asId(typed);
  const note = (await ownNotes(around)).find(([one]) => one === id)?.[1];
  if (note?.note !== "meeting") throw new ArmoireError("not_found");
  if (note.meeting.off) throw new ArmoireError("off");
  return { id, meeting: note.meeting, unknown: note.unknown };
}

type Takers = Awaited<ReturnType<typeof granteeOf>>[];

function takersOf(around: PeopleAround, { invited }: Meeting): Promise<Takers> {
  const { keyring } = around.opened.account;
  return Promise.all(invited.map(({ account }) => granteeOf(around, knownPerson(keyring, account))));
}

/** Lends each guest these nodes; the meeting with what was given. */
async function lendFor({ opened: { locker, labels } }: PeopleAround, draft: Draft, meeting: Meeting, takers: Takers, nodes: readonly (readonly Id[])[]): Promise<Meeting> {
  const invited: Guest[] = [];
  for (const [place, guest] of meeting.invited.entries()) {
    const taker = takers[place];
    const grants: GrantId[] = [];
    for (const node of taker === undefined ? [] : (nodes[place] ?? [])) {
      if (taker !== undefined) grants.push(await give(draft, locker.keys, labels, node, { ...taker, right: "read", end: meeting.until, purpose: meeting.purpose }));
    }
    invited.push({ ...guest, grants });
  }
  return { ...meeting, invited };
}

/** Writes the note, with what is lent and taken back in the same append. */
async function put({ opened: { locker, labels } }: PeopleAround, id: Id, unknown: Fields, change: (draft: Draft) => Promise<Meeting>): Promise<Meeting> {
  return locker.append(async (draft) => {
    const meeting = await change(draft);
    await putNote(draft, { keys: locker.keys, labels }, id, { note: "meeting", meeting, unknown });
    return meeting;
  });
}

/** Writes to those who haven't said no, and says whom it couldn't. A letter that is still there stays the only one. */
async function told(around: PeopleAround, id: Id, meeting: Meeting, isTold: (guest: Guest) => boolean = ({ comes }) => comes !== false): Promise<Told> {
  const { account } = around.opened;
  const people = meeting.invited.map((guest) => personOf(account.keyring, guest.account));
  const names = people.map((person, place) => person?.introduction.name ?? meeting.invited[place]?.account ?? "");
  const untold: Grantee[] = [];
  for (const [place, guest] of meeting.invited.entries()) {
    const person = people[place];
    if (!isTold(guest)) continue;
    try {
      if (person === null || person === undefined) throw new ArmoireError("not_found");
      await writeTo(around, person, guest.letter, { form: "meeting", ...letterTo(meeting, place, names) });
    } catch (error) {
      if (!isThere(error)) untold.push(shownGrantee(around, guest.account));
    }
  }
  return { meeting: await shownMeeting(around, id, meeting), untold };
}

function isThere(error: unknown): boolean {
  return error instanceof ArmoireError && error.code === "act_refused" && error.detail?.["reason"] === "node";
}

/** Another device may have moved it, or taken an answer in, meanwhile. */
async function checkUnchanged({ opened: { locker } }: PeopleAround, draft: Draft, id: Id, before: Meeting): Promise<void> {
  const note = await noteOf(draft.locker, locker.keys, id);
  if (note.note !== "meeting" || JSON.stringify(writeMeeting(note.meeting)) !== JSON.stringify(writeMeeting(before))) throw new ArmoireError("conflict");
}

function checkTime(appointment: Appointment, until: number, now: number): void {
  checkAppointment(appointment, now);
  if (appointment.start <= now) throw new ArmoireError("past");
  const end = endOf(appointment);
  require(until >= end && until <= end + REST_OF_DAY, "end");
}

async function forgetOver(around: PeopleAround): Promise<void> {
  const now = around.remote.now();
  for (const [id, note] of await ownNotes(around)) {
    if (note.note === "letter" && note.letter.form === "meeting" && endOf(note.letter) + KEPT < now) await deleteDocument(around.api, around.opened.locker, id);
  }
}

/** Stands for a grant that isn't made yet, when a note is measured. */
function placeholder(): GrantId {
  return encode(randomBytes(16)) as GrantId;
}
