import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** A store that a server is given by its environment. */
export interface Store {
  environment: Record<string, string>;
  stop: () => Promise<void>;
}

/** An empty PostgreSQL database of a test's own, in the cluster that `ARMOIRE_TEST_POSTGRES` names. */
export async function newDatabase(): Promise<Store & { query: (statement: string) => Promise<void> }> {
  const cluster = process.env["ARMOIRE_TEST_POSTGRES"];
  if (cluster === undefined) {
    throw new Error("ARMOIRE_TEST_POSTGRES names no PostgreSQL: run infra/test, or export ARMOIRE_TEST_POSTGRES=$(infra/postgres start DIR)");
  }
  const name = `browser_${randomBytes(6).toString("hex")}`;
  const ask = async (dbname: string, statement: string) => {
    await promisify(execFile)("psql", ["--quiet", "--dbname", dbname, "--command", statement]);
  };
  await ask(cluster, `CREATE DATABASE ${name}`);
  const address = new URL(cluster);
  address.pathname = name;
  return {
    environment: { ARMOIRE_DATABASE: address.href },
    stop: () => Promise.resolve(),
    query: (statement) => ask(address.href, statement),
  };
}

/** Runs a statement in a SQLite file that nobody has open; through Python, whose library has SQLite. */
export async function inSqlite(file: string, statement: string): Promise<void> {
  const program = "import sqlite3, sys; base = sqlite3.connect(sys.argv[1]); base.execute(sys.argv[2]); base.commit(); base.close()";
  await promisify(execFile)("python3", ["-c", program, file, statement]);
}

/** An S3 server that keeps what it has in a folder, with a bucket. */
export async function startS3(): Promise<Store & { folder: string }> {
  const program = process.env["ARMOIRE_TEST_S3_SERVER"] ?? join(cache(), "armoire/tools/s3s-fs-0.14.1/bin/s3s-fs");
  if (!existsSync(program)) throw new Error("there is no S3 server: run infra/test, or `infra/s3 start DIR` once");
  const folder = await mkdtemp(join(tmpdir(), "armoire-s3-"));
  await mkdir(join(folder, "armoire"));
  const server = spawn(program, ["--host", "127.0.0.1", "--port", "0", "--access-key", "armoire", "--secret-key", "hush-hush-hush", folder], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, RUST_LOG: "info" },
  });
  const ended = new Promise<void>((resolve) => {
    server.once("exit", () => {
      resolve();
    });
  });
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(server.stdout).on("line", (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (found !== null) resolve(found[0]);
    });
    void ended.then(() => {
      reject(new Error("the S3 server ended before it served"));
    });
  });
  return {
    folder,
    environment: {
      ARMOIRE_S3_ENDPOINT: address,
      ARMOIRE_S3_REGION: "us-east-1",
      ARMOIRE_S3_BUCKET: "armoire",
      ARMOIRE_S3_ACCESS_KEY: "armoire",
      ARMOIRE_S3_SECRET_KEY: "hush-hush-hush",
      ARMOIRE_S3_PATH_STYLE: "true",
    },
    stop: async () => {
      server.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function cache(): string {
  return process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
}
