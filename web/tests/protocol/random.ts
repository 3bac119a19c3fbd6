/** A small generator with a seed (mulberry32), so that a failing history can be played again. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to `below` − 1. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let value = this.#state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % below;
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[this.below(Math.max(items.length, 1))];
  }
}

/** Seeds of this run: fresh ones, or the one in ARMOIRE_SEED. Each is printed by the test that fails. */
export function seeds(count: number): number[] {
  const given = process.env["ARMOIRE_SEED"];
  if (given !== undefined) return [Number(given)];
  const first = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return Array.from({ length: count }, (_, at) => (first + at) >>> 0);
}
