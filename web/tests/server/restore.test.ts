import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Hash } from "../../src/protocol/bytes";
import { randomSalt } from "../../src/protocol/salt";
import { signInWithWords } from "../../src/worker/account/sign-in";
import { Api } from "../../src/worker/http/api";
import { OpenLocker } from "../../src/worker/locker/open-locker";
import { Vault } from "../../src/worker/vault";
import { NodeWorld } from "./node-world";
import { startServer, type Server } from "./server";

const servers: Server[] = [];

afterAll(async () => {
  for (const server of servers) await server.stop();
});

async function started(...where: Parameters<typeof startServer>): Promise<Server> {
  const server = await startServer(...where);
  servers.push(server);
  return server;
}

/** A device of its own, which keeps nothing. */
async function opened(origin: string, words: { handle: string; words: string }): Promise<OpenLocker> {
  const world = new NodeWorld(origin);
  const api = new Api(world);
  return OpenLocker.open(api, world, await signInWithWords(api, world, new Map(), words), new Map());
}

it("a backup that lacks the newest acts is refused, until the holder has closed the gap", async () => {
  const server = await started();
  const vault = new Vault(new NodeWorld(server.origin));
  const created = await vault.createLocker({ handle: await vault.prepareHandle("Nadia"), language: "fr", device: "shared" });
  const words = { handle: created.handle, words: created.words.join(" "), device: "shared" as const };
  await vault.createFolder({ name: "Avant", pictogram: "1" });

  await server.pause();
  const backup = join(mkdtempSync(join(tmpdir(), "armoire-")), "data");
  cpSync(server.data, backup, { recursive: true });
  const { port } = new URL(server.origin);
  const again = await started(server.data, port);
  await vault.createFolder({ name: "Après", pictogram: "2" });
  const { head: lost } = (await opened(again.origin, words)).reader.locker;
  await again.pause();
  await started(backup, port);

  await expect(vault.contents()).rejects.toMatchObject({ code: "rolled_back" });

  // Another device closes the gap on the holder's word: what it names is excused, and nothing that may have stood in its place.
  const other = await opened(server.origin, words);
  const close = (hash: Hash) => other.append((draft) => Promise.resolve(draft.add({ form: "gap", kind: "gap", salt: randomSalt(), seq: lost.seq, hash })));
  await close(other.reader.locker.head.hash);
  await expect(vault.contents()).rejects.toMatchObject({ code: "fork" });
  await close(lost.hash);

  const { folders } = await vault.contents();
  expect(folders.map(({ name }) => name)).toEqual(["Avant"]);
  await vault.createFolder({ name: "Ensuite", pictogram: "3" });
});
