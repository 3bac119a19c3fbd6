import { readFileSync, readdirSync } from "node:fs";

/** Names of the threads that do a worker's work: its own, and those that WebCrypto and the compiler use. */
const THREADS = ["DedicatedWorker", "ThreadPoolForeg"];
const EVERY = 20;

/**
 * What the workers of our browser's pages have computed, by the kernel's own count: another program on the same processors doesn't
 * change it, as it does every clock.
 */
export class WorkerTime {
  readonly #samples: { at: number; spent: number }[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#take();
    this.#timer = setInterval(() => {
      this.#take();
    }, EVERY);
  }

  /** Milliseconds of processor time between two moments since 1970. */
  between(from: number, to: number): number {
    return this.#at(to) - this.#at(from);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#take();
  }

  #take(): void {
    const spent = pagesOf(process.pid).reduce((sum, page) => sum + spentBy(page), 0);
    this.#samples.push({ at: performance.timeOrigin + performance.now(), spent });
  }

  #at(moment: number): number {
    const samples = this.#samples;
    const next = samples.findIndex(({ at }) => at >= moment);
    return (next < 0 ? samples.at(-1) : samples[next])?.spent ?? 0;
  }
}

/** Processes below this one that have a worker. */
function pagesOf(parent: number): number[] {
  const children = read(`/proc/${String(parent)}/task/${String(parent)}/children`).split(" ").map(Number).filter(Boolean);
  return children.flatMap((child) => [...(threadsOf(child).some(({ name }) => name === THREADS[0]) ? [child] : []), ...pagesOf(child)]);
}

/** Milliseconds. */
function spentBy(page: number): number {
  const nanoseconds = threadsOf(page)
    .filter(({ name }) => THREADS.includes(name))
    .map(({ folder }) => Number(read(`${folder}/schedstat`).split(" ")[0]));
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

function threadsOf(process: number): { folder: string; name: string }[] {
  const tasks = `/proc/${String(process)}/task`;
  return list(tasks).map((thread) => ({ folder: `${tasks}/${thread}`, name: read(`${tasks}/${thread}/comm`).trim() }));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // It has just ended.
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
