import { decode, encode, type Bytes, type Text64 } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import type { Act } from "../../../web/src/protocol/act/act";
import { randomSalt } from "../../../web/src/protocol/salt";
import type { Attack, Codes, Row } from "../harness/attack";
import { flip, withBody } from "../harness/forge";
import { forgedLog } from "../harness/forged-log";
import { papers } from "../harness/scene";
import { seeded } from "../harness/seeded";
import { changeActs, changeJson, serveCards, serveKeyring, serveObject, serveSlot } from "../harness/tampers";

/** A part of a stored object: from its first byte up to before `to`; negative counts from the end. */
interface Region {
  part: string;
  from: number;
  to: number;
  code: Codes;
}

/** `seal`'s output (§2). */
const sealedRegions: Region[] = [
  { part: "suite", from: 0, to: 1, code: "suite" },
  { part: "salt", from: 1, to: 33, code: "commitment" },
  { part: "commitment", from: 33, to: 65, code: "commitment" },
  { part: "ciphertext", from: 65, to: -16, code: "tampered" },
  { part: "tag", from: -16, to: Infinity, code: "tampered" },
];

/** An age file for X25519, as bytes: line, stanza with its share, stanza's body, MAC, nonce, chunks. */
const ageRegions: Region[] = [
  { part: "introduction", from: 0, to: 21, code: ["header"] },
  { part: "stanza's type", from: 25, to: 31, code: ["stanzas", "header"] },
  { part: "stanza's share", from: 32, to: 70, code: ["recipient", "tampered", "header"] },
  { part: "stanza's body", from: 76, to: 110, code: ["recipient", "tampered", "header"] },
];

const random = seeded("row 8");

function place({ from, to }: Region, length: number): number {
  const end = to === Infinity ? length : to < 0 ? length + to : to;
  const start = from < 0 ? length + from : from;
  return start + random.below(Math.max(1, end - start));
}

/** One byte of each part, at a place and in a bit that the seed decides. */
function flips(what: string, regions: readonly Region[], attack: (change: (bytes: Bytes) => Bytes) => Omit<Attack, "name" | "code">): Attack[] {
  return regions.map((region) => ({
    name: `a bit of a ${what}'s ${region.part}`,
    code: region.code,
    ...attack((bytes) => flip(bytes, place(region, bytes.length), random.below(8))),
  }));
}

const slot = flips("slot", sealedRegions, (change) => ({
  tamper: ({ insider }) => [serveSlot(change(insider.session.slot.sealed))],
}));

const keyring = flips("keyring", sealedRegions, (change) => ({
  tamper: ({ insider: { session, version } }) => serveKeyring(version, change(session.keyring.sealed)),
}));

const cardSlot = flips("recovery card's slot", [...ageRegions, { part: "last byte", from: -1, to: Infinity, code: "tampered" }], (change) => ({
  fresh: (client) => client.recover(),
  tamper: () => [
    changeJson("POST /session", (fields) => {
      const served = fields["slot"] as Fields;
      return { ...fields, slot: { ...served, sealed: encode(change(decode(served["sealed"] as Text64))) } };
    }),
  ],
}));

/** On the wire, where the log's hash finds it. */
const object = flips(
  "document",
  [
    ...ageRegions,
    { part: "first chunk", from: 220, to: 60_000, code: "hash" },
    { part: "last chunk", from: -4000, to: -16, code: "hash" },
    { part: "last tag", from: -16, to: Infinity, code: "hash" },
  ].map((region) => ({ ...region, code: "hash" })),
  (change) => ({
    device: async (device, { insider }) => device.open((await insider.document(papers.large.name)).id, papers.large.name),
    tamper: async ({ insider }) => {
      const named = await insider.object(papers.large.name);
      return [serveObject(named.id, change(await insider.ciphertext(papers.large.name)))];
    },
  }),
);

/** Inside an act that the holder signed again around it: only the label's own seal can tell. */
const label = flips("label", sealedRegions, (change) => ({
  tamper: async ({ insider }) => {
    const { id } = await insider.document(papers.bail.name);
    return forgedLog(insider, (body) =>
      body.form === "document" && body.node === id ? { ...body, label: encode(change(decode(body.label))) } : body,
    );
  },
}));

const folderKey = flips("folder's key", sealedRegions, (change) => ({
  tamper: ({ insider }) =>
    forgedLog(insider, (body) => (body.form === "new_folder" ? { ...body, key: encode(change(decode(body.key))) } : body)),
}));

/** What a byte of an act or a card may become: it isn't JSON any more, isn't canonical, isn't ours, or isn't signed. */
const broken = [
  "not_canonical", "malformed", "too_large", "body", "kind", "prev", "seq", "chain", "author", "card", "time", "signature", "locker", "base",
  "epoch", "version", "turn", "under", "node", "parent", "objects", "fork",
];

const log: Attack[] = [
  actFlip("header", broken, (act, change) => ({ ...act, headerBytes: change(act.headerBytes) })),
  actFlip("body", ["body", "not_canonical"], (act, change) => (act.bodyBytes === undefined ? act : { ...act, bodyBytes: change(act.bodyBytes) })),
  {
    name: "another salt in an act's body, in its form",
    code: "body",
    tamper: () => changeActs((acts) => acts.map((act) => (act.header.seq === 2 ? withBody(act, (body) => ({ ...body, salt: randomSalt() })) : act))),
  },
  actFlip("signature", "signature", (act, change) => ({ ...act, signature: change(act.signature) }), "the newest"),
  actFlip("header", ["signature", "not_canonical", "body", "author", "card", "locker", "prev", "seq", "chain", "time", "fork"], (act, change) => ({ ...act, headerBytes: change(act.headerBytes) }), "the newest"),
];

function actFlip(part: string, code: Codes, alter: (act: Act, change: (bytes: Bytes) => Bytes) => Act, which?: "the newest"): Attack {
  return {
    name: `a bit of ${which ?? "any"} act's ${part}`,
    code,
    tamper: ({ insider }) => {
      const seq = which === undefined ? random.below(insider.acts.length - 1) : insider.acts.length - 1;
      return changeActs((acts) =>
        acts.map((act) => (act.header.seq === seq ? alter(act, (bytes) => flip(bytes, seq * 7 % bytes.length, 1)) : act)),
      );
    },
  };
}

const cards: Attack[] = [
  {
    name: "a bit of a card",
    code: ["not_canonical", "malformed", "card"],
    tamper: ({ insider }) => [serveCards(insider.cards.map((card) => ({ ...card, card: flip(card.card, random.below(card.card.length)) })))],
  },
  {
    name: "a bit of a card's signature",
    code: "card",
    tamper: ({ insider }) => [serveCards(insider.cards.map((card) => ({ ...card, signature: flip(card.signature, random.below(64)) })))],
  },
];

export const row08: Row = {
  number: 8,
  attacks: [...slot, ...keyring, ...cardSlot, ...object, ...label, ...folderKey, ...log, ...cards],
};
