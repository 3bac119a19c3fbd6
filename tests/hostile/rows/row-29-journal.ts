import { signAct, type Act } from "../../../web/src/protocol/act/act";
import { hashOf, type Bytes } from "../../../web/src/protocol/bytes";
import { livingList, writeList } from "../../../web/src/protocol/log/living";
import type { Place } from "../../../web/src/protocol/log/state";
import { randomKey } from "../../../web/src/protocol/locker/keys";
import { randomSalt } from "../../../web/src/protocol/salt";
import type { Secret } from "../../../web/src/protocol/secret";
import type { Attack, Row } from "../harness/attack";
import { withHeader, withoutBody } from "../harness/forge";
import { unpinned } from "../harness/forged-log";
import type { Insider } from "../harness/insider";
import type { Scene } from "../harness/scene";
import { serveLog, serveLogOn } from "../harness/tampers";

/** The place of a put in the middle of the log. */
const MIDDLE = 4;

export const row29: Row = {
  number: 29,
  attacks: [
    whole("an act removed from the middle", "seq", (acts) => without(acts, MIDDLE)),
    whole("two acts exchanged", "seq", (acts) => exchanged(acts, MIDDLE)),
    whole("an act removed, and the rest numbered again", ["prev", "signature"], (acts) =>
      without(acts, MIDDLE).map((act) => (act.header.seq > MIDDLE ? withHeader(act, { seq: act.header.seq - 1 }) : act)),
    ),
    whole("an act rewritten in the middle", "prev", (acts) =>
      acts.map((act) => (act.header.seq === MIDDLE ? withHeader(act, { time: act.header.time + 1 }) : act)),
    ),
    whole("the newest act rewritten", ["signature", "fork"], (acts) =>
      acts.map((act, at) => (at === acts.length - 1 ? withHeader(act, { time: act.header.time + 1 }) : act)),
    ),
    whole("a body dropped, which no purge explains", "body_missing", (acts) => acts.map((act) => (act.header.seq === MIDDLE ? withoutBody(act) : act))),
    whole("the second half of a move left out", "limbo", (acts) => acts.slice(0, -1)),
    {
      name: "a body dropped from what is new, to the same device",
      code: "body_missing",
      device: (device) => device.list(),
      tamper: ({ insider }) => serveLogOn([...insider.acts, withoutBody(next(insider, insider.signing))]),
    },
    checkpoint("the list of a checkpoint altered", "list", (insider) => {
      // A document's newest put is left out of both: the locker would open without it.
      const honest = livingList(insider.reader.locker);
      const hidden = [...insider.reader.locker.documents.values()].find(({ put }) => put.seq !== insider.reader.locker.head.seq)?.put;
      const list = honest.filter(({ seq }) => seq !== hidden?.seq);
      return { list, signed: honest, living: list };
    }),
    checkpoint("a living act left out beside a checkpoint", "list", (insider) => {
      const honest = livingList(insider.reader.locker);
      return { list: honest, signed: honest, living: [...honest.slice(0, 2), ...honest.slice(3)] };
    }),
    checkpoint("a living act replaced beside a checkpoint", "list", (insider) => {
      const honest = livingList(insider.reader.locker);
      const other = { seq: MIDDLE, hash: "" } as unknown as Place;
      return { list: honest, signed: honest, living: honest.map((place, at) => (at === honest.length - 1 ? other : place)) };
    }),
    checkpoint("a checkpoint signed by another key", "signature", (insider) => {
      const honest = livingList(insider.reader.locker);
      return { list: honest, signed: honest, living: honest, seed: randomKey() };
    }),
  ],
};

/** A changed log, to a device that knows nothing but its beginning. */
function whole(name: string, code: Attack["code"], change: (acts: readonly Act[]) => readonly Act[]): Attack {
  return {
    name,
    code,
    tamper: async ({ insider }) => [...serveLog(change(insider.acts)), ...(await unpinned(insider))],
  };
}

interface Living {
  /** What is served beside the checkpoint. */
  list: readonly Place[];
  /** What the checkpoint's hash is of. */
  signed: readonly Place[];
  /** The acts that are served. */
  living: readonly Place[];
  seed?: Secret;
}

/** The locker as a cold client gets it after many acts: a checkpoint and what it vouches for. */
function checkpoint(name: string, code: Attack["code"], change: (insider: Insider) => Living): Attack {
  return {
    name,
    code,
    tamper: async ({ insider }: Scene) => {
      const { list, signed, living, seed = insider.signing } = change(insider);
      const act = checkpointAct(insider, signed, writeList(list), seed);
      const acts = living.map(({ seq }) => insider.acts.find(({ header }) => header.seq === seq)).filter((one) => one !== undefined);
      return [...serveLog([...insider.acts, act], [act, ...acts]), ...(await unpinned(insider))];
    },
  };
}

function checkpointAct(insider: Insider, list: readonly Place[], beside: Bytes, seed: Secret): Act {
  const body = { form: "checkpoint", kind: "checkpoint", salt: randomSalt(), list: hashOf(writeList(list)), living: list.length } as const;
  return signAct(headerAfter(insider), body, seed, beside);
}

/** A `seen` of the locker, the plainest act there is. */
function next(insider: Insider, seed: Secret): Act {
  const { id, head } = insider.reader.locker;
  return signAct(headerAfter(insider), { form: "seen", kind: "seen", salt: randomSalt(), node: id, ...head }, seed);
}

function headerAfter({ reader: { locker }, account, chain }: Insider) {
  const { head, peopleStream, time, id } = locker;
  return { locker: id, seq: head.seq + 1, prev: head.hash, chain: peopleStream.hash, author: account, card: chain.newest().hash, time };
}

function without(acts: readonly Act[], seq: number): Act[] {
  return acts.filter(({ header }) => header.seq !== seq);
}

function exchanged(acts: readonly Act[], seq: number): Act[] {
  return acts.map((act, at) => (at === seq ? acts[seq + 1] : at === seq + 1 ? acts[seq] : act)).filter((act) => act !== undefined);
}
