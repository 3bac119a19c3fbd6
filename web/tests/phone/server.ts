import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A server that people reach under another address than its own; `client` is the command line's program. */
export async function startServer(data: string, origin: string): Promise<{ port: number; client: string; stop: () => Promise<void> }> {
  const { ARMOIRE_SERVER_PROGRAM: program, ARMOIRE_CLIENT_PROGRAM: client } = process.env;
  if (program === undefined || client === undefined) throw new Error("ARMOIRE_SERVER_PROGRAM and ARMOIRE_CLIENT_PROGRAM name the programs");
  const child = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--data", data, "--origin", origin], {
    env: { ...process.env, ARMOIRE_LOG: "warn" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
  });
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    void ended.then(() => {
      reject(new Error("the server ended before it served"));
    });
  });
  return {
    port: Number(new URL(address).port),
    client,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
