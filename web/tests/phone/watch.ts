import type { Locator, Page } from "playwright-core";
import { WorkerTime } from "./processor";

/** What was seen between a touch and the words that it led to. */
export interface Seen {
  /** When the touch was, and when the words were drawn: milliseconds since 1970. */
  from: number;
  until: number;
  worker: WorkerTime;
  /** Milliseconds that a touch waited at most. */
  input: number;
  /** Milliseconds that the main thread was busy at a stretch at most, beyond the first 50. */
  block: number;
}

/**
 * Measures from inside the page. Who asks from outside, again and again, whether something is there yet, finds it late, and keeps
 * the main thread busy with asking.
 */
export class Watch {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** From now on the page's main thread is so many times slower. */
  static async on(page: Page, rate: number): Promise<Watch> {
    const debug = await page.context().newCDPSession(page);
    await debug.send("Emulation.setCPUThrottlingRate", { rate });
    return new Watch(page);
  }

  /** Touches `button`, and waits until the page says all of `words`. */
  async from(button: Locator, words: readonly string[]): Promise<Seen> {
    const place = await button.boundingBox();
    if (place === null) throw new Error("there is nothing to touch");
    await this.#page.evaluate(note, words);
    const worker = new WorkerTime();
    await this.#page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
    const noted = await this.#page.evaluate(() => (globalThis as unknown as { noted: Promise<Omit<Seen, "worker">> }).noted);
    worker.stop();
    return { ...noted, worker };
  }
}

/** Runs in the page: it names no function of its own, for the compiler would name it by a helper that isn't there. */
function note(words: readonly string[]): void {
  const noted = { from: 0, until: 0, input: 0, block: 0 };
  const seen = new PerformanceObserver((list) => {
    for (const { entryType, startTime, duration } of list.getEntries()) {
      if (noted.from === 0 || startTime < noted.from) continue;
      if (entryType === "event") noted.input = Math.max(noted.input, duration);
      else noted.block = Math.max(noted.block, duration - 50);
    }
  });
  seen.observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  seen.observe({ type: "longtask" });
  document.addEventListener("click", ({ timeStamp }) => (noted.from = timeStamp), { capture: true, once: true });
  const done = new Promise((resolve) => {
    const changes = new MutationObserver(() => {
      const said = document.body.textContent;
      if (noted.from === 0 || !words.every((word) => said.includes(word))) return;
      changes.disconnect();
      // The task after the next frame begins when that frame is drawn.
      requestAnimationFrame(() => {
        setTimeout(() => {
          noted.until = performance.now();
          // What was observed of the last task is told later.
          setTimeout(() => {
            seen.disconnect();
            resolve({ ...noted, from: performance.timeOrigin + noted.from, until: performance.timeOrigin + noted.until });
          }, 300);
        });
      });
    });
    changes.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  Object.assign(globalThis, { noted: done });
}
