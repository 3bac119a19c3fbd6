import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { forgetClock } from "../../ahead";
import { inSqlite, newDatabase, startS3, type Store } from "./stores";
import { Wire } from "./wire";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** The real server on a data folder of its own. */
export interface RealSite {
  origin: string;
  data: string;
  /** Every line of its log so far. */
  log: string[];
  /** Runs the program beside it, on the same data and settings; gives what it prints. */
  operate: (...command: string[]) => Promise<string>;
  /** Ends the process, for a network that is cut; `restart` brings it back at the same address. */
  kill: () => Promise<void>;
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

/** A server behind a network that a test cuts, on the stores that it names. */
export interface WiredSite extends RealSite {
  wire: Wire;
  /** Files of the object store. */
  files: () => Promise<string[]>;
  /** Changes the database of a server that is away. */
  query: (statement: string) => Promise<void>;
}

export interface Stores {
  database: "sqlite" | "postgres";
  objects: "folder" | "s3";
}

/**
 * Starts `armoire-server`, built before: `ARMOIRE_SERVER_PROGRAM`, or the newest of the target folder. It serves the web
 * app of `web/dist`. `settings` are more of its environment.
 */
export async function startRealSite(settings: Record<string, string> = {}): Promise<RealSite> {
  const data = await mkdtemp(join(tmpdir(), "armoire-browser-"));
  const log: string[] = [];
  let running = await launch(data, "127.0.0.1:0", log, settings);
  const { port } = running;
  // The server's own default: the address that a browser takes for a secure place without TLS.
  const origin = `http://localhost:${port}`;
  return {
    origin,
    data,
    log,
    operate: (...command) => operate(command, data, settings),
    kill: () => running.end(),
    restart: async () => {
      running = await launch(data, `127.0.0.1:${port}`, log, settings);
    },
    stop: async () => {
      await running.end();
      for (const folder of [data, `${data}-pins`]) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same behind a wire, on any of the stores; `settings` are more of its environment. */
export async function startWiredSite({ database, objects }: Stores, settings: Record<string, string> = {}): Promise<WiredSite> {
  const data = await mkdtemp(join(tmpdir(), "armoire-browser-"));
  const log: string[] = [];
  const wire = await Wire.open();
  const stores: Store[] = [];
  const postgres = database === "postgres" ? await newDatabase() : undefined;
  if (postgres !== undefined) stores.push(postgres);
  const s3 = objects === "s3" ? await startS3() : undefined;
  if (s3 !== undefined) stores.push(s3);
  const origin = `http://localhost:${wire.port}`;
  // `settings` may change before it starts again.
  const environment = () => Object.assign({ ARMOIRE_ORIGIN: origin, ...settings }, ...stores.map((store) => store.environment)) as Record<string, string>;
  let running = await launch(data, "127.0.0.1:0", log, environment());
  wire.to = Number(running.port);
  return {
    origin,
    data,
    log,
    operate: (...command) => operate(command, data, environment()),
    wire,
    files: () => filesIn(s3 === undefined ? join(data, "objects") : join(s3.folder, "armoire")),
    query: (statement) => (postgres === undefined ? inSqlite(join(data, "armoire.sqlite"), statement) : postgres.query(statement)),
    kill: () => running.end(),
    restart: async () => {
      running = await launch(data, "127.0.0.1:0", log, environment());
      wire.to = Number(running.port);
    },
    stop: async () => {
      wire.close();
      await running.end();
      for (const store of stores) await store.stop();
      for (const folder of [data, `${data}-pins`]) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** For journeys between people: French ones on SQLite and a folder of files, Arabic ones on PostgreSQL and an S3 server. */
export function startSiteFor(language: "fr" | "ar", settings?: Record<string, string>): Promise<WiredSite> {
  return startWiredSite(language === "fr" ? { database: "sqlite", objects: "folder" } : { database: "postgres", objects: "s3" }, settings);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The paths of all stored objects. */
export async function objectsOf(site: RealSite): Promise<string[]> {
  const entries = await readdir(site.data, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /^[a-z2-7]{32}-[0-9a-f]{16}$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function launch(data: string, listen: string, log: string[], environment: Record<string, string>) {
  const server = spawn(program(), ["serve", "--listen", listen, "--data", data], {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: root,
    env: { ...process.env, ...environment },
  });
  createInterface(server.stderr).on("line", (line) => log.push(line));
  const ended = new Promise<void>((resolve) => {
    server.once("exit", () => {
      resolve();
    });
  });
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(server.stdout).once("line", resolve);
    void ended.then(() => {
      reject(new Error(`the server ended before it served:\n${log.join("\n")}`));
    });
  });
  return {
    port: new URL(address).port,
    end: async () => {
      server.kill("SIGTERM");
      await ended;
      if (server.pid !== undefined) forgetClock(server.pid);
    },
  };
}

async function operate(command: readonly string[], data: string, environment: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(program(), [...command, "--data", data], { cwd: root, env: { ...process.env, ...environment } });
  return stdout.trim();
}

function program(): string {
  const target = process.env["CARGO_TARGET_DIR"] ?? join(root, "target");
  const candidates = [
    process.env["ARMOIRE_SERVER_PROGRAM"],
    join(target, "debug/armoire-server"),
    join(target, "release/armoire-server"),
  ];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error("no armoire-server: cargo build --no-default-features -F server --bin armoire-server");
  return found;
}
