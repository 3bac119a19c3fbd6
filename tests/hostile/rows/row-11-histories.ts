import { readFrames, writeFrames } from "../../../web/src/protocol/act/frame";
import type { Act } from "../../../web/src/protocol/act/act";
import { hashOf } from "../../../web/src/protocol/bytes";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { Chronicle } from "../harness/chronicle";
import type { Attack, Row } from "../harness/attack";
import { Insider } from "../harness/insider";
import { Letterbox } from "../harness/letterbox";
import { runMeetings, type Meeting } from "../harness/meeting";
import type { LentPaper } from "../harness/neighbourly";
import type { Scene } from "../harness/scene";
import { changeBytes, changeJson, serveLogOn } from "../harness/tampers";
import { look } from "../harness/town";
import type { Village } from "../harness/village";

const elsewhere = () => hashOf(randomBytes(32));

/**
 * Two people to whom two histories are shown. Whoever acts signs what came before, as it was shown to them: their act has no place in the
 * other history, so that the two never meet again.
 */
export function row11(village: () => Village): Row {
  const attack = (name: string, code: string, act: (log: Chronicle) => Promise<Act>): Attack => ({
    name,
    code,
    device: (device) => device.list(),
    tamper: async ({ insider }) => {
      const log = new Chronicle(insider);
      return serveLogOn(log.with(await act(log)));
    },
  });
  return {
    number: 11,
    attacks: [
      attack("what somebody did on another history", "prev", async (log) => log.write(await log.added(village().folders.run), village().insiders.Samira, 0, { prev: elsewhere() })),
      attack("what somebody did on another history of one folder", "chain", async (log) =>
        log.write(await log.added(village().folders.run), village().insiders.Samira, 0, { chain: elsewhere() }),
      ),
    ],
  };
}

/** Samira runs a folder to which the holder has added two papers since. */
interface Followed {
  scene: Scene;
  village: Village;
  lent: LentPaper;
  /** The two acts, in the view that is hers. */
  added: readonly [Act, Act];
}

export function row11Followed(client: string, village: () => Village): void {
  let opened: Promise<Followed> | undefined;
  runMeetings<Followed>(11, followed, client, () => (opened ??= follow(village())));
}

const followed: readonly Meeting<Followed>[] = [
  {
    name: "a history of what was lent without an act of its middle",
    code: "chain",
    who: ({ village }) => village.people.Samira,
    does: (device, { lent }) => device.lentPapers(lent),
    tamper: ({ added: [first] }) => [changeView((acts) => acts.filter(({ hash }) => hash !== first.hash))],
  },
  {
    name: "a history of what was lent with its acts exchanged",
    code: "chain",
    who: ({ village }) => village.people.Samira,
    does: (device, { lent }) => device.lentPapers(lent),
    tamper: ({ added: [first, second] }) => [changeView((acts) => acts.map((act) => (act.hash === first.hash ? second : act.hash === second.hash ? first : act)))],
  },
  {
    name: "a history of what was lent that begins elsewhere than its holder has signed",
    code: "list",
    who: ({ village }) => village.people.Samira,
    does: (device, { lent }) => device.lentPapers(lent),
    tamper: () => [changeView((acts) => acts.slice(1))],
  },
  {
    name: "another head of a locker than what was lent there shows, to who writes there",
    code: "fork",
    who: ({ village }) => village.people.Samira,
    notes: ({ village }) => village.insiders.Samira.locker,
    does: async (device, { lent, village: { nadia } }) => {
      await device.lentPapers(lent);
      return device.handIn("Attestation.txt", "Attestation de Samira", nadia);
    },
    tamper: ({ added: [, second] }) => [changeJson("GET /lockers/{}/tail", (tail) => ({ ...tail, seq: second.header.seq, hash: elsewhere() }))],
  },
  {
    // The last: she has been told of it then.
    name: "a history of what was lent that is another than its holder has told",
    code: "fork",
    who: ({ village }) => village.people.Samira,
    does: async (device, { lent }) => {
      await device.letters();
      return device.lentPapers(lent);
    },
    tamper: async ({ scene, village: { people }, added: [, second] }) => {
      const box = new Letterbox(await Insider.enter(scene.proxy.origin, people.Samira.holder));
      const label = { papers: [{ name: "Bail" }], purpose: "Logement", until: box.time + 24 * 3_600_000 };
      await box.hand(scene.insider, { form: "ask", label, own: [second.header.seq, elsewhere()] });
      return box.served();
    },
  },
];

async function follow(village: Village): Promise<Followed> {
  const { nadia, folders, grants } = village;
  const name = "Justice-Nadia";
  const [one, two] = [await nadia.adds("Convocation.txt", "Convocation", name), await nadia.adds("Requete.txt", "Requete", name)];
  const scene = await look(village);
  const { acts } = scene.insider;
  const of = (node: string) => acts.find(({ body }) => body?.form === "document" && body.node === node);
  const added = [of(one), of(two)] as const;
  if (added[0] === undefined || added[1] === undefined) throw new Error("two papers were added");
  return { scene, village, lent: { from: nadia, grant: grants.folder, paper: folders.run }, added: [added[0], added[1]] };
}

function changeView(change: (acts: Act[]) => Act[]) {
  return changeBytes("GET /lockers/{}/view", (body) => writeFrames(change(readFrames(body, 1000))));
}
