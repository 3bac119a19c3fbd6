import { beforeAll, describe, expect, it } from "vitest";
import type { InvitedMeeting } from "../../src/bridge/meetings";
import { randomId, type Id } from "../../src/protocol/id";
import { knownPerson } from "../../src/worker/people/known";
import { writeTo } from "../../src/worker/people/letters";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import { HOUR, enter, lastSent, meet, openedPerson, type PhoneOwner } from "./others";

const server = serverForTests();
const DAY = 24 * HOUR;
let luc: PhoneOwner;
let zoe: PhoneOwner;

beforeAll(async () => {
  luc = await openedPerson(server.origin, "Luc");
  zoe = await openedPerson(server.origin, "Zoe");
});

/** Nadia, with two papers, who has met Luc and Zoé. */
async function nadia() {
  const person = await openedPerson(server.origin, "Nadia");
  const put = async (name: string) => (await addSent(person.vault, { name, type: "text/plain", bytes: new TextEncoder().encode(name).buffer, folder: person.folder })).id;
  const papers = [await put("avis.txt"), await put("journal.txt")] as const;
  await meet(person, luc);
  await meet(person, zoe);
  return { ...person, papers };
}

type Holder = Awaited<ReturnType<typeof nadia>>;

/** In three days, for 45 minutes; Luc sees one paper for it. */
async function called(holder: Holder) {
  const start = Date.now() + 3 * DAY;
  const input = { start, minutes: 45, place: "12, rue Haute", purpose: "Le logement", until: start + DAY, named: false };
  return holder.vault.callMeeting({ ...input, guests: [{ account: luc.account, sees: [holder.papers[0]] }, { account: zoe.account, sees: [] }] });
}

async function invitation(holder: Holder, at: PhoneOwner): Promise<InvitedMeeting | undefined> {
  return (await at.vault.meetings()).invited.find(({ from }) => from.account === holder.account);
}

async function loans(holder: Holder, at: PhoneOwner) {
  return (await at.vault.loans()).filter(({ from }) => from.account === holder.account);
}

/** An answer that is written by hand. */
async function answer({ words }: PhoneOwner, holder: Holder, said: { to: Id; comes: boolean }): Promise<void> {
  const { api, account, world, locker } = await enter(server.origin, words);
  const around = { api, remote: world, opened: { account, locker } } as unknown as Parameters<typeof writeTo>[0];
  await writeTo(around, knownPerson(account.keyring, holder.account), randomId(), { form: "coming", ...said });
}

describe("a meeting", () => {
  it("is answered, and each sees what was lent for it and no more", async () => {
    const holder = await nadia();
    const { meeting, untold } = await called(holder);
    expect(untold).toEqual([]);
    expect(lastSent(holder.world).map(({ body }) => body?.form)).toEqual(["deposit"]);
    expect(meeting).toMatchObject({ minutes: 45, place: "12, rue Haute", purpose: "Le logement", sequence: 0, off: false });
    expect(meeting.guests).toMatchObject([{ who: { account: luc.account }, sees: [{ name: "avis.txt", end: meeting.until }] }, { sees: [] }]);
    const asked = await invitation(holder, luc);
    expect(asked).toMatchObject({ purpose: "Le logement", start: meeting.start, accepted: false, off: false });
    expect(asked?.with).toBeUndefined();
    // It has a screen of its own, and isn't among the other letters.
    expect((await luc.vault.letters()).filter(({ from }) => from.account === holder.account)).toEqual([]);
    await luc.vault.answerMeeting(asked!.id, true);
    await zoe.vault.answerMeeting((await invitation(holder, zoe))!.id, false, "En congé");
    const [now] = (await holder.vault.meetings()).called;
    expect(now?.guests).toMatchObject([{ comes: true, sees: [{ name: "avis.txt" }] }, { comes: false, motive: "En congé", sees: [] }]);
    const [loan, ...others] = await loans(holder, luc);
    expect([loan?.purpose, loan?.end, others]).toEqual(["Le logement", meeting.until, []]);
    expect((await luc.vault.lentPapers(loan!.grant)).map(({ name }) => name)).toEqual(["avis.txt"]);
    expect(await loans(holder, zoe)).toEqual([]);
    expect(await invitation(holder, luc)).toMatchObject({ id: asked!.id, accepted: true });
    expect(await invitation(holder, zoe)).toBeUndefined();
  });

  it("takes back what was lent for it when somebody doesn't come", async () => {
    const holder = await nadia();
    await called(holder);
    expect(await loans(holder, luc)).toHaveLength(1);
    const { id } = (await invitation(holder, luc))!;
    await luc.vault.answerMeeting(id, true);
    await luc.vault.answerMeeting(id, false);
    await holder.vault.meetings();
    expect(await loans(holder, luc)).toEqual([]);
    expect((await holder.vault.grants()).filter(({ over }) => over === undefined)).toEqual([]);
  });

  it("is moved, asked anew and called off", async () => {
    const holder = await nadia();
    const { meeting } = await called(holder);
    await luc.vault.answerMeeting((await invitation(holder, luc))!.id, true);
    const start = meeting.start + 2 * DAY;
    const { meeting: moved } = await holder.vault.moveMeeting(meeting.id, { start, minutes: 30, until: start + DAY });
    expect(moved).toMatchObject({ id: meeting.id, sequence: 1, start, minutes: 30 });
    expect(moved.place).toBeUndefined();
    expect(moved.guests.map(({ comes }) => comes)).toEqual([undefined, undefined]);
    const again = await invitation(holder, luc);
    expect(again).toMatchObject({ sequence: 1, start, accepted: false });
    expect(await loans(holder, luc)).toMatchObject([{ end: start + DAY }]);
    await luc.vault.answerMeeting(again!.id, true);
    expect((await luc.vault.meetings()).invited.filter(({ from }) => from.account === holder.account)).toHaveLength(1);
    await holder.vault.cancelMeeting(meeting.id);
    expect(await loans(holder, luc)).toEqual([]);
    const off = await invitation(holder, luc);
    expect(off).toMatchObject({ off: true, sequence: 2 });
    await expect(luc.vault.answerMeeting(off!.id, true)).rejects.toMatchObject({ code: "off" });
    await expect(holder.vault.cancelMeeting(meeting.id)).rejects.toMatchObject({ code: "off" });
    await luc.vault.forgetMeeting(off!.id);
    expect(await invitation(holder, luc)).toBeUndefined();
  });

  it("is answered by who was asked, and to the letter that they were sent last", async () => {
    const holder = await nadia();
    const { meeting } = await called(holder);
    const first = (await invitation(holder, luc))!.id;
    const comes = async () => (await holder.vault.meetings()).called[0]?.guests.map((guest) => guest.comes);
    // Zoé knows which letter Luc was sent, and answers it in his place.
    await answer(zoe, holder, { to: first as Id, comes: true });
    expect(await comes()).toEqual([undefined, undefined]);
    await answer(luc, holder, { to: first as Id, comes: true });
    expect(await comes()).toEqual([true, undefined]);
    await holder.vault.moveMeeting(meeting.id, { start: meeting.start + DAY, minutes: 45, until: meeting.until + DAY });
    // A yes to the old time, which was on its way.
    await answer(luc, holder, { to: first as Id, comes: true });
    expect(await comes()).toEqual([undefined, undefined]);
    // None of these waits any more.
    expect(await holder.vault.letters()).toEqual([]);
    expect((await holder.vault.contents()).others?.waiting).toBe(0);
  });

  it("is bounded", async () => {
    const holder = await nadia();
    const start = Date.now() + DAY;
    const guests = [{ account: luc.account, sees: [] as string[] }];
    const call = (input: Partial<Parameters<typeof holder.vault.callMeeting>[0]>) =>
      holder.vault.callMeeting({ start, minutes: 60, purpose: "Le logement", until: start + DAY, named: false, guests, ...input });
    await expect(call({ start: Date.now() - 1 })).rejects.toMatchObject({ code: "past" });
    await expect(call({ start: Date.now() + 367 * DAY })).rejects.toMatchObject({ code: "end" });
    await expect(call({ until: start })).rejects.toMatchObject({ code: "end" });
    await expect(call({ until: start + 4 * DAY })).rejects.toMatchObject({ code: "end" });
    await expect(call({ minutes: 1441 })).rejects.toMatchObject({ code: "malformed" });
    await expect(call({ purpose: "" })).rejects.toMatchObject({ code: "malformed" });
    await expect(call({ guests: [] })).rejects.toMatchObject({ code: "malformed" });
    await expect(call({ guests: [...guests, ...guests] })).rejects.toMatchObject({ code: "malformed" });
    await expect(call({ guests: [{ account: luc.account, sees: Array.from({ length: 31 }, () => holder.papers[0]) }] })).rejects.toMatchObject({ code: "too_large" });
    expect(await holder.vault.grants()).toEqual([]);
    expect((await holder.vault.meetings()).called).toEqual([]);
  });

  it("goes into a calendar by the words that were chosen", async () => {
    const holder = await nadia();
    const { meeting } = await called(holder);
    const neutral = await holder.vault.meetingCalendar(meeting.id, { title: "Rendez-vous" });
    expect(neutral).toContain("\r\nSUMMARY:Rendez-vous\r\n");
    expect(neutral).not.toMatch(/logement|Haute|Luc|Armoire/i);
    const told = await holder.vault.meetingCalendar(meeting.id, { title: "Le logement", place: "12, rue Haute" });
    expect(told).toContain("\r\nLOCATION:12\\, rue Haute\r\n");
    await holder.vault.cancelMeeting(meeting.id);
    const off = await holder.vault.meetingCalendar(meeting.id, { title: "Rendez-vous" });
    expect(off).toContain("\r\nSTATUS:CANCELLED\r\n");
    const uid = (file: string) => /UID:(.*)/.exec(file)?.[1];
    expect(uid(off)).toBe(uid(neutral));
  });
});
