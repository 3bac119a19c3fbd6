import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { signAct } from "../../src/protocol/act/act";
import { readFrames, writeFrames } from "../../src/protocol/act/frame";
import { decode, encode, hashOf } from "../../src/protocol/bytes";
import type { Id } from "../../src/protocol/id";
import type { Grant, GrantId } from "../../src/protocol/act/people";
import { randomKey, sealNodeKey, sealPrior } from "../../src/protocol/locker/keys";
import { lentList } from "../../src/protocol/log/lent-list";
import { newestEpoch } from "../../src/protocol/log/state";
import { sealBox } from "../../src/protocol/people/box";
import { randomSalt } from "../../src/protocol/salt";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import { actIn, enter, HOUR, lastSent, meet, openedPerson, type PhoneOwner } from "./others";

const server = serverForTests();

/** Nadia with a paper, who lets Luc manage her shelf. */
async function managed() {
  const [holder, luc] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc")];
  const { id: paper } = await addSent(holder.vault, { name: "bail.txt", type: "text/plain", bytes: new TextEncoder().encode("le bail").buffer, folder: holder.folder });
  await meet(holder, luc);
  const [grant] = await holder.vault.lend({ nodes: [holder.folder], to: luc.account, right: "manage", end: Date.now() + 10 * HOUR });
  return { holder, luc, paper, grant: grant!.id as GrantId, computer: await enter(server.origin, holder.words) };
}

/** Luc lends the shelf on, as somebody who manages it. */
async function lendOn({ holder, luc, grant: via, computer }: Awaited<ReturnType<typeof managed>>, to: PhoneOwner, until = HOUR): Promise<GrantId> {
  await computer.locker.sync();
  const { locker } = computer.locker.reader;
  const [node, grant] = [holder.folder as Id, encode(randomBytes(16)) as GrantId];
  const theirs = await enter(server.origin, to.words);
  const { hash: card, content } = theirs.account.cards.newest();
  const epoch = newestEpoch(locker.folders.get(node)!.keys);
  const living = lentList(locker, node).map(({ seq, hash }) => [seq, hash] as const);
  const file = await sealBox(content.recipient, { locker: locker.id, node, epoch, key: await computer.locker.keys.folderKey(locker, node), grant, living, purpose: "Pour l’équipe" });
  const start = Date.now();
  const what = { node, epoch, card, grant, grantee: to.account, right: "read" as const, start, end: start + until, via, box: hashOf(file) };
  await actIn(computer, await enter(server.origin, luc.words), { form: "grant", kind: "grant", salt: randomSalt(), ...what }, locker.peopleStream.hash, file);
  return grant;
}

it("is lent on by who manages a shelf, as far as each one has signed it", async () => {
  const scene = await managed();
  const { holder, luc, paper } = scene;
  const zoe = await openedPerson(server.origin, "Zoé");
  await meet(luc, zoe);
  const grant = await lendOn(scene, zoe);
  // Zoé has never met Nadia: for her it is Luc's word, and his signature.
  const [loan, ...none] = await zoe.vault.loans();
  expect([loan, none]).toMatchObject([{ grant, on: "shelf", right: "read", purpose: "Pour l’équipe", from: { account: luc.account }, by: { account: luc.account } }, []]);
  expect(await zoe.vault.lentPapers(grant)).toMatchObject([{ id: paper, name: "bail.txt", confirmed: true }]);
  expect(new TextDecoder().decode((await zoe.vault.openLent(grant, paper)).bytes)).toBe("le bail");
  expect((await holder.vault.grants()).find(({ id }) => id === grant)).toMatchObject({ by: { account: luc.account, name: "Luc Petit" }, to: { account: zoe.account, trust: "unverified" } });
  // Without what it hangs on, or with that of somebody else, it is nobody's word.
  const line = (change: (line: string[]) => string[]) => {
    zoe.world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.endsWith("/grants")) return response;
      const { grants, more } = (await response.json()) as { grants: { line?: string[]; act: string }[]; more: boolean };
      return new Response(JSON.stringify({ grants: grants.map((one) => ({ ...one, line: change(one.line ?? []) })), more }), { status: 200 });
    };
  };
  line((above) => above);
  expect(await zoe.vault.loans()).toHaveLength(1);
  line(() => []);
  expect(await zoe.vault.loans()).toEqual([]);
  line((above) => [...above, ...above]);
  expect(await zoe.vault.loans()).toEqual([]);
  // As if Luc himself were the holder: a grant that hangs on nothing, by somebody whose locker it isn't.
  const lucs = await enter(server.origin, luc.words);
  zoe.world.between = async (path, request, send) => {
    const response = await send(request);
    if (!path.endsWith("/grants")) return response;
    const { grants, more } = (await response.json()) as { grants: { act: string; line: string[] }[]; more: boolean };
    const [one] = grants;
    const [act] = readFrames(decode(one!.act), 1);
    const { via: _, ...body } = act!.body as Grant;
    const own = signAct(act!.header, body, lucs.account.keyring.signing);
    return new Response(JSON.stringify({ grants: [{ ...one, act: encode(writeFrames([own])), line: [] }], more }), { status: 200 });
  };
  expect(await zoe.vault.loans()).toEqual([]);
  zoe.world.between = (_path, request, send) => send(request);
  // It goes with what it hangs on.
  await holder.vault.takeBack([scene.grant]);
  expect(await zoe.vault.loans()).toEqual([]);
  await expect(zoe.vault.openLent(grant, paper)).rejects.toMatchObject({ code: "not_found" });
  expect((await holder.vault.grants()).map(({ over }) => over !== undefined)).toEqual([true, true]);
});

it("stays readable and writable for its holder when who manages it gives it a key that nobody opens", async () => {
  const { holder, luc, paper, computer } = await managed();
  await computer.locker.sync();
  const { locker } = computer.locker.reader;
  const [node, under] = [holder.folder as Id, newestEpoch(locker.keys)];
  const place = { locker: locker.id, node };
  const sealed = encode(await sealNodeKey(randomKey(), { ...place, epoch: 2 }, randomKey()));
  const prior = encode(await sealPrior(randomKey(), { ...place, epoch: 1 }, randomKey()));
  await actIn(computer, await enter(server.origin, luc.words), { form: "rotate", kind: "rotate", salt: randomSalt(), node, epoch: 2, under, key: sealed, prior }, locker.keysStream?.hash);
  expect((await holder.vault.contents()).documents).toMatchObject([{ id: paper, name: "bail.txt" }]);
  await holder.vault.rename(paper, "bail signé.txt");
  expect(lastSent(holder.world).map(({ body }) => body?.form)).toEqual(["rotate", "document"]);
  const cold = await enter(server.origin, holder.words);
  expect(newestEpoch(cold.locker.reader.locker.folders.get(node)!.keys)).toBe(3);
  const other = holder.phone.page().vault;
  await other.signIn(holder.words);
  expect((await other.contents()).documents).toMatchObject([{ name: "bail signé.txt" }]);
  await other.lock();
});

it("counts who has to do with a locker, and says nothing where nobody has, and nobody was met", async () => {
  const alone = await openedPerson(server.origin, "Ali");
  expect(await alone.vault.contents()).not.toHaveProperty("others");
  const { holder, luc } = await managed();
  expect((await holder.vault.contents()).others).toEqual({ seeing: 1, helping: 0, waiting: 0, lent: 0 });
  const entry = await holder.vault.saveEntry({ name: "Luc", account: luc.account, kind: "person", since: 5 });
  await holder.vault.saveEntry({ name: "Maraude", kind: "team", since: 5, until: 6 });
  // Whoever sees their own entry sees nothing of the locker.
  await meet(holder, alone);
  await holder.vault.lend({ nodes: [entry.id], to: alone.account, right: "read", end: Date.now() + HOUR });
  await luc.vault.handIn(holder.account, { name: "a.txt", type: "text/plain", bytes: new ArrayBuffer(3) });
  expect((await holder.vault.contents()).others).toEqual({ seeing: 1, helping: 1, waiting: 1, lent: 0 });
  // What is lent isn't known until it is asked for; whoever has met somebody has to ask.
  expect((await luc.vault.known()).others).toEqual({ seeing: 0, helping: 0, waiting: 0, lent: 0 });
  await luc.vault.loans();
  expect((await luc.vault.known()).others).toEqual({ seeing: 0, helping: 0, waiting: 0, lent: 1 });
});
