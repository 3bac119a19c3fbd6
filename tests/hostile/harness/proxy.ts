import { Agent, createServer, request, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { concat, type Bytes } from "../../../web/src/protocol/bytes";
import { matches } from "./route";

/** What a client asked. */
export interface Asked {
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  body: Bytes;
}

/** What the server answered, or what the proxy answers in its place. A stream may never end. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Bytes | AsyncIterable<Bytes>;
}

/** A change of what passes on one route. */
export interface Tamper {
  /** `GET /lockers/{}/living`: below `/api/v1`, `{}` for any one part. */
  route: string;
  /** Clients may go without it. */
  optional?: true;
  /** The request never reaches the server: only the proxy answers. */
  withhold?: true;
  /** What reaches the server in the place of what was asked. */
  send?: (asked: Asked) => Asked;
  change: (answer: Answer & { body: Bytes }, asked: Asked) => Answer | Promise<Answer>;
}

/** What passed: the request as the client sent it, and the answer as the client got it. */
export interface Exchange extends Asked {
  answer: Answer;
}

/**
 * Stands between real clients and the real server. It is honest until it is told to tamper, and writes down all that passes.
 * People use its address, so that the server's origin is the proxy's.
 */
export class HostileProxy {
  readonly port: number;
  record: Exchange[] = [];
  /** Routes that are answered 503 and never reach the server. */
  closed: string[] = [];
  /** Another web app than the server's, by path. */
  app: ((path: string) => { body: Bytes; type: string } | undefined) | undefined;
  #tampers: Tamper[] = [];
  #tampered = new Set<Tamper>();
  #server: HttpServer;
  #agent = new Agent({ keepAlive: true });
  #target = 0;

  private constructor(server: HttpServer) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => {
      this.#pass(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  static async start(): Promise<HostileProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new HostileProxy(server);
  }

  /** The address that people use. */
  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** The server's own port. */
  leadTo(port: number): void {
    this.#target = port;
  }

  /** Tampers from now on, and begins a new record. */
  play(tampers: readonly Tamper[]): void {
    this.#tampers = [...tampers];
    this.#tampered.clear();
    this.record = [];
  }

  /** Changes that no client has met: an attack that never took place proves nothing. */
  unused(): string[] {
    return this.#tampers.filter((tamper) => tamper.optional !== true && !this.#tampered.has(tamper)).map(({ route }) => route);
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const asked: Asked = {
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      headers: oneEach(incoming.headers),
      body: await whole(incoming),
    };
    if (this.closed.some((route) => matches(route, asked))) {
      await send(outgoing, { status: 503, headers: {}, body: new Uint8Array(0) });
      return;
    }
    const tampers = this.#tampers.filter(({ route }) => matches(route, asked));
    const sent = tampers.reduce((now, { send: other }) => other?.(now) ?? now, asked);
    const reaches = !tampers.some(({ withhold }) => withhold === true);
    const honest = reaches ? this.#withApp(asked, await this.#ask(this.#forApp(sent))) : { status: 503, headers: {}, body: new Uint8Array(0) };
    let answer: Answer = honest;
    for (const tamper of tampers) {
      answer = await tamper.change({ ...honest, ...answer } as Answer & { body: Bytes }, asked);
      this.#tampered.add(tamper);
    }
    this.record.push({ ...asked, answer });
    await send(outgoing, answer);
  }

  /** Headers of a file that the server doesn't have are those of its page. */
  #forApp(asked: Asked): Asked {
    const ours = this.app !== undefined && !asked.path.startsWith("/api/") && !asked.path.startsWith("/viewer/");
    return ours ? { ...asked, path: "/" } : asked;
  }

  #withApp({ path }: Asked, answer: Answer & { body: Bytes }): Answer & { body: Bytes } {
    const file = path.startsWith("/api/") ? undefined : this.app?.(path);
    if (file === undefined) return answer;
    const { "content-encoding": _, etag: __, ...headers } = answer.headers;
    return { status: 200, headers: { ...headers, "content-type": file.type, "cache-control": "no-store" }, body: file.body };
  }

  #ask({ method, path, headers, body }: Asked): Promise<Answer & { body: Bytes }> {
    return new Promise((resolve, reject) => {
      const passed = request({ host: "127.0.0.1", port: this.#target, method, path, headers, agent: this.#agent }, (incoming) => {
        whole(incoming).then(
          (answered) => resolve({ status: incoming.statusCode ?? 0, headers: oneEach(incoming.headers), body: answered }),
          reject,
        );
      });
      passed.on("error", reject);
      passed.end(body);
    });
  }
}

async function send(outgoing: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  const { "content-length": _, "transfer-encoding": __, ...rest } = headers;
  if (body instanceof Uint8Array) {
    const bodiless = status === 204 || status === 304;
    outgoing.writeHead(status, bodiless ? rest : { ...rest, "content-length": body.length });
    outgoing.end(body);
    return;
  }
  outgoing.writeHead(status, rest);
  const stream = Readable.from(body);
  outgoing.on("close", () => stream.destroy());
  await new Promise((resolve) => stream.on("close", resolve).on("error", resolve).pipe(outgoing));
}

async function whole(incoming: IncomingMessage): Promise<Bytes> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return concat(...parts);
}

function oneEach(headers: IncomingMessage["headers"]): Record<string, string> {
  const pairs = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]);
  return Object.fromEntries(pairs) as Record<string, string>;
}
