import type { CardContent, SignedCard } from "../../../web/src/protocol/account/card";
import type { Act } from "../../../web/src/protocol/act/act";
import { HEADER_KEYS } from "../../../web/src/protocol/act/header";
import { writeBody } from "../../../web/src/protocol/act/body";
import { concat, encode, hashOf } from "../../../web/src/protocol/bytes";
import { writeCanonical } from "../../../web/src/protocol/canonical";
import { randomSalt } from "../../../web/src/protocol/salt";
import { sign } from "../../../web/src/protocol/sign";
import type { Row } from "../harness/attack";
import type { Insider } from "../harness/insider";
import { serveCards, serveLog, serveLogOn } from "../harness/tampers";
import { unpinned } from "../harness/forged-log";

/** The neutral element: the key for which one signature fits everything. */
const weakKey = concat(Uint8Array.of(1), new Uint8Array(31));
/** R neutral, S zero: holds for any message by `weakKey`, wherever nobody looks. */
const anySignature = concat(weakKey, new Uint8Array(32));

export const row33: Row = {
  number: 33,
  attacks: [
    {
      name: "a next card with a key of small order, and an act signed by it, to the same device",
      code: "weak_key",
      device: (device) => device.list(),
      tamper: ({ insider }) => {
        const card = weakCard(insider);
        return [...serveLogOn([...insider.acts, cardAct(insider, card)]), serveCards([...insider.cards, card])];
      },
    },
    {
      name: "a next card with a key of small order, to a new device",
      code: "weak_key",
      tamper: async ({ insider }) => {
        const card = weakCard(insider);
        return [serveCards([...insider.cards, card]), ...(await unpinned(insider))];
      },
    },
    {
      name: "an act with a signature of small order",
      code: "signature",
      tamper: ({ insider }) => serveLog(insider.acts.map((act) => ({ ...act, signature: anySignature }))),
    },
  ],
};

/** Endorsed by the holder's own key: as if it had been stolen once, and given back. */
function weakCard({ account, signing, chain }: Insider): SignedCard {
  const { hash, content } = chain.newest();
  const next: CardContent = { account, number: content.number + 1, signing: encode(weakKey), recipient: content.recipient, previous: hash };
  const card = writeCanonical(["account", "number", "signing", "recipient", "previous"], next);
  return { card, signature: anySignature, endorsement: sign("endorsement", signing, card) };
}

/** The act that brings the card into the log; anybody can "sign" it. */
function cardAct({ reader: { locker }, account, chain }: Insider, weak: SignedCard): Act {
  const card = hashOf(weak.card);
  const body = { form: "card", kind: "card", salt: randomSalt(), card, number: chain.newest().content.number + 1 } as const;
  const bodyBytes = writeBody(body);
  const place = { locker: locker.id, seq: locker.head.seq + 1, prev: locker.head.hash, chain: locker.peopleStream.hash };
  const header = { ...place, author: account, card, time: locker.time, body: hashOf(bodyBytes) };
  const headerBytes = writeCanonical(HEADER_KEYS, header);
  return { header, headerBytes, signature: anySignature, body, bodyBytes, beside: new Uint8Array(0), hash: hashOf(headerBytes) };
}
