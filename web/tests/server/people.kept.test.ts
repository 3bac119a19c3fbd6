import { expect, it } from "vitest";
import { randomId, type Id } from "../../src/protocol/id";
import { knownPerson } from "../../src/worker/people/known";
import { writeTo } from "../../src/worker/people/letters";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import { enter, HOUR, meet, openedPerson, type PhoneOwner } from "./others";

const server = serverForTests();

const file = (text: string, name = "bail.txt") => ({ name, type: "text/plain", bytes: new TextEncoder().encode(text).buffer });
const said = ({ bytes }: { bytes: ArrayBuffer }) => new TextDecoder().decode(bytes);

async function met() {
  const [nadia, luc] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc")];
  const { id: paper } = await addSent(nadia.vault, { ...file("le bail"), folder: nadia.folder });
  await meet(nadia, luc);
  return { nadia, luc, paper };
}

it("keeps what was asked, and the answer", async () => {
  const { nadia, luc, paper } = await met();
  expect(await luc.vault.asked()).toEqual([]);
  const until = Date.now() + HOUR;
  await luc.vault.ask({ to: nadia.account, papers: [{ name: "Bail" }, { name: "Quittance" }], purpose: "Pour la CAF", until });
  const [asked, ...none] = await luc.vault.asked();
  expect([asked, none]).toMatchObject([{ to: { account: nadia.account, name: "Nadia" }, papers: [{ name: "Bail" }, { name: "Quittance" }], purpose: "Pour la CAF", until }, []]);
  expect(asked).not.toHaveProperty("answer");
  const [letter] = await nadia.vault.letters();
  expect(letter!.id).toBe(asked!.id);
  await nadia.vault.answer({ letter: letter!.id, papers: [paper, undefined], until, motive: "Pas la quittance" });
  // Taken in where it was asked: it waits for nobody.
  expect(await luc.vault.letters()).toEqual([]);
  expect(await luc.vault.asked()).toMatchObject([{ id: asked!.id, answer: { granted: [true, false], motive: "Pas la quittance" } }]);
  expect(await luc.vault.known()).not.toHaveProperty("others.waiting", 1);
  // Another device has it too; no paper is made of it.
  const other = luc.phone.page().vault;
  await other.signIn(luc.words);
  expect(await other.asked()).toMatchObject([{ answer: { granted: [true, false] } }]);
  expect((await other.contents()).documents).toEqual([]);
  await other.lock();
});

it("takes in no answer of somebody else, or about other papers", async () => {
  const { nadia, luc } = await met();
  const zoe = await openedPerson(server.origin, "Zoé");
  await meet(luc, zoe);
  await luc.vault.ask({ to: nadia.account, papers: [{ name: "Bail" }], purpose: "Pour la CAF", until: Date.now() + HOUR });
  const [asked] = await luc.vault.asked();
  const answer = async (words: PhoneOwner["words"], granted: boolean[]) => {
    const { api, account, world, locker } = await enter(server.origin, words);
    const around = { api, remote: world, opened: { account, locker } } as unknown as Parameters<typeof writeTo>[0];
    await writeTo(around, knownPerson(account.keyring, luc.account), randomId(), { form: "answer", to: asked!.id as Id, granted });
  };
  // Zoé knows which letter it is, and answers in Nadia's place.
  await answer(zoe.words, [true]);
  await answer(nadia.words, [true, true]);
  expect((await luc.vault.asked()).filter((one) => one.answer !== undefined)).toEqual([]);
  expect((await luc.vault.letters()).map(({ content, from }) => [content.kind, from.account])).toEqual([["answer", nadia.account], ["answer", zoe.account]]);
  await answer(nadia.words, [true]);
  await answer(nadia.words, [false]);
  expect(await luc.vault.asked()).toMatchObject([{ answer: { granted: [true] } }]);
});

it("keeps what was handed in, and shows it before it is accepted", async () => {
  const { nadia, luc } = await met();
  await luc.vault.handIn(nadia.account, file("une lettre", "lettre.txt"));
  const [waiting] = await nadia.vault.inbox();
  expect(await luc.vault.handed()).toMatchObject([{ id: waiting!.id, to: { account: nadia.account }, name: "lettre.txt", type: "text/plain", size: 10 }]);
  expect(said(await nadia.vault.openHandedIn(waiting!.id))).toBe("une lettre");
  expect(await nadia.vault.inbox()).toHaveLength(1);
  expect((await nadia.vault.contents()).documents).toHaveLength(1);
  // What isn't what its author has signed isn't shown.
  nadia.world.between = async (path, request, send) => {
    const response = await send(request);
    if (!path.includes("/objects/")) return response;
    const bytes = new Uint8Array(await response.arrayBuffer());
    bytes[bytes.length - 1]! ^= 1;
    return new Response(bytes, { status: 200, headers: response.headers });
  };
  await expect(nadia.vault.openHandedIn(waiting!.id)).rejects.toMatchObject({ code: "hash" });
});

it("wants nothing of whom it blocks, whatever the server lets through", async () => {
  const { nadia, luc } = await met();
  await luc.vault.handIn(nadia.account, file("une lettre"));
  expect(await nadia.vault.inbox()).toHaveLength(1);
  await nadia.vault.block(luc.account);
  expect(await nadia.vault.blocked()).toMatchObject([{ account: luc.account, name: "Luc Petit" }]);
  expect(await nadia.vault.inbox()).toEqual([]);
  expect((await nadia.vault.journal({})).entries[0]).toMatchObject({ act: "refused" });
  await expect(luc.vault.handIn(nadia.account, file("une autre"))).rejects.toMatchObject({ code: "not_found" });
  await expect(luc.vault.ask({ to: nadia.account, papers: [{ name: "Bail" }], purpose: "Pour la CAF", until: Date.now() + HOUR })).rejects.toMatchObject({ code: "not_found" });
  expect(await luc.vault.asked()).toEqual([]);
  // A server that forgot it.
  const computer = await enter(server.origin, nadia.words);
  await computer.api.ask("DELETE", `/lockers/${nadia.locker}/blocked/${luc.account}`);
  await luc.vault.ask({ to: nadia.account, papers: [{ name: "Bail" }], purpose: "Pour la CAF", until: Date.now() + HOUR });
  expect(await nadia.vault.letters()).toEqual([]);
  expect((await nadia.vault.contents()).others?.waiting ?? 0).toBe(0);
  await nadia.vault.unblock(luc.account);
  expect(await nadia.vault.blocked()).toEqual([]);
  await luc.vault.handIn(nadia.account, file("une troisième", "3.txt"));
  expect(await nadia.vault.inbox()).toMatchObject([{ name: "3.txt" }]);
});

it("tells that somebody has ended it, until that was read", async () => {
  const { nadia, luc, paper } = await met();
  const entry = await nadia.vault.saveEntry({ name: "Luc", account: luc.account, kind: "person", since: 5 });
  await nadia.vault.proposeReferent(entry.id);
  const [proposal] = await luc.vault.letters();
  await luc.vault.decide({ letter: proposal!.id, accepted: true });
  await nadia.vault.letters();
  expect(await nadia.vault.referent()).toMatchObject({ state: "accepted" });
  await nadia.vault.lend({ nodes: [paper], to: luc.account, right: "read", end: Date.now() + HOUR });
  await luc.vault.leave({ to: nadia.account, motive: "Je change de service", successor: { name: "Zoé", organisation: "CCAS" } });
  expect(await luc.vault.loans()).toEqual([]);
  const [letter, ...none] = await nadia.vault.letters();
  expect([letter, none]).toMatchObject([{ from: { account: luc.account }, content: { kind: "end", what: "entry", by: "practitioner", motive: "Je change de service", successor: { name: "Zoé" } } }, []]);
  expect(await nadia.vault.referent()).toMatchObject({ state: "ended", by: "practitioner" });
  expect(await nadia.vault.entries()).toMatchObject([{ id: entry.id, until: expect.any(Number) as number }]);
  expect((await nadia.vault.contents()).others?.waiting).toBe(1);
  await nadia.vault.dismiss(letter!.id);
  expect(await nadia.vault.letters()).toEqual([]);
  expect((await nadia.vault.contents()).others?.waiting ?? 0).toBe(0);
});

it("knows on whose lists one stands without having been lent anything, until one leaves or it is ended", async () => {
  const { nadia, luc } = await met();
  const entry = await nadia.vault.saveEntry({ name: "Luc", account: luc.account, kind: "person", since: 5 });
  expect(await luc.vault.standing()).toEqual([]);
  await nadia.vault.proposeReferent(entry.id);
  // Asked isn't agreed.
  expect(await luc.vault.standing()).toEqual([]);
  const [proposal] = await luc.vault.letters();
  await luc.vault.decide({ letter: proposal!.id, accepted: true });
  await nadia.vault.letters();
  const known = { who: { account: nadia.account, name: "Nadia" }, referent: true };
  expect(await luc.vault.standing()).toMatchObject([known]);
  expect(await luc.vault.letters()).toEqual([]);
  expect(await luc.vault.loans()).toEqual([]);
  // On another device of theirs, too.
  const other = luc.phone.page().vault;
  await other.signIn(luc.words);
  expect(await other.standing()).toMatchObject([known]);
  await other.lock();

  // Referent no longer: the list remains, before that letter was read and after.
  await nadia.vault.endReferent("Merci");
  expect(await luc.vault.standing()).toMatchObject([{ ...known, referent: false }]);
  const [end] = await luc.vault.letters();
  expect(end).toMatchObject({ content: { kind: "end", what: "referent", by: "holder" } });
  await luc.vault.dismiss(end!.id);
  expect(await luc.vault.letters()).toEqual([]);
  expect(await luc.vault.standing()).toMatchObject([{ ...known, referent: false }]);

  await luc.vault.leave({ to: nadia.account });
  expect(await luc.vault.standing()).toEqual([]);
  expect(await nadia.vault.letters()).toMatchObject([{ content: { kind: "end", what: "entry", by: "practitioner" } }]);
  expect(await nadia.vault.entries()).toMatchObject([{ id: entry.id, until: expect.any(Number) as number }]);
});

it("learns from the answer that one stands on a list, and forgets a no", async () => {
  const { nadia, luc } = await met();
  await luc.vault.propose({ to: nadia.account, what: "entry" });
  const [offer] = await nadia.vault.letters();
  await nadia.vault.decide({ letter: offer!.id, accepted: true });
  expect(await luc.vault.standing()).toMatchObject([{ who: { account: nadia.account }, referent: false }]);
  for (const letter of await luc.vault.letters()) await luc.vault.dismiss(letter.id);
  expect(await luc.vault.standing()).toMatchObject([{ who: { account: nadia.account }, referent: false }]);
  // What is put away without a yes, or said no to, is nothing.
  const [entry] = await nadia.vault.entries();
  await nadia.vault.proposeReferent(entry!.id);
  const [proposal] = await luc.vault.letters();
  await luc.vault.decide({ letter: proposal!.id, accepted: false });
  expect(await luc.vault.standing()).toMatchObject([{ who: { account: nadia.account }, referent: false }]);
  // A second matter of the same person takes nothing away.
  await nadia.vault.letters();
  await nadia.vault.proposeReferent(entry!.id);
  const [again] = await luc.vault.letters();
  await luc.vault.decide({ letter: again!.id, accepted: true });
  expect(await luc.vault.standing()).toMatchObject([{ who: { account: nadia.account }, referent: true }]);
});
