import { randomId } from "../../../web/src/protocol/id";
import * as limits from "../../../web/src/protocol/limits";
import { sealPayload } from "../../../web/src/protocol/locker/payload";
import type { Signer } from "../harness/chronicle";
import { Insider } from "../harness/insider";
import { Letterbox, type Said } from "../harness/letterbox";
import { FORGED, LEFT_OUT, runMeetings, type Meeting } from "../harness/meeting";
import { ASKED, type Office, type Practitioner } from "../harness/office";
import type { Tamper } from "../harness/proxy";
import { look, Resident } from "../harness/town";

/** Letters that say what no client writes, or that answer what they don't. The holder looks at what waits, and only looks. */
export function row15Letters(client: string, office: () => Office): void {
  runMeetings(15, [...misplaced, ...unreadable, ...answers, ...standing, blocked], client, office);
}

const DAY = 24 * 3_600_000;
const names = (papers: number) => Array.from({ length: papers }, () => ({ name: FORGED }));
const long = (bytes: number) => `${FORGED} `.padEnd(bytes, "e");
const isNadia: Meeting<Office>["who"] = ({ nadia }) => nadia;
const reads: Meeting<Office>["does"] = (device) => device.letters();

/** The holder opens what waits: Awa's true letter is there, what was made isn't. */
function leftOut(name: string, tamper: Meeting<Office>["tamper"], more: Partial<Meeting<Office>> = {}): Meeting<Office> {
  return { name, code: LEFT_OUT, who: isNadia, does: reads, tamper, shown: [ASKED], ...more };
}

/** One letter more, by Luc. */
async function handed({ scene, insiders }: Office, said: (time: number) => Said): Promise<Tamper[]> {
  const box = new Letterbox(scene.insider);
  await box.hand(insiders.Luc, said(box.time));
  return box.served();
}

/** The log in which Awa's letter, which is the newest act, is another with the same box. */
function again(name: string, by: Practitioner): Meeting<Office> {
  const tamper = async ({ scene, insiders, letter, file }: Office) => {
    const { acts } = scene.insider;
    const box = new Letterbox(scene.insider, acts.slice(0, acts.indexOf(letter)));
    await box.hand(insiders[by], ask(0), { file });
    return box.served();
  };
  // What the device has seen is older.
  return { ...leftOut(name, tamper), late: true, hidden: [ASKED], shown: [] };
}

const ask = (time: number): Said => ({ form: "ask", label: { papers: names(1), purpose: "Logement", until: time + DAY } });

const misplaced: readonly Meeting<Office>[] = [
  leftOut("a letter to somebody else's locker", (office) => handed(office, (time) => ({ ...ask(time), locker: office.insiders.Awa.locker }))),
  leftOut("a letter that says another author inside", (office) => handed(office, (time) => ({ ...ask(time), author: office.insiders.Awa.account }))),
  leftOut("a letter that says another place inside", async ({ scene, insiders }) => {
    const box = new Letterbox(scene.insider);
    await box.hand(insiders.Luc, { ...ask(box.time), node: randomId() }, { node: randomId() });
    return box.served();
  }),
  leftOut("a letter of an epoch that there isn't", (office) => handed(office, (time) => ({ ...ask(time), epoch: 7 }))),
  again("the box of a letter, handed in once more by its author", "Awa"),
  again("the box of a letter, handed in by somebody else", "Luc"),
  {
    ...leftOut("the deposit of a letter that waits, once more", ({ scene, letter }) => new Letterbox(scene.insider).served(letter)),
    code: "seq",
    shown: [],
  },
  {
    ...leftOut("a deposit beyond the two hundred that may wait", async ({ scene, insiders }) => {
      const box = new Letterbox(scene.insider);
      const [file, waiting] = [new Uint8Array(1), scene.insider.reader.locker.deposits.size];
      for (let at = waiting; at < limits.DEPOSITS; at += 1) await box.hand(insiders.Luc, ask(0), { file });
      return box.served(await box.write(insiders.Luc, ask(0), { file }));
    }),
    code: "deposit",
    shown: [],
    // The worker begins with what lives now, which isn't all that there was: the bound is asked where the whole log is read.
    only: "command line",
  },
];

const bad = (name: string, said: (time: number) => Said): Meeting<Office> => leftOut(name, (office) => handed(office, said));
const label = (form: string, more: (time: number) => object): ((time: number) => Said) => (time) => ({ form, label: more(time) });
const asking = (change: (time: number) => object) => label("ask", (time) => ({ papers: names(1), purpose: "Logement", until: time + DAY, ...change(time) }));
const proposing = (change: object) => label("propose", () => ({ what: "entry", by: "practitioner", entry: { name: FORGED }, ...change }));
const ending = (change: object) => label("end", () => ({ what: "entry", by: "practitioner", ...change }));

const unreadable: readonly Meeting<Office>[] = [
  bad("a letter of a form that nobody knows", (time) => ({ ...ask(time), form: "order" })),
  bad("a paper's box that holds a letter", (time) => ({ ...ask(time), form: "paper" })),
  bad("a letter's box that holds a paper", label("ask", () => ({ name: FORGED, type: "text/plain", size: 1, edition: 1, added: 1, modified: 1, payload: "" }))),
  leftOut("a paper without an object", async ({ scene, insiders }) => {
    const { identity } = await sealPayload(new Uint8Array(10));
    const label = { name: FORGED, type: "text/plain", size: 10, edition: 1, added: 1, modified: 1, payload: identity.exposeText() };
    const box = new Letterbox(scene.insider);
    await box.hand(insiders.Luc, { form: "paper", label });
    return box.served();
  }, { shown: [], does: (device) => device.inbox() }),
  leftOut("a letter with an object", async (office) => {
    const { name } = await sealPayload(new Uint8Array(10));
    return handed(office, (time) => ({ ...ask(time), objects: [name] }));
  }),
  bad("an ask for nothing", asking(() => ({ papers: [], purpose: FORGED }))),
  bad("an ask for twenty-one papers", asking(() => ({ papers: names(limits.ASKED + 1) }))),
  bad("an ask for longer than a year", asking((time) => ({ until: time + limits.ASK_TIME + 1 }))),
  bad("a paper's name of 257 bytes", asking(() => ({ papers: [{ name: long(257) }] }))),
  bad("a purpose of 1,025 bytes", asking(() => ({ purpose: long(1025) }))),
  bad("a purpose that is blank", asking(() => ({ purpose: " " }))),
  bad("a purpose that moves the cursor", asking(() => ({ purpose: `${FORGED}\u001b[2J` }))),
  bad("a paper's name on two lines", asking(() => ({ papers: [{ name: `${FORGED}\nBail` }] }))),
  bad("more than 8 KiB of words", asking(() => ({ papers: Array.from({ length: 20 }, () => ({ name: `${FORGED} ${'"'.repeat(220)}` })) }))),
  bad("a key that nobody knows", asking(() => ({ hidden: true }))),
  bad("keys in another order", (time) => ({ form: "ask", label: { until: time + DAY, purpose: FORGED, papers: names(1) } })),
  bad("a time that is no whole number", asking((time) => ({ until: time + 0.5 }))),
  bad("a value inside ten thousand others", (time) => ({ form: "ask", label: { text: `{"papers":${"[".repeat(10_000)}${"]".repeat(10_000)},"purpose":"${FORGED}","until":${time + DAY}}` } })),
  bad("a name on the list of 257 bytes", proposing({ entry: { name: long(257) } })),
  bad("a mission of 1,025 bytes", proposing({ entry: { name: "Luc", mission: long(1025) } })),
  bad("an organisation that moves the cursor", proposing({ entry: { name: FORGED, organisation: "CCAS\u0007" } })),
  bad("a proposal to stand on the list as nobody", proposing({ entry: undefined, motive: FORGED })),
  bad("a proposal to stand on the list, by a holder", proposing({ by: "holder" })),
  bad("a proposal to be referent, with an entry", proposing({ what: "referent" })),
  bad("a side that nobody knows", proposing({ what: "referent", by: "server", entry: undefined, motive: FORGED })),
  bad("a successor of a holder's", ending({ by: "holder", successor: { name: FORGED } })),
  bad("a successor's name of 257 bytes", ending({ successor: { name: long(257) } })),
  bad("a motive of 1,025 bytes", ending({ motive: long(1025) })),
  bad("an answer about nothing", label("answer", () => ({ to: randomId(), granted: [], motive: FORGED }))),
  bad("an answer about twenty-one papers", label("answer", () => ({ to: randomId(), granted: Array.from({ length: limits.ASKED + 1 }, () => true), motive: FORGED }))),
  bad("a yes of a practitioner's about the list", (time) => ({ ...ask(time), form: "accept", label: { to: randomId(), what: "entry", by: "practitioner", motive: FORGED } })),
  bad("a box that isn't filled to its block", (time) => ({ ...ask(time), pad: "" })),
  bad("a box that is filled with something else", (time) => ({ ...ask(time), fill: "x" })),
  bad("a box that is filled to another block", (time) => ({ ...ask(time), more: 512 })),
  leftOut("a box of more than 64 KiB", async ({ scene, insiders }) => {
    // What isn't known of a label is kept, so that nothing else is wrong with it: what was handed in fills all that a box may.
    const { name, identity } = await sealPayload(new Uint8Array(10));
    const label = { name: FORGED, type: "text/plain", size: 10, edition: 1, added: 1, modified: 1, payload: identity.exposeText(), zone: "z".repeat(limits.BOX - 1100) };
    const box = new Letterbox(scene.insider);
    await box.hand(insiders.Luc, { form: "paper", label, objects: [name] });
    return box.served();
  }, { code: { commandLine: LEFT_OUT, web: [LEFT_OUT, "too_large"] }, shown: [], does: (device) => device.inbox() }),
];

/** It is shown as what it is, and changes nothing. */
function answersNothing(name: string, by: Practitioner, said: (office: Office) => Said): Meeting<Office> {
  return leftOut(
    name,
    async (office) => {
      const box = new Letterbox(office.scene.insider);
      await box.hand(office.insiders[by], said(office));
      return box.served();
    },
    { hidden: ["Luc said yes"], shown: [FORGED, ASKED] },
  );
}

const decision = (form: "accept" | "decline", to: string, more: object = {}): Said => ({ form, label: { to, what: "referent", by: "practitioner", motive: FORGED, ...more } });
/** Why somebody proposes themselves. */
const PROPOSED = "Je reste volontiers";
const end = (more: object): Said => ({ form: "end", label: { what: "referent", by: "practitioner", motive: FORGED, ...more } });

const answers: readonly Meeting<Office>[] = [
  answersNothing("a yes to what was never proposed", "Luc", () => decision("accept", randomId())),
  answersNothing("a yes to what was proposed to somebody else, and taken back", "Luc", ({ proposals }) => decision("accept", proposals.takenBack)),
  answersNothing("a yes to what was taken back", "Samira", ({ proposals }) => decision("accept", proposals.takenBack)),
  answersNothing("a yes to what is proposed to somebody else", "Samira", ({ proposals }) => decision("accept", proposals.waiting)),
  answersNothing("a yes to what is proposed to somebody else, by who isn't on the list", "Awa", ({ proposals }) => decision("accept", proposals.waiting)),
  answersNothing("a no to what is proposed to somebody else", "Samira", ({ proposals }) => decision("decline", proposals.waiting)),
  answersNothing("a yes in the holder's name", "Luc", ({ proposals }) => decision("accept", proposals.waiting, { by: "holder" })),
  answersNothing("a yes about the list", "Luc", ({ proposals }) => decision("accept", proposals.waiting, { what: "entry", by: "holder" })),
  answersNothing("the taking back of what the holder has proposed", "Luc", () => end({})),
  answersNothing("the end of what somebody else is asked to be", "Samira", () => end({})),
  answersNothing("an end in the holder's name", "Luc", () => end({ by: "holder" })),
  answersNothing("an end of somebody who doesn't help", "Awa", () => end({ what: "entry" })),
  {
    ...leftOut("the end of what somebody else proposes", async ({ scene, insiders }) => {
      const box = new Letterbox(scene.insider);
      await box.hand(insiders.Luc, { form: "propose", label: { what: "referent", by: "practitioner", motive: PROPOSED } });
      await box.hand(insiders.Samira, end({}));
      await box.hand(insiders.Luc, end({ by: "holder" }));
      return box.served();
    }),
    hidden: [],
    shown: [FORGED, ASKED, PROPOSED],
  },
  answersNothing("an end that takes back another's proposal", "Samira", ({ proposals }) => end({ by: "practitioner", successor: undefined, motive: `${FORGED} ${proposals.waiting}` })),
];

/** What somebody writes of where the holder stands with them; who it is isn't shown among those on whose lists she stands. */
function standsNowhere(name: string, by: (office: Office) => Signer | Promise<Signer>, ...letters: Said[]): Meeting<Office> {
  const tamper = async (office: Office) => {
    const [box, author] = [new Letterbox(office.scene.insider), await by(office)];
    // One after the other, as they tell.
    for (const said of letters) await box.hand(author, said, { after: 1 });
    return box.served();
  };
  return { ...leftOut(name, tamper, { does: (device) => device.standing(), only: "web vault" }), hidden: ['"who"'], shown: [] };
}

const awa = ({ insiders }: Office) => insiders.Awa;
const stranger = async ({ scene }: Office) => {
  const { holder } = await Resident.signUp(scene, "Zoe");
  return Insider.enter(scene.proxy.origin, holder);
};
const onList = (by: "holder" | "practitioner"): Said => ({ form: "accept", label: { to: randomId(), what: by === "holder" ? "entry" : "referent", by } });

const standing: readonly Meeting<Office>[] = [
  // So that nothing else is wrong with those that follow.
  { ...standsNowhere("a yes to stand on somebody's list: it is shown", awa, onList("holder")), hidden: [], shown: ['"who"', "Awa"] },
  { ...standsNowhere("a yes to be somebody's referent, and one about their list: both stand", awa, { form: "accept", label: { to: randomId(), what: "referent", by: "holder" } }, onList("holder")), hidden: [], shown: ['"referent":true'] },
  standsNowhere("a yes of who helps, which puts nobody on a list", awa, onList("practitioner")),
  standsNowhere("a proposal to be referent, which nobody has said yes to", awa, { form: "propose", label: { what: "referent", by: "holder" } }),
  standsNowhere("a yes to stand on the list of somebody whom nobody has met", stranger, onList("holder")),
  standsNowhere("a yes to stand on somebody's list, and the end of it", awa, onList("holder"), { form: "end", label: { what: "entry", by: "holder" } }),
];

/** The last: she stays blocked. */
const blocked = leftOut("what somebody who is blocked hands in, though the server lets it through", async (office) => {
  const { nadia, people, insiders } = office;
  await nadia.does("inbox", "block", people.Samira.account);
  const box = new Letterbox((await look(office)).insider);
  await box.hand(insiders.Samira, ask(box.time));
  return box.served();
});
