import type { Act } from "../../../web/src/protocol/act/act";
import { sealHandedIn } from "../../../web/src/protocol/people/handed-in";
import { sealPayload } from "../../../web/src/protocol/locker/payload";
import { newestEpoch } from "../../../web/src/protocol/log/state";
import { writeFrames } from "../../../web/src/protocol/act/frame";
import { encode, type Bytes } from "../../../web/src/protocol/bytes";
import { Chronicle, type Signer } from "../harness/chronicle";
import { FORGED, LEFT_OUT, runMeetings, type Meeting } from "../harness/meeting";
import { changeBytes, changeJson, serveLog, optional } from "../harness/tampers";
import { HANDED_IN, type Village } from "../harness/village";

/** What others hand in, on its way and where it waits. */
export function row15(client: string, village: () => Village): void {
  runMeetings(15, meetings, client, village);
}

const hidden = [FORGED, HANDED_IN];

const meetings: readonly Meeting<Village>[] = [
  {
    name: "something that was handed in, as if somebody else had",
    code: LEFT_OUT,
    late: true,
    hidden,
    who: ({ nadia }) => nadia,
    does: (device) => device.inbox(),
    tamper: (village) => inItsPlace(village, (log, deposit) => log.write(bodyOf(deposit), village.insiders.Luc)),
  },
  {
    name: "something that was handed in, as if somebody else had, though these haven't signed it",
    code: "signature",
    late: true,
    hidden,
    who: ({ nadia }) => nadia,
    does: (device) => device.inbox(),
    tamper: (village) =>
      inItsPlace(village, (log, deposit) => {
        const { account, chain } = village.insiders.Luc;
        return log.write(bodyOf(deposit), { account, chain, signing: village.insiders.Awa.signing });
      }),
  },
  {
    name: "another box than the one that was handed in",
    code: LEFT_OUT,
    hidden,
    who: ({ nadia }) => nadia,
    does: (device) => device.inbox(),
    tamper: async (village) => {
      const file = await forgedBox(village);
      return [changeBytes("GET /lockers/{}/acts/{}/beside", () => file)];
    },
  },
  {
    name: "an inbox of the server's own",
    code: "recipient",
    who: ({ people }) => people.Awa,
    notes: ({ insiders }) => insiders.Awa.reader.locker.id,
    does: (device, { nadia }) => device.handIn("Attestation.txt", "Attestation d'Awa", nadia),
    tamper: ({ insiders }) => [changeJson("GET /lockers/{}/tail", (tail) => ({ ...tail, inbox: inboxOf(insiders.Luc.acts) }))],
  },
  {
    name: "an inbox of another locker, as its holder has signed it",
    code: "locker",
    who: ({ people }) => people.Awa,
    notes: ({ insiders }) => insiders.Awa.reader.locker.id,
    does: (device, { nadia }) => device.handIn("Attestation.txt", "Attestation d'Awa", nadia),
    tamper: ({ insiders }) => [
      changeJson("GET /lockers/{}/tail", (tail) => ({ ...tail, inbox: inboxOf(insiders.Luc.acts), rotate: encode(writeFrames([rotateOf(insiders.Luc.acts)])) })),
    ],
  },
  {
    name: "an inbox that somebody else than the holder has signed",
    code: "card",
    who: ({ people }) => people.Awa,
    notes: ({ insiders }) => insiders.Awa.reader.locker.id,
    does: (device, { nadia }) => device.handIn("Attestation.txt", "Attestation d'Awa", nadia),
    tamper: (village) => [forgedInbox(village, village.insiders.Luc)],
  },
  {
    name: "an inbox that the holder hasn't signed, in their name",
    code: "signature",
    who: ({ people }) => people.Awa,
    notes: ({ insiders }) => insiders.Awa.reader.locker.id,
    does: (device, { nadia }) => device.handIn("Attestation.txt", "Attestation d'Awa", nadia),
    tamper: (village) => {
      const { account, chain } = village.scene.insider;
      return [forgedInbox(village, { account, chain, signing: village.insiders.Luc.signing })];
    },
  },
];

/** The log in which Awa's deposit, which is the newest act, is another's. */
function inItsPlace({ scene, deposit }: Village, other: (log: Chronicle, deposit: Act) => Act) {
  const { acts } = scene.insider;
  const at = acts.findIndex(({ body }) => body?.form === "deposit" && body.node === deposit);
  const [awas] = acts.slice(at);
  if (awas === undefined || at !== acts.length - 1) throw new Error("what was handed in last waits");
  const log = new Chronicle(scene.insider, acts.slice(0, at));
  const [living, ...rest] = serveLog(log.with(other(log, awas)));
  // Who has seen the locker reads on.
  return [...optional(living === undefined ? [] : [living]), ...rest];
}

function bodyOf({ body }: Act) {
  if (body?.form !== "deposit") throw new Error("something was handed in");
  return body;
}

/** What anybody can make who knows the inbox, in the name of whoever has handed in. */
async function forgedBox({ scene, insiders, deposit }: Village): Promise<Bytes> {
  const { locker } = scene.insider.reader;
  const waiting = locker.deposits.get(deposit);
  if (waiting === undefined) throw new Error("what was handed in waits");
  const { identity } = await sealPayload(new Uint8Array(10));
  const label = { name: FORGED, type: "text/plain", size: 10, edition: 1, added: 1, modified: 1, payload: identity.exposeText() };
  const place = { author: insiders.Awa.account, locker: locker.id, epoch: newestEpoch(locker.keys), node: deposit, objects: waiting.objects };
  return sealHandedIn(inboxOf(scene.insider.acts), place, waiting.time, { form: "paper", label });
}

/** A tail that names Luc's inbox, by an act like the one that names the true one. */
function forgedInbox({ scene, insiders }: Village, signer: Signer) {
  const inbox = inboxOf(insiders.Luc.acts);
  const rotate = rotateOf(scene.insider.acts);
  if (rotate.body?.form !== "rotate") throw new Error("a locker's key is rotated");
  const { author: _, card: __, body: ___, ...header } = rotate.header;
  const forged = new Chronicle(scene.insider).write({ ...rotate.body, inbox }, signer, 0, header);
  return changeJson("GET /lockers/{}/tail", (tail) => ({ ...tail, inbox, rotate: encode(writeFrames([forged])) }));
}

function inboxOf(acts: readonly Act[]): string {
  const { body } = rotateOf(acts);
  return (body?.form === "rotate" && body.inbox) || "";
}

/** The newest one that names an inbox. */
function rotateOf(acts: readonly Act[]): Act {
  const rotate = acts.findLast(({ body }) => body?.form === "rotate" && body.inbox !== undefined);
  if (rotate === undefined) throw new Error("a locker has an inbox");
  return rotate;
}
