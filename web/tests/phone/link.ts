import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A phone's network. */
export interface Speed {
  name: string;
  /** Bits a second, in each direction. */
  rate: number;
  /** Of a round trip, in milliseconds. */
  delay: number;
}

export const slow: Speed = { name: "400 kb/s, 400 ms", rate: 400_000, delay: 400 };
export const fair: Speed = { name: "1.6 Mb/s, 150 ms", rate: 1_600_000, delay: 150 };

/** Bytes that go through at once. */
const PIECE = 2048;
/** Bytes of an answer that isn't large yet. */
const LARGE = 50_000;

/**
 * A slow line in front of a server: all connections share its rate, every byte waits half a round trip, and a new connection
 * costs one more. The browser's own throttling doesn't reach what a worker fetches; this does.
 */
export class Link {
  /** The server's port. */
  to = 0;
  speed: Speed | undefined;
  /** When the last byte of a large answer reached the browser, milliseconds since 1970. */
  arrived = 0;
  /** Bytes that went to the browser so far. */
  down = 0;
  #last = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** When each direction is free again. */
  readonly #free = { up: 0, down: 0 };
  #open: Promise<void> = Promise.resolve();

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (near) => {
      const far = connect(this.to, "127.0.0.1");
      near.setNoDelay(true);
      far.setNoDelay(true);
      const ready = later(this.speed?.delay ?? 0);
      const answer = { bytes: 0 };
      this.#pipe(near, far, "up", ready, answer);
      this.#pipe(far, near, "down", ready, answer);
    });
  }

  static async open(): Promise<Link> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Link(server);
  }

  get origin(): string {
    return `http://localhost:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** Nothing passes any more until what this gives is called. */
  cut(): () => void {
    let mend: () => void = () => undefined;
    this.#open = new Promise((resolve) => {
      mend = resolve;
    });
    return mend;
  }

  /** Waits until nothing has passed for a second. */
  async quiet(): Promise<void> {
    do await later(100);
    while (performance.now() - this.#last < 1000);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pipe(from: Socket, to: Socket, direction: "up" | "down", ready: Promise<void>, answer: { bytes: number }): void {
    this.#sockets.add(from);
    let chain = ready;
    let written = ready;
    from.on("data", (data: Buffer) => {
      this.#last = performance.now();
      from.pause();
      // Requests of a connection wait for each other.
      answer.bytes = direction === "up" ? 0 : answer.bytes + data.length;
      const large = answer.bytes > LARGE;
      if (direction === "down") this.down += data.length;
      chain = chain.then(async () => {
        for (let at = 0; at < data.length; at += PIECE) {
          const piece = data.subarray(at, at + PIECE);
          const travels = later(await this.#take(direction, piece.length));
          written = Promise.all([written, travels]).then(() => {
            if (!to.destroyed) to.write(piece);
            this.#last = performance.now();
            if (large) this.arrived = performance.timeOrigin + performance.now();
          });
        }
        from.resume();
      });
    });
    const end = () => {
      void chain.then(() => written).then(() => to.end());
    };
    from.on("end", end);
    from.on("error", end);
    from.on("close", () => {
      this.#sockets.delete(from);
      end();
    });
  }

  /** Waits until these bytes are on the line; gives how long they travel from then on. */
  async #take(direction: "up" | "down", bytes: number): Promise<number> {
    await this.#open;
    // It may change while these bytes wait.
    const speed = this.speed;
    if (speed === undefined) return 0;
    const now = performance.now();
    this.#free[direction] = Math.max(now, this.#free[direction]) + (bytes * 8000) / speed.rate;
    const wait = this.#free[direction] - now;
    // Timers are coarse: only what is worth one is waited for.
    if (wait > 8) await later(wait);
    return speed.delay / 2;
  }
}

function later(milliseconds: number): Promise<void> {
  return milliseconds <= 0
    ? Promise.resolve()
    : new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
      });
}
