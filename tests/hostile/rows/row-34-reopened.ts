import { decode, encode, type Text64 } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import type { Attack, Row } from "../harness/attack";
import { flip } from "../harness/forge";
import { changeJson } from "../harness/tampers";

const kinds = ["words", "card"] as const;

/**
 * A device whose derivation is broken seals slots that no other device can open: the same as a server that keeps other slots
 * than it was given. Whoever makes a locker opens both slots from the answer before any word is shown. (The page's own tests break the
 * derivation itself.)
 */
export const row34: Row = {
  number: 34,
  attacks: [
    ...kinds.map((kind): Attack => ({
      name: `a slot of kind ${kind} that doesn't open, after signing up`,
      code: ["commitment", "tampered", "recipient", "header"],
      fresh: (client) => client.signUp(),
      tamper: () => [changeSlots((slot) => (slot["kind"] === kind ? altered(slot) : slot))],
    })),
    ...kinds.map((kind): Attack => ({
      name: `no slot of kind ${kind}, after signing up`,
      code: "slot",
      fresh: (client) => client.signUp(),
      tamper: () => [changeJson("POST /accounts", (made) => ({ ...made, slots: (made["slots"] as Fields[]).filter((slot) => slot["kind"] !== kind) }))],
    })),
  ],
};

function changeSlots(change: (slot: Fields) => Fields) {
  return changeJson("POST /accounts", (made) => ({ ...made, slots: (made["slots"] as Fields[]).map(change) }));
}

/** As another key would have sealed it: not the last byte of a tag, but the middle. */
function altered(slot: Fields): Fields {
  const sealed = decode(slot["sealed"] as Text64);
  return { ...slot, sealed: encode(flip(sealed, slot["kind"] === "words" ? 40 : sealed.length - 40)) };
}
