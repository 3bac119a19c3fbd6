import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFrames, writeFrames } from "../../src/protocol/act/frame";
import type { Act } from "../../src/protocol/act/act";
import { decode, encode, hashOf } from "../../src/protocol/bytes";
import { randomId, type Id } from "../../src/protocol/id";
import { openDocumentLabel, sealLabel } from "../../src/protocol/locker/label";
import { newestEpoch } from "../../src/protocol/log/state";
import { randomSalt } from "../../src/protocol/salt";
import { freshenFolder } from "../../src/worker/locker/rotation";
import { writeDocument, writeFolder, writeNewFolder } from "../../src/worker/locker/writing";
import { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { NodeWorld } from "./node-world";
import { actIn, enter, handIn, lastSent, lend, newPerson, opens, takeBack, type Person } from "./others";
import { startServer, type Server } from "./server";
import { openedDevice } from "./test-device";

let server: Server;
let luc: Person;
let zoe: Person;

beforeAll(async () => {
  server = await startServer();
  [luc, zoe] = [await newPerson(server.origin, "Luc"), await newPerson(server.origin, "Zoé")];
});

afterAll(async () => {
  await server.stop();
});

/** Nadia's phone with a paper, and her computer, where the command line would be. */
async function nadia() {
  const phone = await openedDevice(server.origin, "Nadia");
  const folder = phone.folder as Id;
  const { id } = await addSent(phone.vault, { name: "bail.txt", type: "text/plain", bytes: new ArrayBuffer(9), folder });
  const computer = await enter(server.origin, phone.words);
  return { ...phone, folder, paper: id as Id, computer };
}

function forms(acts: readonly Act[]): (string | undefined)[] {
  return acts.map(({ body }) => body?.form);
}

/** Somebody with a grant renames a paper: its label is sealed as they would, under a key that they were given. */
async function renameIn({ computer, paper }: { computer: Person; paper: Id }, author: Person, name: string): Promise<Act> {
  await computer.locker.sync();
  const { locker } = computer.locker.reader;
  const { folder, put, epoch, turn, version, objects, label: old } = locker.documents.get(paper)!;
  const key = await computer.locker.keys.documentKey(locker, paper, { folder, epoch, turn });
  const before = await openDocumentLabel(key, { locker: locker.id, node: paper, version }, decode(old));
  const label = encode(await sealLabel(key, { locker: locker.id, node: paper, version: version + 1 }, { ...before, name }));
  const state = { node: paper, parent: folder, epoch, turn, version: version + 1, base: put.hash, label, objects: [...objects] };
  return actIn(computer, author, { form: "document", kind: "put", salt: randomSalt(), ...state }, locker.folders.get(folder)?.stream.hash);
}

describe("a locker in which others act", () => {
  it("is opened, listed and read on as before, also from what the phone kept and from a checkpoint", async () => {
    const { phone, vault, folder, paper, computer, words } = await nadia();
    const before = (await vault.contents()).documents;
    const grant = await lend(computer, folder, luc, { right: "edit" });
    await lend(computer, computer.locker.id, zoe);
    await handIn(computer, luc, randomId());
    expect((await vault.contents()).documents).toEqual(before);
    await renameIn({ computer, paper }, luc, "bail signé.txt");
    expect((await vault.contents()).documents).toMatchObject([{ id: paper, name: "bail signé.txt" }]);
    expect((await vault.open(paper)).bytes.byteLength).toBe(9);
    const again = phone.page().vault;
    await again.signIn(words);
    expect((await again.known()).documents).toMatchObject([{ name: "bail signé.txt" }]);
    await computer.locker.sync();
    await computer.locker.checkpoint();
    await takeBack(computer, grant);
    const cold = (await enter(server.origin, words)).locker.reader.locker;
    expect(cold.grants.size).toBe(1);
    expect(cold.deposits.size).toBe(1);
    expect(await vault.contents()).toMatchObject({ documents: [{ name: "bail signé.txt" }] });
    // What the fold of a cold reader and that of one who was there say next is the same.
    await computer.locker.sync();
    expect(cold.exposed).toEqual(computer.locker.reader.locker.exposed);
  });

  it("isn't believed what the server makes of others", async () => {
    const { computer, paper, folder, words } = await nadia();
    await lend(computer, folder, luc, { right: "edit" });
    const act = await renameIn({ computer, paper }, luc, "à lui");
    const altered = async (change: (world: NodeWorld) => void, code: string) => {
      const world = new NodeWorld(server.origin);
      change(world);
      await expect(new Vault(world).signIn({ ...words, device: "shared" })).rejects.toMatchObject({ code });
    };
    const cards = (path: string) => path.endsWith(`/accounts/${luc.account.id}/cards`);
    // Somebody else's cards, and none.
    await altered((world) => {
      world.between = (path, request, send) => (cards(path) ? zoe.world.fetch(`/api/v1/accounts/${zoe.account.id}/cards`, request) : send(request));
    }, "card");
    await altered((world) => {
      world.between = async (path, request, send) => (cards(path) ? new Response(JSON.stringify({ cards: [] })) : send(request));
    }, "card");
    // An act that they never signed, after the newest of the holder's.
    await altered((world) => {
      world.between = async (path, request, send) => {
        const response = await send(request);
        if (!/\/(living|acts)/.test(path) || request.method !== "GET") return response;
        const acts = readFrames(new Uint8Array(await response.arrayBuffer()), 1000);
        const forged = acts.map((one) => (one.hash === act.hash ? { ...one, signature: one.signature.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) } : one));
        return new Response(writeFrames(forged), response);
      };
    }, "signature");
  });

  it("writes under a new folder key once a grant is over, and who stays has it", async () => {
    const { vault, world, folder, paper, computer } = await nadia();
    const over = await lend(computer, folder, luc);
    const stays = await lend(computer, folder, zoe);
    await takeBack(computer, over);
    await vault.contents();
    await vault.rename(paper, "après.txt");
    const acts = lastSent(world);
    expect(forms(acts)).toEqual(["rotate", "document"]);
    const [rotate] = acts;
    expect(rotate?.body).toMatchObject({ node: folder, epoch: 2, boxes: [{ grant: stays }] });
    const said = await opens(zoe, rotate!.beside.slice(4));
    await computer.locker.sync();
    const key = await computer.locker.keys.folderKey(computer.locker.reader.locker, folder);
    expect(said).toEqual({ locker: computer.locker.id, node: folder, epoch: 2, key: encode(key.exposeBytes()), grant: stays });
    await expect(opens(luc, rotate!.beside.slice(4))).rejects.toThrow("recipient");
    // Nothing more is to be replaced.
    await vault.rename(paper, "encore.txt");
    expect(forms(lastSent(world))).toEqual(["document"]);
  });

  it("raises a document's turn once a grant of it is over, and who stays has the key", async () => {
    const { vault, world, paper, computer } = await nadia();
    const over = await lend(computer, paper, luc);
    const stays = await lend(computer, paper, zoe);
    await vault.contents();
    await vault.rename(paper, "avant.txt");
    expect(lastSent(world).map(({ body }) => body)).toMatchObject([{ form: "document", turn: 0 }]);
    await takeBack(computer, over);
    await vault.contents();
    await vault.rename(paper, "après.txt");
    const [put, ...none] = lastSent(world);
    expect(none).toEqual([]);
    expect(put?.body).toMatchObject({ form: "document", turn: 1, boxes: [{ grant: stays }] });
    await computer.locker.sync();
    const { locker } = computer.locker.reader;
    const key = await computer.locker.keys.documentKey(locker, paper, locker.documents.get(paper)!);
    expect(await opens(zoe, put!.beside.slice(4))).toMatchObject({ node: paper, epoch: 1, turn: 1, key: encode(key.exposeBytes()), grant: stays });
    // Moved away and back under the same folder key, it would have the old turn again: the folder's key goes first.
    const { id: other } = await vault.createFolder({ name: "Autre", pictogram: "box" });
    await vault.move(paper, other);
    const back = locker.documents.get(paper)!.folder;
    await vault.move(paper, back);
    expect(forms(lastSent(world))).toEqual(["rotate", "leave", "document"]);
  });

  it("replaces the locker's key, and then the folder's, once a grant of everything is over by itself", async () => {
    const { paper, folder, computer, vault, world } = await nadia();
    await lend(computer, computer.locker.id, luc, { until: 60_000 });
    await vault.contents();
    await vault.rename(paper, "avant.txt");
    expect(forms(lastSent(world))).toEqual(["document"]);
    // Two minutes later, as her clock says: no more than the server grants it.
    computer.world.now = () => Date.now() + 120_000;
    await computer.locker.sync();
    await computer.locker.append(async (draft) => {
      await writeFolder(draft, computer.locker.keys, folder, { name: "Soins" });
    });
    expect(forms(lastSent(computer.world))).toEqual(["rotate", "rotate", "folder"]);
    expect(computer.locker.reader.locker.grants.size).toBe(0);
  });

  it("gives a rotated account's keys to who stays, and leaves no invitation behind", async () => {
    const { computer, words, paper } = await nadia();
    const people = [{ account: luc.account.id, name: "Luc", later: [1] }];
    const invitations = [{ secret: encode(new Uint8Array(32)), card: hashOf(new Uint8Array(1)), kind: "link", until: 5 }];
    const put = (keyring: { expected: number; version: number; sealed: string }) => computer.api.prepareKeyring(computer.account.signer, keyring)();
    await computer.account.change((keyring) => ({ ...keyring, people, invitations, unknown: { introduction: { name: "Nadia" } } }), put);
    const stays = await lend(computer, computer.locker.id, zoe);
    const world = new NodeWorld(server.origin);
    const vault = new Vault(world);
    await vault.signIn({ ...words, device: "shared" });
    // What this version doesn't know is there when it is written again.
    await vault.rename(paper, "a");
    await vault.lock();
    const kept = (await enter(server.origin, words)).account.keyring;
    expect(kept).toMatchObject({ people, invitations, unknown: { introduction: { name: "Nadia" } } });
    await vault.signIn({ ...words, device: "shared" });
    const { words: next = [] } = await vault.rotate("wordsKnown", "fr");
    const after = await enter(server.origin, { handle: words.handle, words: next });
    expect(after.account.keyring).toMatchObject({ people, invitations: [], unknown: { introduction: { name: "Nadia" } } });
    const { locker } = after.locker.reader;
    expect([...locker.grants.get(stays)!.given.values()]).toMatchObject([{ epoch: 2 }]);
  });

  it("shows neither lists of people nor notes as papers, and puts no paper among them", async () => {
    const { vault, computer, folder } = await nadia();
    const [list, entry, note] = [randomId(), randomId(), randomId()];
    const papers = (await vault.contents()).documents;
    await computer.locker.sync();
    const { keys } = computer.locker;
    await computer.locker.append(async (draft) => {
      await writeNewFolder(draft, keys, list, { name: "people", holds: "people" });
      const label = { name: "Luc" } as Parameters<typeof writeDocument>[3]["label"];
      await writeDocument(draft, keys, entry, { folder: list, label, objects: [] });
      await writeDocument(draft, keys, note, { folder, label, objects: [] });
    });
    const contents = await vault.contents();
    expect(contents.documents).toEqual(papers);
    expect(contents.folders.map(({ id }) => id)).toEqual([folder]);
    expect((await vault.journal({})).entries.slice(0, 3).map(({ act }) => act)).toEqual(["notes", "notes", "notes"]);
    await vault.trash(folder);
    const sent = await addSent(vault, { name: "b.txt", type: "text/plain", bytes: new ArrayBuffer(3), folder });
    expect(sent.folder).toBe(folder);
  });
});

describe("the journal", () => {
  it("says who lent what to whom until when, who took back, and who handed in", async () => {
    const { vault, world, words, computer, folder, paper } = await nadia();
    const send = (keyring: { expected: number; version: number; sealed: string }) => computer.api.prepareKeyring(computer.account.signer, keyring)();
    const { hash: card } = luc.account.cards.newest();
    const person = { account: luc.account.id, card, number: 1, trust: "scanned", name: "Luc Petit", since: 5 };
    await computer.account.change((keyring) => ({ ...keyring, people: [person] }), send);
    const lentToLuc = await lend(computer, paper, luc);
    const lentToZoe = await lend(computer, folder, zoe, { right: "edit" });
    const lentAll = await lend(computer, computer.locker.id, luc);
    await renameIn({ computer, paper }, zoe, "bail signé.txt");
    await takeBack(computer, lentToLuc);
    await computer.locker.sync();
    await actIn(computer, zoe, { form: "revoke", kind: "revoke", salt: randomSalt(), grant: lentToZoe }, computer.locker.reader.locker.peopleStream.hash);
    const [taken, refused] = [randomId(), randomId()];
    const deposit = await handIn(computer, luc, taken);
    const unwanted = await handIn(computer, zoe, refused);
    await computer.locker.sync();
    await computer.locker.append(async (draft) => {
      const { id } = draft.locker;
      draft.add({ form: "purge", kind: "purge", salt: randomSalt(), node: refused, parent: id, base: unwanted.hash, gone: [unwanted.header.seq] });
      return Promise.resolve();
    });
    // The phone opened its keyring before the computer wrote Luc into it.
    await vault.lock();
    await vault.signIn(words);
    const { entries } = await vault.journal({});
    const luke = { name: "Luc Petit" };
    expect(entries.slice(0, 8)).toMatchObject([
      { act: "refused", whom: {} },
      { act: "deposited", by: luke },
      { act: "given_back", by: {}, on: "shelf", name: "Santé" },
      { act: "taken_back", whom: luke, on: "paper", name: "bail signé.txt" },
      { act: "renamed", by: {}, name: "bail.txt", to: "bail signé.txt" },
      { act: "lent", whom: luke, on: "locker" },
      { act: "lent", whom: {}, on: "shelf", name: "Santé" },
      { act: "lent", whom: luke, on: "paper" },
    ]);
    expect(entries.find(({ act }) => act === "lent")?.until).toBe(computer.locker.reader.locker.grants.get(lentAll)?.end);
    expect(entries[0]).not.toHaveProperty("by");
    expect(deposit.header.author).toBe(luc.account.id);
    // What was handed in and accepted is deleted for good with what it became.
    await computer.locker.sync();
    await computer.locker.append(async (draft) => {
      await freshenFolder(draft, computer.locker.keys, folder);
      // Nobody reads its label here.
      const label = encode(new Uint8Array(81 + 512));
      const { keys } = draft.locker.folders.get(folder)!;
      const place = { node: taken, parent: folder, epoch: newestEpoch(keys), turn: 0, version: 1, label, objects: [], deposit: deposit.hash };
      draft.add({ form: "document", kind: "put", salt: randomSalt(), ...place });
    });
    expect(computer.locker.reader.locker.deposits.size).toBe(0);
    await vault.contents();
    await vault.delete(taken);
    const put = computer.locker.reader.locker.documents.get(taken)!.put;
    expect(lastSent(world).map(({ body }) => body)).toMatchObject([{ form: "purge", gone: [deposit.header.seq, put.seq] }]);
    const { locker } = (await enter(server.origin, words)).locker.reader;
    expect([locker.documents.has(taken), locker.deposits.has(taken)]).toEqual([false, false]);
  });
});
