// The real server and the real command line, and a wire between clients and server that can be cut.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, connect } from "node:net";
import { createInterface } from "node:readline";

export class Server {
  #program;
  #data;
  #process;
  port = 0;

  constructor(program, data) {
    this.#program = program;
    this.#data = data;
  }

  /** Starts, or starts again where it was. */
  async start(origin) {
    const listen = ["serve", "--listen", `127.0.0.1:${this.port}`, "--data", this.#data, "--origin", origin];
    this.#process = spawn(this.#program, listen, { env: { ...process.env, ARMOIRE_LOG: "warn" }, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface({ input: this.#process.stdout }), "line");
    this.port = Number(/:(\d+)$/.exec(line)?.[1]);
  }

  /** As a power cut does. */
  async kill() {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }
}

/** Leads to the server. Told so, it cuts the connection once so many bytes went over it, as often as it was told. */
export class Wire {
  #cuts = [];
  #settled = Promise.resolve();
  #listener = createServer((client) => void this.#carry(client));
  /** What happens when a connection is cut, before the client hears of it. */
  onCut = async () => {};
  cuts = 0;
  port = 0;
  target = 0;

  async open() {
    await once(this.#listener.listen(0, "127.0.0.1"), "listening");
    this.port = this.#listener.address().port;
  }

  get origin() {
    return `http://localhost:${this.port}`;
  }

  /** Each number is one connection's: the next one that sends so many bytes is cut there. */
  cutAfter(...bytes) {
    this.#cuts = bytes;
    this.cuts = 0;
  }

  close() {
    this.#listener.close();
  }

  async #carry(client) {
    client.on("error", () => client.destroy());
    await this.#settled;
    const server = connect(this.target, "127.0.0.1");
    // Whoever is cut hears of it when what had to happen has happened: no client's patience decides.
    const end = () => void this.#settled.then(() => client.destroy());
    let sent = 0;
    client.on("close", () => server.destroy());
    server.on("error", end).on("close", end);
    server.pipe(client, { end: false });
    client.on("data", (piece) => {
      const [most] = this.#cuts;
      if (most === undefined || sent + piece.length < most) {
        sent += piece.length;
        if (!server.write(piece)) client.pause();
        return;
      }
      this.#cuts.shift();
      this.cuts += 1;
      client.pause();
      this.#settled = new Promise((resolve) => {
        server.write(piece.subarray(0, most - sent), () => void this.onCut().then(resolve));
      });
      void this.#settled.then(() => server.destroy());
    });
    server.on("drain", () => client.resume());
    client.on("end", () => server.end());
  }
}

/** Signs up with the command line, and asks it for what a stock client needs. */
export async function signUp(program, server, profile, handle) {
  const run = async (...command) => {
    const child = spawn(program, ["--profile", profile, "--json", ...command], { stdio: ["ignore", "pipe", "inherit"] });
    const [output, [code]] = await Promise.all([child.stdout.toArray(), once(child, "close")]);
    if (code !== 0) throw new Error(`armoire ${command.join(" ")} ended with ${code}`);
    return JSON.parse(Buffer.concat(output).toString());
  };
  await run("signup", "--server", server, "--handle", handle);
  return run("token");
}
