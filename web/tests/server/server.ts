import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { clockAhead, forgetClock } from "../ahead";

const DAY = 24 * 3_600_000;
const BUILT = fileURLToPath(new URL("../../../target/debug/armoire-server", import.meta.url));

/** The real server, with its data in a folder that is thrown away. */
export interface Server {
  /** As it prints it: `http://localhost:PORT`. */
  origin: string;
  /** The folder of its data. */
  data: string;
  /** Stops it, and keeps its data. */
  pause(): Promise<void>;
  /** Stops it, and throws its data away. */
  stop(): Promise<void>;
}

/**
 * Starts the server that was built last, or the one that ARMOIRE_SERVER_PROGRAM names; on a free port and new data, unless told. Its clock is
 * so many days ahead.
 */
export async function startServer(data = mkdtempSync(join(tmpdir(), "armoire-")), port = "0", days = 0): Promise<Server> {
  const program = process.env["ARMOIRE_SERVER_PROGRAM"] ?? BUILT;
  if (!existsSync(program)) throw new Error(`no server at ${program}: run "cargo build" first`);
  const { PATH } = process.env;
  const child = spawn(program, ["serve", "--listen", `127.0.0.1:${port}`, "--data", data], {
    env: { ...(PATH !== undefined && { PATH }), ...(days !== 0 && clockAhead(days * DAY)) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const origin = await firstLine(child);
  const pause = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    if (child.pid !== undefined) forgetClock(child.pid);
  };
  return {
    origin,
    data,
    pause,
    stop: async () => {
      await pause();
      for (const folder of [data, `${data}-pins`]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The address is printed once the server answers. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-4096);
    });
    child.once("exit", (code) => {
      reject(new Error(`the server ended with ${String(code)}: ${errors}`));
    });
    if (child.stdout !== null) createInterface(child.stdout).once("line", resolve);
  });
}
