import type { Armoire } from "../../bridge/bridge";
import type { Choice } from "../papers/choice";
import { mediaType } from "../papers/kinds";
import type { Shelf } from "../papers/shelves";

/** A paper that the person chose and that isn't sealed yet: it lives in this page's memory alone. */
export interface Keeping {
  key: number;
  name: string;
  type: string;
  file: File;
  shelf: Shelf;
  /** The paper whose new version it is. */
  replaces?: string;
  step: "waiting" | "sealing" | "failed";
  error?: unknown;
}

/** Where chosen papers go: onto a shelf, or as the new version of a paper. */
export interface Target {
  shelf: Shelf;
  replaces?: string;
}

/**
 * Gives chosen papers to the worker, one after the other, in the order in which they were chosen. It outlives the screens:
 * whoever locks waits until it is done, so that nothing which was captured is lost.
 */
export class Keeper {
  readonly #armoire: Armoire;
  readonly #listeners = new Set<() => void>();
  #papers: readonly Keeping[] = [];
  #running: Promise<void> | undefined;
  #last = 0;
  /** Keeps what is chosen and not confirmed yet, when the locker closes before. */
  unconfirmed: (() => void) | undefined;

  constructor(armoire: Armoire) {
    this.#armoire = armoire;
  }

  get papers(): readonly Keeping[] {
    return this.#papers;
  }

  /** Whether locking has something to wait for. */
  get busy(): boolean {
    return this.#running !== undefined || this.unconfirmed !== undefined;
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  keep(choices: readonly Choice[], target: Target): void {
    const more = choices.map<Keeping>(({ file, name, kind }) => {
      this.#last += 1;
      return { key: this.#last, name, type: mediaType(kind), file, ...target, step: "waiting" };
    });
    this.#set([...this.#papers, ...more]);
    this.#run();
  }

  retry(key: number): void {
    this.#patch(key, "waiting");
    this.#run();
  }

  drop(key: number): void {
    this.#set(this.#papers.filter((paper) => paper.key !== key));
  }

  /**
   * Keeps what is chosen and not confirmed, waits until it is sealed, then calls `lock`; at once where there is nothing to
   * wait for. What couldn't be kept is forgotten.
   */
  async close(lock: () => Promise<void>): Promise<void> {
    this.unconfirmed?.();
    this.unconfirmed = undefined;
    if (this.#running !== undefined) await Promise.race([this.#running, pause(longestWait)]);
    this.#set([]);
    await lock();
  }

  #run(): void {
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
    });
  }

  async #work(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { key, name, type, file, shelf, replaces } = next;
      this.#patch(key, "sealing");
      try {
        const bytes = await file.arrayBuffer();
        if (replaces !== undefined) await this.#armoire.replace(replaces, { name, type, bytes });
        else await this.#armoire.add({ name, type, bytes, folder: shelf.folder?.id ?? { name: shelf.name, pictogram: shelf.pictogram } });
        this.drop(key);
      } catch (error) {
        this.#patch(key, "failed", error);
      }
    }
  }

  #next(): Keeping | undefined {
    return this.#papers.find(({ step }) => step === "waiting");
  }

  #patch(key: number, step: Keeping["step"], error?: unknown): void {
    this.#set(this.#papers.map((paper) => (paper.key === key ? { ...paper, step, error } : paper)));
  }

  #set(papers: readonly Keeping[]): void {
    this.#papers = papers;
    for (const listener of this.#listeners) listener();
  }
}

/** Longest that locking waits for a paper to be sealed, in milliseconds: 50 MB on a slow phone. */
const longestWait = 20_000;

function pause(time: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, time);
  });
}
