import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Somebody else's server: whatever reaches it has left. It lets everyone read its answers. */
export class Outside {
  readonly reached: string[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    server.on("request", ({ url = "" }, answer) => {
      this.reached.push(url);
      answer.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" }).end("0");
    });
    server.on("upgrade", ({ url = "" }, socket) => {
      this.reached.push(url);
      socket.destroy();
    });
  }

  static async start(): Promise<Outside> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Outside(server);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
