import { ArmoireError } from "../bridge/bridge";

const MOST = 256;

/** Runs one task after the other, in the order in which they came. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MOST) throw new ArmoireError("too_many_calls");
    this.#waiting += 1;
    const turn = this.#last.then(task, task).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
