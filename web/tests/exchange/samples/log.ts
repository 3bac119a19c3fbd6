import { writeFrames } from "../../../src/protocol/act/frame";
import type { Act } from "../../../src/protocol/act/act";
import { encode, hashOf } from "../../../src/protocol/bytes";
import { History } from "../../protocol/history";
import { Random, seeds } from "../../protocol/random";
import type { Sample } from "./sample";

const HISTORIES = 4;
const STEPS = 40;

/** Random histories, whole and from a checkpoint, and each sort of act that they hold. */
export function logSamples(): Sample[] {
  return seeds(HISTORIES).flatMap((seed) => historySamples(seed));
}

function historySamples(seed: number): Sample[] {
  const history = new History(new Random(seed));
  for (let step = 0; step < STEPS; step += 1) history.step();
  history.checkpoint();
  for (let step = 0; step < 5; step += 1) history.step();
  const whole = history.acts;
  const served = history.living() ?? [];
  const checkpoint = served[0]?.header.seq ?? 0;
  const emptied = served.slice(1).some(({ header, body }) => body === undefined && header.seq < checkpoint);
  const log = (acts: readonly Act[], signatures = "newest") => logInput(history, acts, signatures);
  return [
    ...actSamples(seed, whole),
    { name: `frames/${seed}`, input: { bytes: encode(writeFrames(history.whole())) } },
    { name: `log/${seed}-each`, input: log(whole, "each") },
    { name: `log/${seed}-pin`, input: { ...log(whole), pin: history.locker.head } },
    { name: `log/${seed}-living`, input: log(served), ...(emptied && { expect: "list" }) },
    { name: `log/${seed}-without-one`, input: log([...whole.slice(0, 5), ...whole.slice(6)]), expect: "seq" },
    { name: `log/${seed}-forked`, input: { ...log(whole), pin: { ...history.locker.head, hash: hashOf(new Uint8Array(1)) } }, expect: "fork" },
  ];
}

function logInput(history: History, acts: readonly Act[], signatures: string): Record<string, unknown> {
  const cards = history.cards.signed.map(({ card, signature, endorsement }) => ({
    card: encode(card),
    signature: encode(signature),
    ...(endorsement && { endorsement: encode(endorsement) }),
  }));
  return { locker: history.id, holder: history.cards.account, cards, acts: encode(writeFrames(acts)), signatures };
}

/** One header and body of each form. */
function actSamples(seed: number, acts: readonly Act[]): Sample[] {
  const forms = new Map(acts.map((act) => [act.body?.form ?? "", act]));
  return [...forms].flatMap(([form, { headerBytes, bodyBytes }]) => [
    { name: `header/${seed}-${form}`, input: { bytes: encode(headerBytes) } },
    { name: `body/${seed}-${form}`, input: { bytes: encode(bodyBytes ?? new Uint8Array(0)) } },
  ]);
}
