import { expect, test } from "vitest";
import { writeFrames } from "../../../web/src/protocol/act/frame";
import { encode } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { randomId } from "../../../web/src/protocol/id";
import * as limits from "../../../web/src/protocol/limits";
import { epochOf } from "../../../web/src/protocol/log/state";
import { LABEL_BLOCK } from "../../../web/src/protocol/padding";
import { randomSalt } from "../../../web/src/protocol/salt";
import { seal } from "../../../web/src/protocol/seal";
import { writeSealedJson } from "../../../web/src/protocol/sealed-json";
import { BUDGET, HOUSING, OWN, type Agenda } from "../harness/agenda";
import { Chronicle } from "../harness/chronicle";
import { Letterbox, type Said } from "../harness/letterbox";
import { FORGED, LEFT_OUT, runMeetings, type Meeting } from "../harness/meeting";
import { deviceOf } from "../harness/neighbourly";
import type { Tamper } from "../harness/proxy";
import { ask } from "../harness/raw";
import { secretsIn } from "../harness/secrets";
import { optional, serveLog } from "../harness/tampers";
import { look } from "../harness/town";
import { signIn } from "./server-row-23-sessions";

/**
 * Letters about meetings that no client writes, answers that answer nothing, and notes of meetings that there can't be. The holder looks at
 * her meetings.
 */
export function row15Meetings(client: string, agenda: () => Agenda): void {
  runMeetings(15, [...unreadable, ...standing, ...notes], client, agenda);
  for (const answer of answers) {
    test(`row 15 · ${client} · ${answer.name}`, async () => {
      const { shown, since, living } = await meets(agenda(), client, answer.by, answer.said(agenda()));
      expect(shown).not.toContain(FORGED);
      for (const purpose of [HOUSING, BUDGET, OWN]) expect(shown).toContain(purpose);
      expect(since, "it goes, and nothing else is signed").toEqual(["deposit", "purge"]);
      expect(living, "what he sees for it").toBe(true);
    });
  }
  // The last: he has answered then.
  test(`row 15 · ${client} · a no of whom was asked last counts, and takes back what was lent for it`, async () => {
    const { shown, since, living } = await meets(agenda(), client, "Luc", coming(agenda().called.now, false));
    expect(shown).toContain(FORGED);
    expect(since).toEqual(["deposit", "purge", "revoke", "document"].sort());
    expect(living).toBe(false);
  });
}

const DAY = 24 * 3_600_000;
const long = (bytes: number) => `${FORGED} `.padEnd(bytes, "e");
const looks: Pick<Meeting<Agenda>, "who" | "does" | "shown"> = { who: ({ nadia }) => nadia, does: (device) => device.meetings(), shown: [HOUSING, BUDGET, OWN] };

/** One letter more, in the log as the device is shown it. */
async function handed({ scene, insiders }: Agenda, by: "Luc" | "Awa", said: (time: number) => Said): Promise<Tamper[]> {
  const box = new Letterbox(scene.insider);
  await box.hand(insiders[by], said(box.time));
  return box.served();
}

const bad = (name: string, said: (time: number) => Said): Meeting<Agenda> => ({ ...looks, name, code: LEFT_OUT, tamper: (agenda) => handed(agenda, "Luc", said) });

/** Of a meeting that nobody has heard of. */
const calling = (change: (time: number) => object) => (time: number): Said => {
  const said = { meeting: encode(randomBytes(16)), sequence: 0, start: time + DAY, minutes: 60, purpose: FORGED, off: false, ...change(time) };
  const keys = ["meeting", "sequence", "start", "minutes", "place", "purpose", "with", "off"];
  const place = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return { form: "meeting", label: Object.fromEntries(Object.entries(said).sort(([one], [other]) => place(one) - place(other))) };
};
const coming = (to: string, comes: boolean, motive = FORGED): Said => ({ form: "coming", label: { to, comes, motive } });

const unreadable: readonly Meeting<Agenda>[] = [
  bad("a meeting without a minute", calling(() => ({ minutes: 0 }))),
  bad("a meeting of 1,441 minutes", calling(() => ({ minutes: limits.MEETING_MINUTES + 1 }))),
  bad("a meeting that was moved 1,001 times", calling(() => ({ sequence: limits.MOVES + 1 }))),
  bad("a meeting in more than a year", calling((time) => ({ start: time + limits.ASK_TIME + 1 }))),
  bad("a meeting at a time that is no whole number", calling((time) => ({ start: time + 0.5 }))),
  bad("a meeting's place of 257 bytes", calling(() => ({ place: long(257) }))),
  bad("a meeting's place that moves the cursor", calling(() => ({ place: "Mairie\u001b[2J" }))),
  bad("a meeting's purpose of 1,025 bytes", calling(() => ({ purpose: long(1025) }))),
  bad("a meeting with twenty others", calling(() => ({ with: Array.from({ length: limits.INVITED }, () => FORGED) }))),
  bad("a meeting with a list of nobody", calling(() => ({ with: [] }))),
  bad("a meeting with somebody whose name has 257 bytes", calling(() => ({ with: [long(257)] }))),
  bad("a meeting that is named by 15 bytes", calling(() => ({ meeting: encode(randomBytes(15)) }))),
  bad("a meeting with a key that nobody knows", calling(() => ({ hidden: true }))),
  {
    ...looks,
    name: "an answer whose motive has 257 bytes",
    code: LEFT_OUT,
    tamper: (agenda) => handed(agenda, "Luc", () => coming(agenda.called.now, true, long(257))),
  },
];

/** Letters that can be read, and stand for none of those that were written before. */
const standing: readonly Meeting<Agenda>[] = [
  {
    ...looks,
    name: "a meeting that was said yes to, under a lower number",
    code: LEFT_OUT,
    tamper: (agenda) => handed(agenda, "Luc", calling(() => ({ ...agenda.accepted.said, sequence: 0, purpose: FORGED }))),
  },
  {
    ...looks,
    name: "a meeting that was said yes to, under the same number, in other words",
    code: LEFT_OUT,
    tamper: (agenda) => handed(agenda, "Luc", calling(() => ({ ...agenda.accepted.said, purpose: FORGED }))),
  },
  {
    ...looks,
    name: "a meeting that was said yes to, moved by somebody else: it is one of theirs",
    code: LEFT_OUT,
    hidden: [],
    shown: [HOUSING, BUDGET, OWN, FORGED],
    tamper: (agenda) => handed(agenda, "Awa", calling(() => ({ ...agenda.accepted.said, sequence: 9, purpose: FORGED }))),
  },
  {
    ...looks,
    name: "a meeting that waits, called off by somebody else",
    code: LEFT_OUT,
    hidden: [],
    tamper: (agenda) => handed(agenda, "Awa", calling(() => ({ ...agenda.waiting.said, sequence: 9, purpose: FORGED, off: true }))),
  },
];

/** A note that says what no device writes. */
function noted(name: string, code: string, change: (agenda: Agenda) => Fields): Meeting<Agenda> {
  const tamper = async (agenda: Agenda) => {
    const { insider } = agenda.scene;
    const log = new Chronicle(insider);
    const folder = log.locker.documents.get(agenda.called.note)?.folder;
    if (folder === undefined) throw new Error("the holder has called a meeting");
    const [node, epoch] = [randomId(), epochOf(log.locker, folder) ?? 0];
    const key = await insider.keys.documentKey(log.locker, node, { folder, epoch, turn: 0 });
    const start = log.locker.time + DAY;
    const guest = { account: agenda.insiders.Luc.account, letter: randomId(), grants: [] };
    const meeting = { meeting: encode(randomBytes(16)), sequence: 0, start, minutes: 60, purpose: FORGED, until: start + DAY, invited: [guest], named: false, off: false };
    const label = writeSealedJson({ note: "meeting", ...meeting, ...change(agenda) }, LABEL_BLOCK, limits.LABEL);
    const sealed = encode(await seal(key, { context: "label", locker: insider.locker, node, version: 1 }, label));
    log.add({ form: "document", kind: "put", salt: randomSalt(), node, parent: folder, epoch, turn: 0, version: 1, label: sealed, objects: [] }, insider);
    const [living, ...on] = serveLog(log.acts);
    return [...optional(living === undefined ? [] : [living]), ...on];
  };
  return { ...looks, name, code, tamper, shown: [] };
}

const guests = (count: number, more: object = {}) => Array.from({ length: count }, () => ({ account: randomId(), letter: randomId(), grants: [], ...more }));
const grants = (count: number) => Array.from({ length: count }, () => encode(randomBytes(16)));

const notes: readonly Meeting<Agenda>[] = [
  noted("a note of a meeting with nobody", "malformed", () => ({ invited: [] })),
  noted("a note of a meeting with twenty-one people", "too_large", () => ({ invited: guests(limits.INVITED + 1) })),
  noted("a note of a meeting with somebody twice", "malformed", ({ insiders: { Awa } }) => ({ invited: guests(2, { account: Awa.account }) })),
  noted("a note of a meeting for which too much is lent", "too_large", () => ({ invited: guests(1, { grants: grants(limits.MEETING_GRANTS + 1) }) })),
  noted("a note of a meeting that was moved 1,001 times", "too_large", () => ({ sequence: limits.MOVES + 1 })),
  noted("a note of a meeting with a motive of 257 bytes", "too_large", () => ({ invited: guests(1, { comes: false, motive: long(257) }) })),
];

interface Sending {
  name: string;
  by: "Luc" | "Awa";
  said: (agenda: Agenda) => Said;
}

/** Handed in at the honest server: whoever is asked takes them in by herself, and none changes anything. */
const answers: readonly Sending[] = [
  { name: "a yes of somebody who wasn't asked", by: "Awa", said: ({ called }) => coming(called.now, true) },
  { name: "a no of somebody who wasn't asked", by: "Awa", said: ({ called }) => coming(called.now, false) },
  { name: "a yes to when it was before", by: "Luc", said: ({ called }) => coming(called.before, true) },
  { name: "a no to when it was before", by: "Luc", said: ({ called }) => coming(called.before, false) },
  { name: "a yes to what nobody has called", by: "Luc", said: () => coming(randomId(), true) },
  { name: "a meeting that waits, under a lower number", by: "Luc", said: ({ waiting }) => calling(() => ({ ...waiting.said, sequence: 0, purpose: FORGED }))(0) },
];

/** What the holder's device shows of it, what was signed since, and whether what she has lent for her meeting is lent still. */
async function meets(agenda: Agenda, client: string, by: "Luc" | "Awa", said: Said) {
  const { nadia, people, insiders, called } = agenda;
  const before = await look(agenda);
  const { proxy, secrets, insider } = before;
  const device = await deviceOf(nadia, client, proxy.origin);
  const box = new Letterbox(insider);
  const act = await box.write(insiders[by], said);
  const headers = { "Content-Type": "application/vnd.armoire.acts" };
  const answer = await ask(before, "POST", `/lockers/${insider.locker}/acts`, { token: await signIn(before, people[by].holder), headers, body: writeFrames([box.whole(act)]) });
  expect(answer.status, answer.body).toBeLessThan(300);
  proxy.play([]);
  const outcome = await device.meetings();
  expect(outcome).not.toHaveProperty("code");
  expect(secretsIn(proxy.record, secrets), "secrets that were sent").toEqual([]);
  const { acts, reader } = (await look(agenda)).insider;
  const since = acts.slice(insider.acts.length).map(({ body }) => body?.form ?? "deposit");
  return { shown: outcome.shown, since: since.sort(), living: reader.locker.grants.has(called.grant) };
}
