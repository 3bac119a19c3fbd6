import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Hash } from "../../src/protocol/bytes";
import { randomSalt } from "../../src/protocol/salt";
import { signInWithWords } from "../../src/worker/account/sign-in";
import { randomId, type Id } from "../../src/protocol/id";
import type { Place } from "../../src/protocol/log/state";
import { Api } from "../../src/worker/http/api";
import { OpenLocker, type Pins } from "../../src/worker/locker/open-locker";
import { writeNewFolder } from "../../src/worker/locker/writing";
import { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { NodeWorld } from "./node-world";
import { startServer, type Server } from "./server";
import { TestDevice } from "./test-device";

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
async function opened(origin: string, words: { handle: string; words: string }, pins: Pins = new Map()): Promise<OpenLocker> {
  const world = new NodeWorld(origin);
  const api = new Api(world);
  return OpenLocker.open(api, world, await signInWithWords(api, world, new Map(), words), pins);
}

/** A locker whose server is taken back to a backup that lacks its newest act, at the same address. */
async function lostToBackup(vault: Vault, server: Server, meanwhile: (origin: string) => Promise<void>): Promise<void> {
  await server.pause();
  const backup = join(mkdtempSync(join(tmpdir(), "armoire-")), "data");
  cpSync(server.data, backup, { recursive: true });
  const { port } = new URL(server.origin);
  const again = await started(server.data, port);
  await vault.createFolder({ name: "Après", pictogram: "2" });
  await meanwhile(again.origin);
  await again.pause();
  await started(backup, port);
}

async function created(vault: Vault, device: "mine" | "shared") {
  const { handle, words } = await vault.createLocker({ handle: await vault.prepareHandle("Nadia"), language: "fr", device });
  await vault.createFolder({ name: "Avant", pictogram: "1" });
  return { handle, words: words.join(" "), device };
}

async function addText(vault: Vault, name: string): Promise<void> {
  const { folders } = await vault.contents();
  await addSent(vault, { name, type: "text/plain", bytes: new TextEncoder().encode(name).buffer, folder: folders[0]?.id ?? "" });
}

async function folderNames(vault: Vault): Promise<string[]> {
  return (await vault.contents()).folders.map(({ name }) => name);
}

it("a backup that lacks the newest acts is refused, until the holder has closed the gap", async () => {
  const server = await started();
  const vault = new Vault(new NodeWorld(server.origin));
  const words = await created(vault, "shared");
  let lost: Place | undefined;
  await lostToBackup(vault, server, async (origin) => {
    lost = (await opened(origin, words)).reader.locker.head;
  });

  await expect(vault.contents()).rejects.toMatchObject({ code: "rolled_back" });

  // Another device closes the gap on the holder's word: what it names is excused, and nothing that may have stood in its place.
  const other = await opened(server.origin, words);
  const close = (hash: Hash) => other.append((draft) => Promise.resolve(draft.add({ form: "gap", kind: "gap", salt: randomSalt(), seq: lost?.seq ?? 0, hash })));
  await close(other.reader.locker.head.hash);
  // Acts thereabouts are lost, but nobody has said so of this one: whoever holds this device may.
  await expect(vault.contents()).rejects.toMatchObject({ code: "rolled_back" });
  await close(lost?.hash ?? other.reader.locker.head.hash);

  expect(await folderNames(vault)).toEqual(["Avant"]);
  await vault.createFolder({ name: "Ensuite", pictogram: "3" });
});

it("the holder of an open locker accepts what a backup lost, and goes on; other devices that saw it do too", async () => {
  const server = await started();
  const vault = new Vault(new NodeWorld(server.origin));
  const words = await created(vault, "shared");
  await addText(vault, "avant.txt");
  expect(await vault.loss()).toBeNull();
  const seen = new Map<Id, Place>();
  await lostToBackup(vault, server, async (origin) => {
    await addText(vault, "après.txt");
    await opened(origin, words, seen);
  });

  await expect(vault.contents()).rejects.toMatchObject({ code: "rolled_back" });
  const loss = await vault.loss();
  expect(loss).toMatchObject({ papers: ["après.txt"], others: false });
  expect(Date.now() - (loss?.since ?? 0)).toBeLessThan(120_000);

  await vault.acceptLoss();

  expect(await folderNames(vault)).toEqual(["Avant"]);
  expect(await vault.loss()).toBeNull();
  await vault.createFolder({ name: "Ensuite", pictogram: "3" });
  expect((await vault.journal({})).entries.map(({ act }) => act).slice(0, 2)).toEqual(["folder", "gap"]);
  // The act that it saw is the one that is named.
  await opened(server.origin, words, seen);
  // Accepting again signs nothing.
  await vault.acceptLoss();
  expect((await vault.journal({})).entries.filter(({ act }) => act === "gap")).toHaveLength(1);
});

it("at the door the holder is told what a backup lost, and gets in by accepting it; from then on as ever", async () => {
  const server = await started();
  const device = new TestDevice(server.origin);
  const { vault } = device.page();
  const words = { ...(await created(vault, "mine")), device: "mine" as const };
  await lostToBackup(vault, server, async () => {
    await addText(vault, "après.txt");
    await vault.lock();
  });

  await expect(vault.signIn(words)).rejects.toMatchObject({ code: "rolled_back" });
  await expect(vault.contents()).rejects.toMatchObject({ code: "locked" });
  // The paper's object is gone; what comes before it can be given back.
  expect(await vault.loss()).toMatchObject({ papers: ["après.txt"], others: false, whole: false });
  // Who says no is nowhere: their keys are gone.
  await vault.lock();
  await expect(vault.acceptLoss()).rejects.toMatchObject({ code: "locked" });

  await expect(vault.signIn(words)).rejects.toMatchObject({ code: "rolled_back" });
  await vault.acceptLoss();
  expect(await folderNames(vault)).toEqual(["Avant", "Après"]);
  expect((await vault.contents()).documents).toEqual([]);
  for (const name of ["1", "2", "3", "4"]) await vault.createFolder({ name, pictogram: "3" });

  // This page, and the next one on this device, which remembers a newer keyring than the server has had since.
  await vault.lock();
  await vault.signIn(words);
  await vault.lock();
  const { vault: next } = device.page();
  await next.signIn(words);
  expect(await folderNames(next)).toEqual(["Avant", "Après", "1", "2", "3", "4"]);
});

it.each(["lost", "given back"])("who comes back with the recovery card is told the same, and gets new words by accepting it (%s)", async (what) => {
  const server = await started();
  const device = new TestDevice(server.origin);
  const { vault } = device.page();
  const { handle, words, card } = await vault.createLocker({ handle: await vault.prepareHandle("Nadia"), language: "fr", device: "mine" });
  await vault.createFolder({ name: "Avant", pictogram: "1" });
  await lostToBackup(vault, server, async () => {
    if (what === "lost") await addText(vault, "après.txt");
    await vault.lock();
  });
  const recover = () => vault.recover({ card: card.qr, device: "mine" });

  await expect(recover()).rejects.toMatchObject({ code: "rolled_back" });
  await expect(vault.contents()).rejects.toMatchObject({ code: "locked" });
  expect(await vault.loss()).toMatchObject(what === "lost" ? { papers: ["après.txt"], whole: false } : { papers: [], whole: true });
  // Who says no has changed nothing: words and card are what they were.
  await vault.lock();
  await expect(vault.acceptLoss()).rejects.toMatchObject({ code: "locked" });
  await expect(vault.signIn({ handle, words: words.join(" "), device: "mine" })).rejects.toMatchObject({ code: "rolled_back" });

  // Where the log is whole again, the server's keyring is still older than what was seen.
  await expect(recover()).rejects.toMatchObject({ code: "rolled_back" });
  const made = await vault.acceptLoss();
  expect(made).toMatchObject({ handle });
  expect(await folderNames(vault)).toEqual(["Avant", "Après"]);
  expect((await vault.journal({})).entries.map(({ act }) => act).includes("gap")).toBe(what === "lost");
  await vault.createFolder({ name: "Ensuite", pictogram: "3" });
  await vault.lock();
  await expect(vault.signIn({ handle, words: words.join(" "), device: "mine" })).rejects.toMatchObject({ code: "sign_in_refused" });
  const { vault: next } = device.page();
  await next.signIn({ handle, words: made?.words.join(" ") ?? "", device: "mine" });
  expect(await folderNames(next)).toEqual(["Avant", "Après", "Ensuite"]);
  await next.lock();
  // The card stays good.
  await device.page().vault.recover({ card: made?.card.qr ?? "", device: "mine" });
});

it("a device gives back the acts that it kept; where all is there again, nothing is signed to be lost", async () => {
  const server = await started();
  const device = new TestDevice(server.origin);
  const { vault } = device.page();
  const words = { ...(await created(vault, "mine")), device: "mine" as const };
  await lostToBackup(vault, server, async () => {
    await vault.rename((await vault.contents()).folders[0]?.id ?? "", "Avant, renommé");
    await vault.lock();
  });

  await expect(vault.signIn(words)).rejects.toMatchObject({ code: "rolled_back" });
  expect(await vault.loss()).toMatchObject({ papers: [], others: false, whole: true });
  // The server's keyring is as old as its log was: that stays to be accepted.
  await vault.lock();
  await expect(vault.signIn(words)).rejects.toMatchObject({ code: "rolled_back" });
  expect(await vault.loss()).toMatchObject({ whole: true });
  await vault.acceptLoss();
  expect(await folderNames(vault)).toEqual(["Avant, renommé", "Après"]);
  expect((await vault.journal({})).entries.map(({ act }) => act)).not.toContain("gap");
  await vault.lock();
  await vault.signIn(words);
  await vault.lock();
  await device.page().vault.signIn(words);
});

it("another history in the place of what was seen is no loss: nobody can accept it", async () => {
  const server = await started();
  const vault = new Vault(new NodeWorld(server.origin));
  const words = await created(vault, "shared");
  await lostToBackup(vault, server, () => Promise.resolve());
  const other = await opened(server.origin, words);
  await other.append((draft) => writeNewFolder(draft, other.keys, randomId(), { name: "Autre", pictogram: "3" }));

  await expect(vault.contents()).rejects.toMatchObject({ code: "fork" });
  await expect(vault.loss()).rejects.toMatchObject({ code: "fork" });
  await expect(vault.acceptLoss()).rejects.toMatchObject({ code: "fork" });
});
