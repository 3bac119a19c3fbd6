import { sign } from "../../../web/src/protocol/sign";
import type { Row } from "../harness/attack";
import { serveCards, serveLog } from "../harness/tampers";

export const row32: Row = {
  number: 32,
  attacks: [
    {
      name: "an act with the holder's signature of it as a card",
      code: "signature",
      tamper: ({ insider }) =>
        serveLog(insider.acts.map((act) => ({ ...act, signature: sign("card", insider.signing, act.headerBytes) }))),
    },
    {
      name: "an act with the holder's signature of it as an endorsement",
      code: "signature",
      tamper: ({ insider }) =>
        serveLog(insider.acts.map((act) => ({ ...act, signature: sign("endorsement", insider.signing, act.headerBytes) }))),
    },
    {
      name: "a card with the holder's signature of it as an act",
      code: "card",
      tamper: ({ insider }) => [serveCards(insider.cards.map((card) => ({ ...card, signature: sign("act", insider.signing, card.card) })))],
    },
    {
      name: "a card with the holder's signature of it as an endorsement",
      code: "card",
      tamper: ({ insider }) => [
        serveCards(insider.cards.map((card) => ({ ...card, signature: sign("endorsement", insider.signing, card.card) }))),
      ],
    },
  ],
};
