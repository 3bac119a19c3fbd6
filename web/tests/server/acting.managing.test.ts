import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { signAct } from "../../src/protocol/act/act";
import { readFrames, writeFrames } from "../../src/protocol/act/frame";
import type { Right } from "../../src/bridge/bridge";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import { enter, HOUR, lastSent, meet, openedPerson } from "./others";

const COMMAND = process.env["ARMOIRE_CLIENT_PROGRAM"] ?? fileURLToPath(new URL("../../../target/debug/armoire", import.meta.url));

const server = serverForTests();

const file = (text: string, name = "bail.txt") => ({ name, type: "text/plain", bytes: new TextEncoder().encode(text).buffer });
const said = ({ bytes }: { bytes: ArrayBuffer }) => new TextDecoder().decode(bytes);

async function running(right: Right = "manage") {
  const [nadia, luc, zoe] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc"), await openedPerson(server.origin, "Zoé")];
  const { id: paper } = await addSent(nadia.vault, { ...file("le bail"), folder: nadia.folder });
  await meet(nadia, luc);
  await meet(luc, zoe);
  await meet(nadia, zoe);
  const end = Date.now() + 10 * HOUR;
  const [grant] = await nadia.vault.lend({ nodes: [], to: luc.account, right, end });
  return { nadia, luc, zoe, paper, grant: grant!.id, of: nadia.locker, shelf: nadia.folder, end };
}

it("answers what waits in a locker that one runs", async () => {
  const { nadia, luc, zoe, of, shelf } = await running();
  expect(await luc.vault.lentLockers()).toMatchObject([{ locker: of, right: "manage", from: { name: "Nadia" } }]);
  await zoe.vault.handIn(nadia.account, file("une lettre", "lettre.txt"));
  await zoe.vault.handIn(nadia.account, file("une autre", "autre.txt"));
  const [letter, other, ...none] = await luc.vault.inbox(of);
  expect([letter, other, none]).toMatchObject([{ name: "lettre.txt", from: { account: zoe.account } }, { name: "autre.txt" }, []]);
  expect(said(await luc.vault.openHandedIn(letter!.id, of))).toBe("une lettre");
  // Looking changes nothing.
  expect(await luc.vault.inbox(of)).toHaveLength(2);
  await luc.vault.acceptHandedIn(letter!.id, shelf, of);
  await luc.vault.refuseHandedIn(other!.id, of);
  expect(await luc.vault.inbox(of)).toEqual([]);
  expect((await nadia.vault.contents()).documents.map(({ name }) => name).sort()).toEqual(["bail.txt", "lettre.txt"]);
  expect(said(await nadia.vault.open(letter!.id))).toBe("une lettre");
  expect(await nadia.vault.inbox()).toEqual([]);
});

it("shows nothing in a locker that one runs that its author has not signed", async () => {
  const { nadia, luc, zoe, of } = await running();
  await zoe.vault.handIn(nadia.account, file("une lettre", "lettre.txt"));
  luc.world.between = async (path, request, send) => {
    const response = await send(request);
    if (!path.includes("/managed")) return response;
    const acts = readFrames(new Uint8Array(await response.arrayBuffer()), 1000);
    const altered = acts.map((act) => (act.body?.form === "deposit" ? { ...act, signature: act.signature.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) } : act));
    return new Response(writeFrames(altered), { status: 200 });
  };
  expect(await luc.vault.inbox(of)).toEqual([]);
  luc.world.between = (_path, request, send) => send(request);
  expect(await luc.vault.inbox(of)).toHaveLength(1);
});

it("gives no key to a grant that nobody has signed", async () => {
  const { nadia, luc, zoe, paper, of, shelf } = await running();
  const mallory = await openedPerson(server.origin, "Mallory");
  const [grant] = await nadia.vault.lend({ nodes: [shelf], to: zoe.account, right: "read", end: Date.now() + HOUR });
  const { hash: card } = (await enter(server.origin, mallory.words)).account.cards.newest();
  // The server puts somebody of its own in Zoé's place.
  luc.world.between = async (path, request, send) => {
    const response = await send(request);
    if (!path.includes("/managed")) return response;
    const acts = readFrames(new Uint8Array(await response.arrayBuffer()), 1000);
    const own = (await enter(server.origin, mallory.words)).account.keyring.signing;
    const altered = acts.map((act) => {
      const { body } = act;
      if (body?.form !== "grant" || body.grant !== grant!.id) return act;
      return signAct(act.header, { ...body, grantee: mallory.account, card }, own, act.beside);
    });
    return new Response(writeFrames(altered), { status: 200 });
  };
  expect(await luc.vault.grants(of)).toEqual([]);
  // The shelf's key is in wrong hands, and is replaced by whoever writes there next.
  const [other] = await nadia.vault.lend({ nodes: [shelf], to: luc.account, right: "read", end: Date.now() + HOUR });
  await nadia.vault.takeBack([other!.id]);
  await luc.vault.rename(paper, "bail 2.txt", of);
  expect(lastSent(luc.world).map(({ body }) => body?.form)).toEqual(["rotate", "document"]);
  expect(lastSent(luc.world).flatMap(({ body }) => (body?.form === "rotate" || body?.form === "document" ? (body.boxes ?? []) : []))).toEqual([]);
  luc.world.between = (_path, request, send) => send(request);
  expect(await luc.vault.grants(of)).toMatchObject([{ id: grant!.id, to: { account: zoe.account } }]);
});

it("lends on what one runs, and takes that back", async () => {
  const { nadia, luc, zoe, paper, of, shelf, end } = await running();
  await expect(luc.vault.lend({ nodes: [shelf], to: zoe.account, right: "read", end: end + HOUR, of })).rejects.toMatchObject({ code: "end", detail: { end } });
  await expect(luc.vault.lend({ nodes: [shelf], to: nadia.account, right: "read", end: Date.now() + HOUR, of })).rejects.toMatchObject({ code: "grantee" });
  const [grant] = await luc.vault.lend({ nodes: [shelf], to: zoe.account, right: "add", end: Date.now() + HOUR, purpose: "Pour l’équipe", of });
  expect(grant).toMatchObject({ on: "shelf", node: shelf, to: { account: zoe.account }, by: { account: luc.account }, mine: true });
  await nadia.vault.lend({ nodes: [paper], to: zoe.account, right: "read", end: Date.now() + 2 * HOUR });
  expect(await luc.vault.grants(of)).toMatchObject([{ id: grant!.id, mine: true, name: expect.any(String) as string }, { on: "paper", name: "bail.txt", mine: false }]);
  const [loan] = (await zoe.vault.loans()).filter(({ on }) => on === "shelf");
  expect(loan).toMatchObject({ from: { account: nadia.account }, by: { account: luc.account }, purpose: "Pour l’équipe", locker: of, node: shelf });
  // Who was let in by a delegate acts too.
  const kept = await zoe.vault.add({ ...file("de Zoé", "zoe.txt"), folder: shelf, of });
  await zoe.vault.sent(kept.id);
  expect((await luc.vault.lentLocker(of)).papers.map(({ name }) => name)).toContain("zoe.txt");
  const others = (await luc.vault.grants(of)).find(({ mine }) => mine === false)!;
  await expect(luc.vault.takeBack([others.id], of)).rejects.toMatchObject({ code: "right" });
  await luc.vault.takeBack([grant!.id], of);
  // The shelf isn't there any more for her, the paper is.
  await expect(zoe.vault.add({ ...file("x"), folder: shelf, of })).rejects.toMatchObject({ code: "not_found" });
  // The next writing is under a key that Zoé was never given.
  await luc.vault.rename(paper, "bail 2.txt", of);
  expect(lastSent(luc.world).map(({ body }) => body?.form)).toEqual(["rotate", "document"]);
  expect((await nadia.vault.contents()).documents.map(({ name }) => name)).toContain("bail 2.txt");
  expect((await zoe.vault.lentLocker(of)).papers).toMatchObject([{ name: "bail 2.txt", right: "read" }]);
});

it("ends with one call, also what a delegate gave", async () => {
  const { nadia, luc, zoe, of, shelf } = await running();
  await luc.vault.lend({ nodes: [shelf], to: zoe.account, right: "read", end: Date.now() + HOUR, of });
  await nadia.vault.takeBackAll(zoe.account);
  expect(await zoe.vault.loans()).toEqual([]);
  expect(await luc.vault.loans()).toHaveLength(1);
  await luc.vault.lend({ nodes: [shelf], to: zoe.account, right: "read", end: Date.now() + HOUR, of });
  await nadia.vault.takeBackAll();
  expect([await zoe.vault.loans(), await luc.vault.loans()]).toEqual([[], []]);
  await expect(luc.vault.lentLocker(of)).rejects.toMatchObject({ code: "lent_over" });
  expect((await nadia.vault.grants()).every(({ over }) => over !== undefined)).toBe(true);
});

it("is given back by whom it was lent to", async () => {
  const { nadia, luc, of, grant } = await running("read");
  await luc.vault.giveBack([grant]);
  expect(await luc.vault.loans()).toEqual([]);
  await expect(luc.vault.lentLocker(of)).rejects.toMatchObject({ code: "lent_over" });
  expect((await nadia.vault.journal({})).entries[0]).toMatchObject({ act: "given_back", by: { account: luc.account } });
  await luc.vault.giveBack([grant]);
});

it("adds what the command line of its holder lists", async () => {
  const { nadia, luc, of, shelf } = await running("add");
  const kept = await luc.vault.add({ ...file("la quittance", "quittance.txt"), folder: shelf, of });
  await luc.vault.sent(kept.id);
  const profile = join(mkdtempSync(join(tmpdir(), "armoire-")), "profile");
  mkdirSync(profile, { mode: 0o700 });
  const environment = { PATH: process.env["PATH"], HOME: profile, ARMOIRE_WORDS: nadia.words.words };
  const armoire = (...input: string[]) => execFileSync(COMMAND, ["--profile", profile, ...input], { encoding: "utf8", env: environment });
  armoire("signin", "--server", server.origin, "--handle", nadia.words.handle);
  expect(armoire("list")).toContain("quittance.txt");
});
