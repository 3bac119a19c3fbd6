import type { Surroundings } from "../world";

const SHORTEST = 1_000;
const LONGEST = 60_000;

/** Waits for something to do: for a nudge, or for a time that doubles with each failure, from 1 s to 60 s. */
export class Pause {
  readonly #later: Surroundings["later"];
  #wait = SHORTEST;
  #nudged = false;
  #wake: (() => void) | null = null;

  constructor(later: Surroundings["later"]) {
    this.#later = later;
  }

  /** What was waited for may have come. */
  nudge(): void {
    this.#nudged = true;
    this.#wake?.();
  }

  /** The network works: the next failure waits the shortest time again. */
  reset(): void {
    this.#wait = SHORTEST;
  }

  untilNudged(): Promise<void> {
    return new Promise<void>((resolve) => {
      if (this.#nudged) resolve();
      this.#wake = resolve;
    }).then(() => {
      this.#nudged = false;
      this.#wake = null;
    });
  }

  async afterFailure(): Promise<void> {
    const stop = this.#later(this.#wait, () => {
      this.nudge();
    });
    this.#wait = Math.min(this.#wait * 2, LONGEST);
    await this.untilNudged();
    stop();
  }
}
