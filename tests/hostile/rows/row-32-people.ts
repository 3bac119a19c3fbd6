import { decode, encode } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import { readFrames, writeFrames } from "../../../web/src/protocol/act/frame";
import { sealBox } from "../../../web/src/protocol/people/box";
import { findOf, readInvitation } from "../../../web/src/protocol/people/invitation";
import { openReply, sealReply } from "../../../web/src/protocol/people/reply";
import { padJson } from "../../../web/src/protocol/padding";
import { seal } from "../../../web/src/protocol/seal";
import { SIGNATURE_TYPES, sign } from "../../../web/src/protocol/sign";
import { openSealed } from "../../../web/src/protocol/seal";
import { Chronicle } from "../harness/chronicle";
import type { Attack, Row } from "../harness/attack";
import { FORGED, LEFT_OUT, runMeetings, type Meeting } from "../harness/meeting";
import { papers } from "../harness/scene";
import { PURPOSE } from "../harness/town";
import { changeBytes, changeJson, serveLogOn } from "../harness/tampers";
import type { Village } from "../harness/village";

/** Every type but one. */
const others = (own: (typeof SIGNATURE_TYPES)[number]) => SIGNATURE_TYPES.filter((type) => type !== own);

/** Signatures that people give each other, used for something else. */
export function row32People(village: () => Village): Row {
  return {
    number: 32,
    attacks: others("act").map(
      (type): Attack => ({
        name: `an act of somebody else's, with their signature of it as ${type}`,
        code: "signature",
        device: (device) => device.list(),
        tamper: async ({ insider }) => {
          const log = new Chronicle(insider);
          const { run } = village().folders;
          const act = log.write(await log.added(run), village().insiders.Samira);
          return serveLogOn(log.with({ ...act, signature: sign(type, village().insiders.Samira.signing, act.headerBytes) }));
        },
      }),
    ),
  };
}

export function row32Between(client: string, village: () => Village): void {
  runMeetings(32, meetings, client, village);
}

const meetings: readonly Meeting<Village>[] = [
  ...others("reply").map(
    (type): Meeting<Village> => ({
      name: `an answer to an invitation, with its author's signature of it as ${type}`,
      code: { commandLine: "signature", web: "refused" },
      who: ({ nadia }) => nadia,
      does: (device) => device.answers(),
      tamper: async (village) => {
        const { insiders, nadia, people } = village;
        const text = await nadia.invites("--link");
        await people.Luc.does("join", text, "--name", "Luc", "--yes");
        const { secret, inviter, card } = readInvitation(text);
        const find = await findOf(secret);
        const { account, chain, signing } = insiders.Luc;
        const to = { secret, inviter, card };
        const whole = await sealReply(to, account, chain.newest().hash, signing, { name: "Luc" });
        const { signed } = await openReply(to, account, whole);
        const context = { context: "invite", inviter, invitee: account } as const;
        const fields = JSON.parse(new TextDecoder().decode(await openSealed(secret, context, whole))) as Fields;
        const changed = padJson(new TextEncoder().encode(JSON.stringify({ ...fields, signature: encode(sign(type, signing, signed)) })), 1024);
        const sealed = encode(await seal(secret, context, changed));
        return [
          changeJson("GET /mailboxes", ({ mailboxes }) => ({
            mailboxes: (mailboxes as Fields[]).map((one) => (one["find"] === find ? { ...one, reply: { ...(one["reply"] as Fields), sealed } } : one)),
          })),
        ];
      },
    }),
  ),
  {
    name: "a loan with its holder's signature of it as an answer",
    code: LEFT_OUT,
    hidden: [PURPOSE],
    who: ({ people }) => people.Luc,
    does: (device) => device.loans(),
    tamper: ({ scene }) => [changeLoans(({ headerBytes }) => sign("reply", scene.insider.signing, headerBytes))],
  },
  {
    name: "a loan that somebody else has signed in its holder's name",
    code: LEFT_OUT,
    hidden: [PURPOSE],
    who: ({ people }) => people.Luc,
    does: (device) => device.loans(),
    tamper: ({ insiders }) => [changeLoans(({ headerBytes }) => sign("act", insiders.Yusuf.signing, headerBytes))],
  },
  {
    name: "a loan with another box, of the server's own words",
    code: LEFT_OUT,
    who: ({ people }) => people.Luc,
    does: (device) => device.loans(),
    tamper: async ({ scene, insiders, grants }) => {
      const { id, key } = await scene.insider.document(papers.bail.name);
      const place = scene.insider.reader.locker.documents.get(id);
      const box = { locker: scene.insider.locker, node: id, epoch: place?.epoch ?? 0, turn: place?.turn ?? 0, key, grant: grants.paper, living: [], purpose: FORGED };
      const file = encode(await sealBox(insiders.Luc.chain.newest().content.recipient, box));
      return [changeJson("GET /grants", (answer) => ({ ...answer, grants: (answer["grants"] as Fields[]).map((one) => ({ ...one, box: file })) }))];
    },
  },
  {
    name: "what a loan shows, with its holder's signatures as an answer",
    code: "signature",
    who: ({ people }) => people.Samira,
    does: (device, { nadia, grants, scene }) => device.lentPapers({ from: nadia, grant: grants.folder, paper: scene.insider.locker }),
    tamper: async ({ scene, insiders, folders }) => {
      const log = new Chronicle(scene.insider);
      const act = log.write(await log.added(folders.run), insiders.Samira);
      const signature = sign("reply", insiders.Samira.signing, act.headerBytes);
      return [changeBytes("GET /lockers/{}/view", (body) => writeFrames([...readFrames(body, 1000), { ...act, signature }]))];
    },
  },
];

/** Other signatures of the acts of loans. */
function changeLoans(signature: (act: { headerBytes: Uint8Array }) => Uint8Array<ArrayBuffer>) {
  return changeJson("GET /grants", (answer) => ({
    ...answer,
    grants: (answer["grants"] as Fields[]).map((one) => {
      const frames = readFrames(decode(one["act"] as Parameters<typeof decode>[0]), 1);
      return { ...one, act: encode(writeFrames(frames.map((act) => ({ ...act, signature: signature(act) })))) };
    }),
  }));
}
