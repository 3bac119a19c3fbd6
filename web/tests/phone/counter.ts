import { HostileProxy } from "../../../tests/hostile/harness/proxy";

/** One answer, as it came over the network. */
export interface Counted {
  path: string;
  /** Of the body, compressed as it was served; 0 for what the browser had already. */
  bytes: number;
  /** Whether it came for later, without anything on the screen that waits for it: most of it the service worker's doing. */
  ahead: boolean;
}

/** What the service worker's own script and the manifest say that they are for. */
const AHEAD = ["serviceworker", "manifest"];
/** Screens that the page fetches once the locker is open. */
const APART = "/assets/apart-";

/** Counts what browsers fetch, where it passes: they say nothing of what a worker is made of. */
export class Counter {
  readonly #proxy: HostileProxy;

  private constructor(proxy: HostileProxy) {
    this.#proxy = proxy;
  }

  static async start(to: number): Promise<Counter> {
    const proxy = await HostileProxy.start();
    proxy.leadTo(to);
    return new Counter(proxy);
  }

  get port(): number {
    return this.#proxy.port;
  }

  /** Code and texts that came since it was asked last, once nothing more comes. */
  async take(): Promise<Counted[]> {
    for (let quiet = 0; quiet < 10; ) {
      const before = this.#proxy.record.length;
      await new Promise((resolve) => setTimeout(resolve, 100));
      quiet = before === this.#proxy.record.length ? quiet + 1 : 0;
    }
    const passed = this.#proxy.record;
    this.#proxy.play([]);
    return passed.filter(({ path }) => !path.startsWith("/api/")).map(({ path, headers, answer: { body } }) => ({
      path,
      bytes: body instanceof Uint8Array ? body.length : 0,
      ahead: AHEAD.includes(headers["sec-fetch-dest"] ?? "") || isOfService(headers) || path.startsWith(APART),
    }));
  }

  stop(): Promise<void> {
    return this.#proxy.stop();
  }
}

/** The service worker fetches in the mode that `fetch` has by itself; a part that somebody waits for comes in another (`src/parts/arriving.ts`). */
function isOfService(headers: Record<string, string>): boolean {
  return headers["sec-fetch-dest"] === "empty" && headers["sec-fetch-mode"] === "cors";
}

export function sum(counted: readonly Counted[]): number {
  return counted.reduce((total, { bytes }) => total + bytes, 0);
}
