import { expect, it } from "vitest";
import type { Right } from "../../src/bridge/bridge";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import { HOUR, lastSent, meet, openedPerson } from "./others";

const server = serverForTests();

const file = (text: string, name = "bail.txt") => ({ name, type: "text/plain", bytes: new TextEncoder().encode(text).buffer });
const said = ({ bytes }: { bytes: ArrayBuffer }) => new TextDecoder().decode(bytes);

/** Nadia with a paper on a shelf, who lends Luc the shelf, or all of it. */
async function lentTo(right: Right, on: "shelf" | "locker" = "shelf") {
  const [nadia, luc] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc")];
  const { id: paper } = await addSent(nadia.vault, { ...file("le bail"), folder: nadia.folder });
  await meet(nadia, luc);
  const [grant] = await nadia.vault.lend({ nodes: on === "shelf" ? [nadia.folder] : [], to: luc.account, right, end: Date.now() + HOUR });
  return { nadia, luc, paper, grant: grant!.id, of: nadia.locker, shelf: nadia.folder };
}

it("adds a paper to a shelf that was lent, kept on the phone until it is sent", async () => {
  const { nadia, luc, paper, grant, of, shelf } = await lentTo("add");
  expect(await luc.vault.lentLockers()).toMatchObject([{ locker: of, from: { account: nadia.account, name: "Nadia" }, grants: [grant] }]);
  expect(await luc.vault.lentLocker(of)).toMatchObject({ locker: of, folders: [{ id: shelf, right: "add" }], papers: [{ id: paper, shelf, right: "add", grant }], awaited: 0 });
  const kept = await luc.vault.add({ ...file("la quittance", "quittance.txt"), folder: shelf, of });
  expect(kept).toMatchObject({ of, folder: shelf, name: "quittance.txt", durable: true });
  expect(await luc.vault.sent(kept.id)).toMatchObject({ id: kept.id, folder: shelf, name: "quittance.txt", edition: 1 });
  expect(await luc.vault.outgoing()).toEqual([]);
  // Nothing of it is in one's own locker.
  expect((await luc.vault.contents()).documents).toEqual([]);
  expect((await nadia.vault.contents()).documents.map(({ name }) => name).sort()).toEqual(["bail.txt", "quittance.txt"]);
  expect(said(await nadia.vault.open(kept.id))).toBe("la quittance");
  expect((await nadia.vault.journal({})).entries[0]).toMatchObject({ act: "added", name: "quittance.txt", by: { account: luc.account } });
  expect((await luc.vault.lentLocker(of)).papers.map(({ name, confirmed }) => [name, confirmed])).toEqual([["bail.txt", true], ["quittance.txt", true]]);
});

it("does nothing that was not lent, before anything is sent", async () => {
  const { luc, paper, of, shelf } = await lentTo("add");
  const before = luc.world.sent.length;
  await expect(luc.vault.rename(paper, "x.txt", of)).rejects.toMatchObject({ code: "right" });
  await expect(luc.vault.trash(shelf, of)).rejects.toMatchObject({ code: "right" });
  await expect(luc.vault.replace(paper, file("x"), of)).rejects.toMatchObject({ code: "right" });
  await expect(luc.vault.createFolder({ name: "Santé", pictogram: "health" }, of)).rejects.toMatchObject({ code: "right" });
  await expect(luc.vault.grants(of)).resolves.toEqual([]);
  await expect(luc.vault.inbox(of)).rejects.toMatchObject({ code: "right" });
  expect(luc.world.sent.slice(before).filter(({ request }) => request.method === "POST")).toEqual([]);
  const reader = await lentTo("read");
  await expect(reader.luc.vault.add({ ...file("x"), folder: reader.shelf, of: reader.of })).rejects.toMatchObject({ code: "right" });
  expect(await reader.luc.vault.outgoing()).toEqual([]);
});

it("changes what was lent with edit", async () => {
  const { nadia, luc, paper, of, shelf } = await lentTo("edit", "locker");
  await luc.vault.rename(paper, "bail signé.txt", of);
  const kept = await luc.vault.replace(paper, file("le bail, signé"), of);
  expect(kept).toMatchObject({ id: paper, replaces: true, of });
  expect(await luc.vault.sent(paper)).toMatchObject({ id: paper, edition: 2, name: "bail signé.txt" });
  const folder = await luc.vault.createFolder({ name: "Santé", pictogram: "health" }, of);
  await luc.vault.move(paper, folder.id, of);
  await nadia.vault.contents();
  expect(said(await nadia.vault.open(paper))).toBe("le bail, signé");
  expect((await nadia.vault.known()).documents).toMatchObject([{ id: paper, folder: folder.id, name: "bail signé.txt" }]);
  await luc.vault.trash(paper, of);
  expect((await luc.vault.lentLocker(of)).papers).toMatchObject([{ id: paper, trashed: expect.any(Number) as number }]);
  expect((await nadia.vault.contents()).documents[0]).toHaveProperty("trashed");
  await luc.vault.restore(paper, of);
  expect((await nadia.vault.contents()).documents[0]).not.toHaveProperty("trashed");
  expect((await luc.vault.lentLocker(of)).folders.map(({ id }) => id)).toContain(shelf);
  expect(lastSent(luc.world).every(({ header }) => header.author === luc.account)).toBe(true);
});

it("changes a paper that was lent alone, also what somebody has just written of it", async () => {
  const { nadia, luc, paper, of } = await lentAlone();
  // Nothing but the paper: no shelf of it, and nowhere to put another.
  const locker = await luc.vault.lentLocker(of);
  expect(locker).toMatchObject({ folders: [], papers: [{ id: paper, right: "edit" }] });
  expect(locker.papers[0]).not.toHaveProperty("shelf");
  await expect(luc.vault.add({ ...file("x"), folder: nadia.folder, of })).rejects.toMatchObject({ code: "not_found" });
  await luc.vault.rename(paper, "bail signé.txt", of);
  // One after the other, without looking in between.
  const kept = await luc.vault.replace(paper, file("le bail, relu"), of);
  expect(await luc.vault.sent(kept.id)).toMatchObject({ id: paper, edition: 2, name: "bail signé.txt" });
  await nadia.vault.contents();
  await nadia.vault.rename(paper, "bail de Nadia.txt");
  await luc.vault.trash(paper, of);
  await luc.vault.restore(paper, of);
  expect((await nadia.vault.contents()).documents).toMatchObject([{ id: paper, name: "bail de Nadia.txt" }]);
  expect(said(await nadia.vault.open(paper))).toBe("le bail, relu");
});

it("waits with a paper that was lent alone until its holder has written under a key that nobody else was given", async () => {
  const { nadia, luc, zoe, paper, of, theirs } = await lentAlone();
  await luc.vault.lentLocker(of);
  await nadia.vault.takeBack([theirs]);
  // Its key is in wrong hands, says the server; a new one follows from its folder's, which wasn't lent.
  await expect(luc.vault.rename(paper, "x.txt", of)).rejects.toMatchObject({ code: "stale_key" });
  const kept = await luc.vault.replace(paper, file("le bail, relu"), of);
  await expect(luc.vault.sent(kept.id)).rejects.toMatchObject({ code: "stale_key" });
  expect(await luc.vault.outgoing()).toMatchObject([{ id: paper, of, step: "stopped", code: "stale_key", durable: true }]);
  // Nothing was written, and one's own locker is open as before.
  expect((await nadia.vault.contents()).documents).toMatchObject([{ id: paper, name: "bail.txt", edition: 1 }]);
  expect((await luc.vault.contents()).documents).toEqual([]);
  // The holder writes: the next turn's key is for who still has it. What waited is sent, and replaces the file.
  const before = (await luc.vault.lentLocker(of)).papers[0]!.grant;
  await nadia.vault.rename(paper, "bail 2026.txt");
  await luc.vault.retry(kept.id);
  expect(await luc.vault.sent(kept.id)).toMatchObject({ id: paper, edition: 2, name: "bail 2026.txt" });
  expect(await luc.vault.outgoing()).toEqual([]);
  expect(said(await luc.vault.openLent(before, paper))).toBe("le bail, relu");
  await nadia.vault.contents();
  expect(said(await nadia.vault.open(paper))).toBe("le bail, relu");
  expect(await zoe.vault.loans()).toEqual([]);
});

/** Nadia lends Luc one paper to be changed, and Zoé the same to be seen. */
async function lentAlone() {
  const [nadia, luc, zoe] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc"), await openedPerson(server.origin, "Zoé")];
  const { id: paper } = await addSent(nadia.vault, { ...file("le bail"), folder: nadia.folder });
  await meet(nadia, luc);
  await meet(nadia, zoe);
  await nadia.vault.lend({ nodes: [paper], to: luc.account, right: "edit", end: Date.now() + HOUR });
  const [theirs] = await nadia.vault.lend({ nodes: [paper], to: zoe.account, right: "read", end: Date.now() + HOUR });
  return { nadia, luc, zoe, paper, of: nadia.locker, theirs: theirs!.id };
}
