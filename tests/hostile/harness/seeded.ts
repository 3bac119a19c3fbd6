import { createHash } from "node:crypto";

/** Numbers that follow from a seed, which is printed: `ARMOIRE_HOSTILE_SEED` gives the same again. */
export interface Seeded {
  /** From 0 to `below` − 1. */
  below(below: number): number;
}

const seed = process.env["ARMOIRE_HOSTILE_SEED"] ?? String(Date.now());
let printed = false;

export function seeded(purpose: string): Seeded {
  if (!printed) console.log(`ARMOIRE_HOSTILE_SEED=${seed}`);
  printed = true;
  let count = 0;
  return {
    below: (below) => {
      count += 1;
      return createHash("sha256").update(`${seed}\n${purpose}\n${String(count)}`).digest().readUInt32BE() % below;
    },
  };
}
