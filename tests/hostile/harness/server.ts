import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { programs } from "./programs";

/** The real server, on its embedded database, in a folder of its own. */
export class Server {
  readonly port: number;
  readonly data: string;
  readonly #process: ChildProcess;
  readonly #said: readonly string[];

  private constructor(process: ChildProcess, port: number, data: string, said: readonly string[]) {
    this.#process = process;
    this.#said = said;
    this.port = port;
    this.data = data;
  }

  /** `origin` is the address that people use. Every test comes from one address: the bounds per address are wide. */
  static async start(data: string, origin: string): Promise<Server> {
    const wide = { ARMOIRE_SIGN_INS_PER_ADDRESS: "1000000", ARMOIRE_SIGN_INS_PER_SLOT: "1000000", ARMOIRE_SIGN_UPS_PER_ADDRESS: "1000000" };
    const child = spawn(programs().server, ["serve", "--listen", "127.0.0.1:0", "--data", data, "--origin", origin], {
      env: { ...process.env, ...wide, ARMOIRE_LOG: "info" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => said.push(part.toString()));
    return new Server(child, await portOf(child), data, said);
  }

  /** Its log. */
  get said(): string {
    return this.#said.join("");
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill("SIGTERM");
    await ended;
  }
}

/** The first line of its output says where it listens. */
function portOf(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error("the server's output is read here");
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the server ended with ${String(code)} before it listened`)));
    lines.once("line", (line) => {
      const port = Number(/:(\d+)\/?$/.exec(line)?.[1]);
      if (port > 0) resolve(port);
      else reject(new Error(`the server said "${line}" and not where it listens`));
    });
  });
}
