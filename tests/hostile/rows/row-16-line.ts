import type { Act } from "../../../web/src/protocol/act/act";
import { writeFrames } from "../../../web/src/protocol/act/frame";
import type { Header } from "../../../web/src/protocol/act/header";
import type { Grant, GrantId } from "../../../web/src/protocol/act/people";
import { encode, hashOf } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { randomId } from "../../../web/src/protocol/id";
import * as limits from "../../../web/src/protocol/limits";
import { sealBox } from "../../../web/src/protocol/people/box";
import { Chronicle, type Granted, type Signer } from "../harness/chronicle";
import { FORGED, LEFT_OUT, runMeetings, type Meeting } from "../harness/meeting";
import type { Tamper } from "../harness/proxy";
import { papers } from "../harness/scene";
import { PURPOSE } from "../harness/town";
import { changeJson } from "../harness/tampers";
import type { Village } from "../harness/village";

/**
 * What somebody lends on beyond their own right, with a server that lists it all the same. Awa sees neither log nor the right that it hangs on
 * but by what she is shown: the grants, each up to the holder's.
 */
export function row16Line(client: string, village: () => Village): void {
  runMeetings(16, [...lentOn, ...renamed], client, village);
}

const HOUR = 3_600_000;

/** Something lent on to Awa. What isn't given is as it may be: Samira lends a paper of the folder that she runs. */
interface LentOn {
  by?: Signer;
  paper?: keyof typeof papers;
  /** To whom, where that isn't who is shown it. */
  to?: Signer;
  granted?: Partial<Granted>;
  /** Nothing that it hangs on. */
  alone?: true;
  /** What the act says of it. */
  header?: Partial<Header>;
  /** Of the act, after the newest one. */
  after?: number;
  /** The grants that it hangs on, nearest first. */
  line?: readonly Act[];
}

function lends(name: string, change: (village: Village, log: Chronicle) => LentOn, more: Partial<Meeting<Village>> = {}): Meeting<Village> {
  const tamper = async (village: Village) => [await listed(village, change(village, new Chronicle(village.scene.insider)))];
  return { name, code: LEFT_OUT, who: ({ people }) => people.Awa, does: (device) => device.loans(), tamper, ...more };
}

async function listed({ scene, insiders, grants }: Village, lent: LentOn): Promise<Tamper> {
  const { insider } = scene;
  const log = new Chronicle(insider);
  const { by = insiders.Samira, paper = "jugement", to = insiders.Awa, after = 0, header, line = [given(insider.acts, grants.folder)] } = lent;
  const { id, key } = await insider.document(papers[paper].name);
  const { via: hangsOn = grants.folder, ...granted } = lent.granted ?? {};
  const { via, ...body } = log.granted(to, { node: id, right: "read", lasts: HOUR / 4, via: hangsOn, ...granted });
  const { epoch, turn, grant } = body;
  const file = await sealBox(insiders.Awa.chain.newest().content.recipient, { locker: insider.locker, node: id, epoch, ...(turn !== undefined && { turn }), key, grant, living: [], purpose: FORGED });
  const act = log.write({ ...body, ...(lent.alone !== true && via !== undefined && { via }), box: hashOf(file) }, by, after, header);
  const frame = (one: Act) => encode(writeFrames([one]));
  const loan = { locker: insider.locker, holder: insider.account, grant, act: frame(act), box: encode(file), line: line.map(frame) };
  return changeJson("GET /grants", (answer) => ({ ...answer, grants: [loan] }));
}

/** The act that gives it. */
function given(acts: readonly Act[], grant: GrantId): Act {
  const act = acts.find(({ body }) => body?.form === "grant" && body.grant === grant);
  if (act === undefined) throw new Error("it was given");
  return act;
}

const lentOn: readonly Meeting<Village>[] = [
  // So that nothing else is wrong with those that follow.
  lends("what somebody lends on as they may: it is shown", () => ({}), { hidden: [], shown: [FORGED] }),
  lends("what somebody lends on as they may, by another right: it is shown", (village, log) => byOwn(village, log, {}), { hidden: [], shown: [FORGED] }),
  lends("what somebody lends on for longer than it is lent to them", () => ({ granted: { lasts: 2 * HOUR } })),
  lends("a paper of another folder than the one that who lends it runs", () => ({ paper: "bail" })),
  lends("a paper lent on by somebody who may only open it", ({ scene, insiders, grants }) => ({
    by: insiders.Luc,
    paper: "bail",
    granted: { via: grants.paper },
    line: [given(scene.insider.acts, grants.paper)],
  })),
  lends("a paper lent on by the right of somebody else", ({ insiders }) => ({ by: insiders.Yusuf })),
  lends("a paper lent on after the right to lend it was over", () => ({ after: 2 * HOUR })),
  lends("a paper lent on before the right to lend it was given", ({ scene, grants }) => ({ header: { seq: given(scene.insider.acts, grants.folder).header.seq - 1 } })),
  lends("a paper lent on by a right that isn't shown", () => ({ line: [] })),
  lends("a paper lent in their own name by somebody who isn't its holder", () => ({ alone: true, line: [] })),
  lends("a paper lent on by a right that the holder hasn't signed", ({ scene: { insider }, insiders: { Samira } }, log) => {
    const { account, chain } = insider;
    const own = log.granted(Samira, { node: insider.locker, right: "manage", lasts: HOUR });
    return { granted: { via: own.grant }, line: [log.write(own, { account, chain, signing: Samira.signing })], header: { seq: log.locker.head.seq + 2 } };
  }),
  lends("a paper lent on before the right to lend it begins", (village, log) => byOwn(village, log, { start: HOUR / 2 })),
  lends("a paper lent on by a right that was given to another card of theirs", (village, log) => byOwn(village, log, {}, { card: hashOf(randomBytes(32)) })),
  lends("a paper lent on by a right that was given to somebody else, with their card", (village, log) => byOwn(village, log, {}, { grantee: village.insiders.Luc.account })),
  lends("a paper lent on by another right of theirs than it says", () => ({ granted: { via: encode(randomBytes(16)) as GrantId } })),
  lends("a paper lent on by a right in another locker of the holder's", (village, log) => byOwn(village, log, {}, {}, { locker: randomId() })),
  lends("a paper lent in another locker of the holder's", () => ({ header: { locker: randomId() } })),
  lends("a paper lent on ten times", (village, log) => {
    const { insiders } = village;
    const line = handedOn(village, log);
    const last = line[0]?.body as Grant;
    return { by: line.length % 2 === 0 ? insiders.Luc : insiders.Samira, granted: { via: last.grant, lasts: HOUR / 4 }, line, header: { seq: log.locker.head.seq + 20 } };
  }, { code: { commandLine: LEFT_OUT, web: "via" } }),
  lends("what was lent on to somebody else", ({ insiders }) => ({ to: insiders.Luc })),
];

/** Samira lends it on by a right of hers that is as she may have it, but for what is said otherwise; the holder has signed it. */
function byOwn({ scene: { insider }, insiders: { Samira } }: Village, log: Chronicle, granted: Partial<Granted>, body: Partial<Grant> = {}, header: Partial<Header> = {}): LentOn {
  const own = { ...log.granted(Samira, { node: insider.locker, right: "manage", lasts: HOUR, ...granted }), ...body };
  return { granted: { via: own.grant }, line: [log.write(own, insider, 0, header)], header: { seq: log.locker.head.seq + 2 } };
}

/** Samira and Luc let each other run the folder, in turn: as many grants as there may be, and one more. */
function handedOn({ scene, insiders, grants, folders }: Village, log: Chronicle): Act[] {
  let line = [given(scene.insider.acts, grants.folder)];
  let via = grants.folder;
  while (line.length <= limits.VIA) {
    const [by, to] = line.length % 2 === 1 ? [insiders.Samira, insiders.Luc] : [insiders.Luc, insiders.Samira];
    const body = log.granted(to, { node: folders.run, right: "manage", lasts: HOUR / 2, via });
    line = [log.write(body, by, 0, { seq: log.locker.head.seq + line.length }), ...line];
    via = body.grant;
  }
  return line;
}

/** A loan of the holder's own, said to be something else. */
const renamed: readonly Meeting<Village>[] = [
  ...[
    { name: "a loan under the name of another grant", change: { grant: encode(randomBytes(16)) } },
    { name: "a loan of another locker than the one that it was signed for", change: { locker: randomId() } },
  ].map(
    ({ name, change }): Meeting<Village> => ({
      name,
      code: LEFT_OUT,
      hidden: [PURPOSE],
      who: ({ people }) => people.Luc,
      does: (device) => device.loans(),
      tamper: () => [changeJson("GET /grants", (answer) => ({ ...answer, grants: (answer["grants"] as Fields[]).map((one) => ({ ...one, ...change })) }))],
    }),
  ),
];
