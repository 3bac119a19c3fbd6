import type { Act } from "../../../web/src/protocol/act/act";
import { hashOf, type Hash } from "../../../web/src/protocol/bytes";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { openBySomeEpoch } from "../../../web/src/worker/people/waiting";
import { Letterbox, type Head, type Said } from "../harness/letterbox";
import { FORGED, LEFT_OUT, runMeetings, type Meeting } from "../harness/meeting";
import { ASKED, type Office } from "../harness/office";
import { look } from "../harness/town";
import { changeJson } from "../harness/tampers";

/**
 * Two people to whom two histories are shown tell each other, with what they write, which acts they have seen. Luc's letters are true in all
 * but what he was shown.
 */
export function row11Heads(client: string, office: () => Office): void {
  runMeetings(11, heads, client, office);
}

const DAY = 24 * 3_600_000;
/** The words of a letter by whoever has seen the same as its reader. */
const AGREED = "Vu ensemble";

const elsewhere = (): Hash => hashOf(randomBytes(32));

/** A letter by Luc who has seen the same, and one by Luc who hasn't. */
async function letters(office: Office, heads: (acts: readonly Act[]) => { agreed: Partial<Said>; forked: Partial<Said> }) {
  const { insiders } = office;
  // What others in the office have done meanwhile counts.
  const { insider } = await look(office);
  const { agreed, forked } = heads(insider.acts);
  const box = new Letterbox(insider);
  const ask = (purpose: string): Said => ({ form: "ask", label: { papers: [{ name: purpose }], purpose, until: box.time + DAY } });
  await box.hand(insiders.Luc, { ...ask(AGREED), ...agreed });
  await box.hand(insiders.Luc, { ...ask(FORGED), ...forked });
  return box.served();
}

function seenAct(acts: readonly Act[], seq: number): Head {
  return [seq, acts[seq]?.hash ?? elsewhere()];
}

const looksAtLetters: Pick<Meeting<Office>, "code" | "who" | "does" | "shown"> = {
  code: LEFT_OUT,
  who: ({ nadia }) => nadia,
  does: (device) => device.letters(),
  shown: [ASKED, AGREED],
};

const heads: readonly Meeting<Office>[] = [
  {
    ...looksAtLetters,
    name: "a letter by somebody to whom another act of the holder's own log was shown",
    tamper: (office) => letters(office, (acts) => ({ agreed: { seen: seenAct(acts, 3) }, forked: { seen: [3, elsewhere()] } })),
  },
  {
    ...looksAtLetters,
    name: "a letter by somebody who was shown more of the holder's own log than there was",
    tamper: (office) => letters(office, (acts) => ({ agreed: { seen: seenAct(acts, acts.length - 1) }, forked: { seen: [acts.length + 50, elsewhere()] } })),
  },
  {
    ...looksAtLetters,
    name: "letters by somebody whose own log has two acts in one place",
    tamper: (office) => letters(office, () => ({ agreed: { own: [9_000, elsewhere()] }, forked: { own: [9_000, elsewhere()] } })),
  },
  {
    // As the first of these letters was refused.
    name: "that somebody was shown another history stays told",
    code: LEFT_OUT,
    who: ({ nadia }) => nadia,
    does: async (device) => {
      const { code, shown } = await device.people();
      return { ...(code !== undefined && { code }), shown: /"fork(ed)?":true/.test(shown) ? "marked" : shown };
    },
    shown: ["marked"],
    tamper: () => [],
  },
  {
    name: "another head of a locker than its holder has told, to who writes to them",
    code: "fork",
    who: ({ people }) => people.Luc,
    notes: ({ insiders }) => insiders.Luc.reader.locker.id,
    does: async (device, { nadia }) => {
      await device.letters();
      return device.handIn("Attestation.txt", "Attestation de Luc", nadia);
    },
    tamper: async ({ insiders: { Luc }, proposals }) => {
      const { locker } = Luc.reader;
      const state = locker.deposits.get(proposals.waiting);
      if (state === undefined) throw new Error("what the holder has proposed waits");
      const answer = await Luc.world.fetch(`/api/v1/lockers/${locker.id}/acts/${String(state.act.seq)}/beside`, {});
      const { heads: told } = await openBySomeEpoch(Luc.keys, locker, proposals.waiting, state, new Uint8Array(await answer.arrayBuffer()));
      if (told.own === undefined) throw new Error("the holder has told a head");
      const { seq } = told.own;
      return [changeJson("GET /lockers/{}/tail", (tail) => ({ ...tail, seq, hash: elsewhere() }))];
    },
  },
];
