import { once } from "node:events";
import { createServer, connect, type Server, type Socket } from "node:net";

/** The network between a phone and the server, as one of this machine's ports: slow, cut, and there again, at will. */
export class Wire {
  readonly port: number;
  /** Where it leads. */
  to: number;
  #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #pace: number | undefined;
  #left: { bytes: number; reached: () => void } | undefined;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
    this.to = port;
  }

  static async open(): Promise<Wire> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the wire has no port");
    const wire = new Wire(server, address.port);
    server.on("connection", (socket) => {
      wire.#carry(socket);
    });
    return wire;
  }

  /** Ends every connection, and takes no new one. */
  cut(): void {
    this.#isCut = true;
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async mend(): Promise<void> {
    this.#left = undefined;
    this.#isCut = false;
    this.#server = createServer((socket) => {
      this.#carry(socket);
    });
    this.#server.listen(this.port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  /** What the phone sends goes at this many bytes a second from now on; `undefined` is as fast as it can. */
  slow(bytesPerSecond: number | undefined): void {
    this.#pace = bytesPerSecond;
  }

  /** Cuts once the phone has sent this many bytes more; done when it has. */
  cutAfter(bytes: number): Promise<void> {
    return new Promise((reached) => {
      this.#left = { bytes, reached };
    });
  }

  close(): void {
    this.cut();
  }

  #carry(phone: Socket): void {
    // One that was taken in the very moment.
    if (this.#isCut) {
      phone.destroy();
      return;
    }
    const server = connect(this.to, "127.0.0.1");
    for (const socket of [phone, server]) {
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        phone.destroy();
        server.destroy();
      });
    }
    server.pipe(phone);
    phone.on("data", (piece) => {
      server.write(piece);
      this.#count(piece.length);
      if (this.#pace === undefined) return;
      phone.pause();
      setTimeout(() => phone.resume(), (1000 * piece.length) / this.#pace);
    });
    phone.on("end", () => server.end());
  }

  #count(bytes: number): void {
    if (this.#left === undefined) return;
    this.#left.bytes -= bytes;
    if (this.#left.bytes > 0) return;
    const { reached } = this.#left;
    this.#left = undefined;
    this.cut();
    reached();
  }
}
