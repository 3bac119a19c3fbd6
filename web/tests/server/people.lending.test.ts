import { beforeAll, describe, expect, it } from "vitest";
import { readFrames, writeFrames } from "../../src/protocol/act/frame";
import type { Act } from "../../src/protocol/act/act";
import { decode, encode } from "../../src/protocol/bytes";
import { cardIdentity } from "../../src/protocol/account/keyring";
import { sealBox } from "../../src/protocol/people/box";
import { openBox } from "../../src/protocol/people/given-key";
import { addSent } from "./add-sent";
import { until } from "./events";
import { serverForTests } from "./for-tests";
import type { NodeWorld } from "./node-world";
import { enter, HOUR, lastSent, meet, openedPerson, type PhoneOwner } from "./others";
import { TestDevice } from "./test-device";

const server = serverForTests();
let luc: PhoneOwner;
let zoe: PhoneOwner;

beforeAll(async () => {
  [luc, zoe] = [await openedPerson(server.origin, "Luc"), await openedPerson(server.origin, "Zoé")];
});

/** Nadia's phone with a paper; she has met Luc and Zoé. */
async function nadia() {
  const person = await openedPerson(server.origin, "Nadia");
  const paper = await put(person, "bail.txt", "le bail");
  await meet(person, luc);
  await meet(person, zoe);
  return { ...person, paper };
}

async function put({ vault, folder }: Pick<PhoneOwner, "vault" | "folder">, name: string, text: string): Promise<string> {
  const { id } = await addSent(vault, { name, type: "text/plain", bytes: new TextEncoder().encode(text).buffer, folder: folder });
  return id;
}

const end = () => Date.now() + HOUR;

async function textOf({ vault }: PhoneOwner, grant: string, id: string): Promise<string> {
  return new TextDecoder().decode((await vault.openLent(grant, id)).bytes);
}

/** What a grantee is served is changed on the way. */
function altered(world: NodeWorld, change: (acts: readonly Act[]) => readonly Act[]): void {
  world.between = async (path, request, send) => {
    const response = await send(request);
    if (!path.includes('/view?') || !response.ok) return response;
    return new Response(writeFrames(change(readFrames(new Uint8Array(await response.arrayBuffer()), 1000))), response);
  };
}

function honest(world: NodeWorld): void {
  world.between = (_path, request, send) => send(request);
}

describe("lending", () => {
  it("a paper, a shelf and everything: each is opened by whom it was lent to, with what comes later", async () => {
    const holder = await nadia();
    const until_ = end();
    const [onPaper] = await holder.vault.lend({ nodes: [holder.paper], to: luc.account, right: "read", end: until_, purpose: "Le dossier RSA" });
    const [onShelf] = await holder.vault.lend({ nodes: [holder.folder], to: luc.account, right: "add", end: until_ + 1 });
    const [onAll] = await holder.vault.lend({ nodes: [], to: luc.account, right: "manage", end: until_ + 2 });
    expect(onPaper).toMatchObject({ node: holder.paper, on: "paper", name: "bail.txt", to: { account: luc.account, name: "Luc Petit", trust: "scanned" }, right: "read", end: until_, purpose: "Le dossier RSA" });
    expect(onShelf).toMatchObject({ node: holder.folder, on: "shelf", name: "Santé", right: "add" });
    expect(onAll).toMatchObject({ on: "locker", right: "manage" });
    expect(onAll).not.toHaveProperty("node");
    expect(await holder.vault.grants()).toEqual([onPaper, onShelf, onAll]);
    const mine = (await luc.vault.loans()).filter(({ from }) => from.account === holder.account);
    expect(mine).toMatchObject([
      { grant: onPaper!.id, on: "paper", right: "read", end: until_, purpose: "Le dossier RSA", from: { name: "Nadia", trust: "scanned" } },
      { grant: onShelf!.id, on: "shelf", right: "add" },
      { grant: onAll!.id, on: "locker", right: "manage" },
    ]);
    for (const { grant } of mine) {
      expect(await luc.vault.lentPapers(grant)).toMatchObject([{ grant, id: holder.paper, name: "bail.txt", size: 7, confirmed: true }]);
      expect(await textOf(luc, grant, holder.paper)).toBe("le bail");
    }
    const later = await put(holder, "quittance.txt", "la quittance");
    await holder.vault.rename(holder.paper, "bail signé.txt");
    const names = async (grant: string) => (await luc.vault.lentPapers(grant)).map(({ name }) => name);
    expect(await names(onPaper!.id)).toEqual(["bail signé.txt"]);
    expect(await names(onShelf!.id)).toEqual(["bail signé.txt", "quittance.txt"]);
    expect(await names(onAll!.id)).toEqual(["bail signé.txt", "quittance.txt"]);
    expect(await textOf(luc, onAll!.id, later)).toBe("la quittance");
    await expect(luc.vault.openLent(onPaper!.id, later)).rejects.toMatchObject({ code: "not_found" });
    // What she puts into the bin isn't shown, and lists of people aren't papers.
    await holder.vault.trash(later);
    expect(await names(onAll!.id)).toEqual(["bail signé.txt"]);
    // Zoé has nothing of it.
    await expect(zoe.vault.lentPapers(onAll!.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await holder.vault.reads()).map(({ who, name }) => [who.name, name])).toEqual(expect.arrayContaining([["Luc Petit", "bail signé.txt"], ["Luc Petit", "Santé"]]));
  });

  it("ends when it is taken back: nothing opens any more, and the next writing is under keys that Luc doesn't have", async () => {
    const holder = await nadia();
    const [lost, kept] = [await holder.vault.lend({ nodes: [holder.folder, holder.paper], to: luc.account, right: "read", end: end() }), await holder.vault.lend({ nodes: [holder.folder, holder.paper], to: zoe.account, right: "read", end: end() })];
    const [shelf, paper] = lost.map(({ id }) => id);
    await luc.vault.lentPapers(shelf!);
    await textOf(luc, paper!, holder.paper);
    await holder.vault.takeBack(lost.map(({ id }) => id));
    expect(lastSent(holder.world).map(({ body }) => body?.form)).toEqual(["revoke", "revoke"]);
    for (const grant of [shelf!, paper!]) {
      await expect(luc.vault.openLent(grant, holder.paper)).rejects.toMatchObject({ code: "not_found" });
      await expect(luc.vault.lentPapers(grant)).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await luc.vault.loans()).filter(({ from }) => from.account === holder.account)).toEqual([]);
    const told = await holder.vault.grants();
    expect(told.filter(({ over }) => over === undefined).map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
    expect(told.filter(({ over }) => over !== undefined).map(({ id }) => id).sort()).toEqual([shelf!, paper!].sort());
    await holder.vault.rename(holder.paper, "après.txt");
    expect(lastSent(holder.world).map(({ body }) => body?.form)).toEqual(["rotate", "document"]);
    for (const { id } of kept) {
      expect(await zoe.vault.lentPapers(id)).toMatchObject([{ name: "après.txt" }]);
      expect(await textOf(zoe, id, holder.paper)).toBe("le bail");
    }
    // Taking back what is over is nothing.
    await holder.vault.takeBack([shelf!]);
    expect(await holder.vault.grants()).toHaveLength(4);
  });

  it("begins and ends when it was said, and the journal says so", async () => {
    const holder = await nadia();
    const day = 24 * HOUR;
    const [start, over] = [Date.now() + day, Date.now() + 2 * day];
    const [later] = await holder.vault.lend({ nodes: [holder.paper], to: luc.account, right: "read", start, end: over });
    expect(later).toMatchObject({ start, end: over });
    expect((await luc.vault.loans()).map(({ grant }) => grant)).not.toContain(later!.id);
    expect((await holder.vault.journal({})).entries[0]).toMatchObject({ act: "lent", from: start, until: over });
    const lend = (times: { start?: number; end: number }) => holder.vault.lend({ nodes: [holder.paper], to: luc.account, right: "read", ...times });
    await lend({ end: over });
    expect((await holder.vault.journal({})).entries[0]).not.toHaveProperty("from");
    await expect(lend({ end: Date.now() - 1 })).rejects.toMatchObject({ code: "end" });
    await expect(lend({ start: Date.now() + day, end: Date.now() + HOUR })).rejects.toMatchObject({ code: "end" });
    await expect(lend({ end: Date.now() + 3660 * day })).rejects.toMatchObject({ code: "end" });
  });

  it("is refused for strangers, for whom nobody is sure of, for what isn't there, and with a purpose that is too long", async () => {
    const [holder, stranger] = [await nadia(), await openedPerson(server.origin, "Ali")];
    const lend = (input: Partial<Parameters<typeof holder.vault.lend>[0]>) => holder.vault.lend({ nodes: [holder.paper], to: luc.account, right: "read", end: end(), ...input });
    await expect(lend({ to: stranger.account })).rejects.toMatchObject({ code: "not_found" });
    await expect(lend({ to: "moi" })).rejects.toMatchObject({ code: "not_found" });
    await expect(lend({ nodes: [stranger.account] })).rejects.toMatchObject({ code: "not_found" });
    await expect(lend({ purpose: "é".repeat(513) })).rejects.toMatchObject({ code: "too_large" });
    const { text } = await holder.vault.invite("link");
    await stranger.vault.join(text, { name: "Ali" });
    await expect(zoe.vault.join(text, { name: "Zoé" })).rejects.toMatchObject({ code: "mailbox_replied" });
    await holder.vault.invitations();
    await expect(lend({ to: stranger.account })).rejects.toMatchObject({ code: "unverified" });
    expect(await holder.vault.grants()).toEqual([]);
  });

  it("lends under a new key after another grant was taken back, in one append", async () => {
    const holder = await nadia();
    const [first] = await holder.vault.lend({ nodes: [holder.paper], to: luc.account, right: "read", end: end() });
    const [all] = await holder.vault.lend({ nodes: [], to: luc.account, right: "read", end: end() });
    await holder.vault.takeBack([first!.id, all!.id]);
    const [again] = await holder.vault.lend({ nodes: [holder.paper], to: zoe.account, right: "read", end: end() });
    expect(lastSent(holder.world).map(({ body }) => body?.form)).toEqual(["rotate", "rotate", "document", "grant"]);
    expect(await textOf(zoe, again!.id, holder.paper)).toBe("le bail");
    const [everything] = await holder.vault.lend({ nodes: [], to: zoe.account, right: "read", end: end() });
    expect(await textOf(zoe, everything!.id, holder.paper)).toBe("le bail");
  });

  it("goes on for whom it was lent to when the holder replaces every key", async () => {
    const holder = await nadia();
    const [all] = await holder.vault.lend({ nodes: [], to: luc.account, right: "read", end: end(), purpose: "Un an" });
    await holder.vault.rotate("stolen", "fr");
    await holder.vault.rename(holder.paper, "après.txt");
    expect(await luc.vault.lentPapers(all!.id)).toMatchObject([{ name: "après.txt", confirmed: true }]);
    expect(await holder.vault.grants()).toMatchObject([{ id: all!.id, purpose: "Un an" }]);
  });

  it("is heard by open pages, without asking again and again", async () => {
    const holder = await nadia();
    const reader = new TestDevice(server.origin).page();
    reader.world.hears();
    await reader.vault.signIn(luc.words);
    await reader.world.hearing();
    const given = until(reader.vault, ({ kind }) => kind === "people");
    const [grant] = await holder.vault.lend({ nodes: [holder.paper], to: luc.account, right: "read", end: end() });
    await given;
    expect((await reader.vault.loans()).map((loan) => loan.grant)).toContain(grant!.id);
    await reader.vault.lentPapers(grant!.id);
    const taken = until(reader.vault, ({ kind }) => kind === "people");
    await holder.vault.takeBack([grant!.id]);
    await taken;
    await expect(reader.vault.openLent(grant!.id, holder.paper)).rejects.toMatchObject({ code: "not_found" });
    await reader.vault.lock();
  });

  it("tells a page that waits for an answer to its invitation", async () => {
    const holder = await nadia();
    const page = new TestDevice(server.origin).page();
    page.world.hears();
    await page.vault.signIn(holder.words);
    await page.world.hearing();
    const { text } = await page.vault.invite("qr");
    const answered = until(page.vault, ({ kind }) => kind === "people");
    const ali = await openedPerson(server.origin, "Ali");
    await ali.vault.join(text, { name: "Ali" });
    await answered;
    expect((await page.vault.invitations()).news).toMatchObject([{ news: "met", person: { name: "Ali" } }]);
    await page.vault.lock();
  });
});

describe("what is served of a loan", () => {
  it("is refused with an act left out, exchanged or added, and with another file", async () => {
    const holder = await nadia();
    const other = await put(holder, "autre.txt", "autre");
    const [grant] = await holder.vault.lend({ nodes: [holder.folder], to: luc.account, right: "read", end: end() });
    await holder.vault.rename(holder.paper, "deux");
    await holder.vault.rename(other, "trois");
    await holder.vault.rename(holder.paper, "quatre");
    const papers = () => luc.vault.lentPapers(grant!.id);
    const whole = await papers();
    expect(whole.map(({ name }) => name)).toEqual(["quatre", "trois"]);
    const seen: Act[] = [];
    altered(luc.world, (acts) => (seen.push(...acts), acts));
    await papers();
    // Each of those after the first ones, left out: but for the newest, of which nobody can know.
    for (const at of seen.keys()) {
      if (at === seen.length - 1 || seen[at]?.body?.form === "grant") continue;
      altered(luc.world, (acts) => acts.filter((_, place) => place !== at));
      await expect(papers(), `act ${at}`).rejects.toMatchObject({ code: expect.stringMatching(/^(chain|list|base|version|seq)$/) as string });
    }
    altered(luc.world, (acts) => acts.map((act, at) => (at === acts.length - 1 ? { ...act, signature: act.signature.map((byte, place) => (place === 0 ? byte ^ 1 : byte)) } : act)));
    await expect(papers()).rejects.toMatchObject({ code: "signature" });
    altered(luc.world, (acts) => [...acts, acts.at(-1)!]);
    await expect(papers()).rejects.toMatchObject({ code: "seq" });
    honest(luc.world);
    // Bytes that aren't those of the log: nothing is opened before the hash was compared.
    luc.world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.includes("/objects/") || !response.ok) return response;
      const bytes = new Uint8Array(await response.arrayBuffer());
      bytes[bytes.length - 1]! ^= 1;
      return new Response(bytes, response);
    };
    await expect(luc.vault.openLent(grant!.id, holder.paper)).rejects.toMatchObject({ code: "hash" });
    honest(luc.world);
    expect(await textOf(luc, grant!.id, holder.paper)).toBe("le bail");
  });

  it("is over once its end is among what is served, whatever else the server says", async () => {
    const holder = await nadia();
    const [grant] = await holder.vault.lend({ nodes: [holder.folder], to: luc.account, right: "read", end: end() });
    const kept = new Map<string, ArrayBuffer>();
    luc.world.between = async (path, request, send) => {
      const bytes = await (await send(request)).arrayBuffer();
      kept.set(path, bytes);
      return new Response(bytes, { status: 200 });
    };
    await luc.vault.lentPapers(grant!.id);
    await holder.vault.takeBack([grant!.id]);
    const acts = await (await enter(server.origin, holder.words)).locker.whole();
    const revoke = acts.filter(({ body }) => body?.form === "revoke");
    luc.world.between = (path, request, send) => {
      const before = kept.get(path);
      if (before === undefined || !/\/(grants|view\?.*)$/.test(path)) return send(request);
      if (!path.includes("/view?")) return Promise.resolve(new Response(before, { status: 200 }));
      return Promise.resolve(new Response(writeFrames([...readFrames(new Uint8Array(before), 1000), ...revoke]), { status: 200 }));
    };
    await expect(luc.vault.lentPapers(grant!.id)).rejects.toMatchObject({ code: "not_found" });
    honest(luc.world);
  });

  it("is left out when its grant isn't signed by somebody whom one has met, or its box is another's", async () => {
    const holder = await nadia();
    const [grant, other] = await holder.vault.lend({ nodes: [holder.folder, holder.paper], to: luc.account, right: "read", end: end() });
    const mine = async () => (await luc.vault.loans()).filter(({ from }) => from.account === holder.account).map((loan) => loan.grant);
    expect((await mine()).sort()).toEqual([grant!.id, other!.id].sort());
    const served = async ({ world }: PhoneOwner, id: string) => {
      const response = await world.fetch("/api/v1/grants", { method: "GET" });
      const { grants } = (await response.json()) as { grants: Record<string, unknown>[] };
      return grants.find((one) => one["grant"] === id)!;
    };
    const change = (edit: (one: Record<string, unknown>, all: Record<string, unknown>[]) => Record<string, unknown>) => {
      luc.world.between = async (path, request, send) => {
        const response = await send(request);
        if (!path.endsWith("/grants")) return response;
        const { grants, more } = (await response.json()) as { grants: Record<string, unknown>[]; more: boolean };
        return new Response(JSON.stringify({ grants: grants.map((one) => (one["grant"] === grant!.id ? edit(one, grants) : one)), more }), { status: 200 });
      };
    };
    change((one, all) => ({ ...one, box: all.find((each) => each["grant"] === other!.id)!["box"] }));
    expect(await mine()).toEqual([other!.id]);
    change((one) => ({ ...one, holder: zoe.account }));
    expect(await mine()).toEqual([other!.id]);
    // Two that are exchanged whole are what they were.
    change((one, all) => ({ ...one, act: all.find((each) => each["grant"] === other!.id)!["act"] }));
    expect(await mine()).toEqual([other!.id]);
    honest(luc.world);
    // A box that the server has made itself, with words of its own.
    const { account } = await enter(server.origin, luc.words);
    honest(luc.world);
    const said = await openBox(cardIdentity(account.keyring), decode((await served(luc, grant!.id))["box"] as string));
    const living = said.living.map(({ seq, hash }) => [seq, hash] as const);
    const forged = await sealBox(account.cards.newest().content.recipient, { ...said, living, purpose: "Payez ici" });
    change((one) => ({ ...one, box: encode(forged) }));
    expect(await mine()).toEqual([other!.id]);
    // An act that she has never signed.
    change((one) => {
      const [act] = readFrames(decode(one["act"] as string), 1);
      const signature = act!.signature.map((byte, at) => (at === 0 ? byte ^ 1 : byte));
      return { ...one, act: encode(writeFrames([{ ...act!, signature }])) };
    });
    expect(await mine()).toEqual([other!.id]);
    honest(luc.world);
    // Cards that aren't hers: nothing of hers is shown.
    luc.world.between = (path, request, send) => (path.endsWith(`/accounts/${holder.account}/cards`) ? send(request).then(() => zoe.world.fetch(`/api/v1/accounts/${zoe.account}/cards`, request)) : send(request));
    expect(await mine()).toEqual([]);
    await expect(luc.vault.lentPapers(grant!.id)).rejects.toMatchObject({ code: "not_found" });
    honest(luc.world);
  });
});
