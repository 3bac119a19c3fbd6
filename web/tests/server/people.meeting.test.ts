import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/protocol/bytes";
import { exposeInvitation, findOf, readInvitation } from "../../src/protocol/people/invitation";
import { sealReply } from "../../src/protocol/people/reply";
import { replyTo } from "../../src/worker/http/people-api";
import { Vault } from "../../src/worker/vault";
import { serverForTests } from "./for-tests";
import { NodeWorld } from "./node-world";
import { enter, meet, newPerson, openedPerson } from "./others";

const server = serverForTests();
const LUC = { name: "Luc Petit", organisation: "Mairie", mission: "Aide aux dossiers" };

describe("two people meet", () => {
  it.each([["qr", "scanned"], ["link", "invited"]] as const)("by %s: each is among the other's people, as sure as the carrier", async (carrier, trust) => {
    const [nadia, luc] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc")];
    await expect(nadia.vault.invite(carrier)).rejects.toMatchObject({ code: "introduction" });
    await nadia.vault.introduce({ name: "Nadia" });
    const { text, id, until } = await nadia.vault.invite(carrier);
    expect((until - Date.now()) / 60_000).toBeCloseTo(carrier === "qr" ? 10 : 7 * 24 * 60, 0);
    expect(await nadia.vault.invitations()).toEqual({ open: [{ id, carrier, text, until }], news: [] });
    const inviter = await luc.vault.readInvitation(text);
    expect(inviter).toEqual({ account: nadia.account, name: "Nadia", carrier, until });
    // Nobody has heard of it.
    expect((await nadia.vault.invitations()).news).toEqual([]);
    const met = await luc.vault.join(text, LUC);
    expect(met).toMatchObject({ account: nadia.account, name: "Nadia", trust, reachable: true });
    expect(await luc.vault.introduction()).toEqual(LUC);
    const { open, news } = await nadia.vault.invitations();
    expect(open).toEqual([]);
    expect(news).toMatchObject([{ news: "met", person: { account: luc.account, ...LUC, trust, reachable: true } }]);
    expect((await nadia.vault.invitations()).news).toEqual([]);
    for (const [vault, other] of [[nadia.vault, luc], [luc.vault, nadia]] as const) expect(await vault.people()).toMatchObject([{ account: other.account, trust }]);
    // Another device of hers knows him too, and the phone without a network.
    const { keyring } = (await enter(server.origin, nadia.words)).account;
    expect(keyring.people).toMatchObject([{ account: luc.account, trust, name: "Luc Petit" }]);
    nadia.world.between = (path) => Promise.reject(new TypeError(path));
    expect(await nadia.vault.people()).toHaveLength(1);
  });

  it("takes up an answer on whichever device is asked, and what the keyring holds stays", async () => {
    const [nadia, luc] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc")];
    await nadia.vault.introduce({ name: "Nadia" });
    const { text } = await nadia.vault.invite("link");
    await luc.vault.join(text, LUC);
    const other = new Vault(new NodeWorld(server.origin));
    await other.signIn({ ...nadia.words, device: "shared" });
    expect((await other.invitations()).news).toMatchObject([{ news: "met" }]);
    expect(await nadia.vault.invitations()).toEqual({ open: [], news: [] });
    expect(await nadia.vault.people()).toMatchObject([{ name: "Luc Petit" }]);
    await nadia.vault.introduce({ name: "Nadia B." });
    expect(await other.people()).toHaveLength(1);
  });

  it("tells who comes second, and trusts nobody by that invitation any more", async () => {
    const [nadia, luc, zoe] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc"), await openedPerson(server.origin, "Zoé")];
    await nadia.vault.introduce({ name: "Nadia" });
    const { text } = await nadia.vault.invite("link");
    await luc.vault.join(text, LUC);
    expect((await nadia.vault.invitations()).news).toMatchObject([{ news: "met", person: { trust: "invited" } }]);
    await expect(zoe.vault.join(text, { name: "Zoé" })).rejects.toMatchObject({ code: "mailbox_replied" });
    expect(await zoe.vault.people()).toEqual([]);
    expect((await nadia.vault.invitations()).news).toMatchObject([{ news: "tried", person: { account: luc.account, trust: "unverified" } }]);
    expect(await nadia.vault.people()).toMatchObject([{ account: luc.account, trust: "unverified" }]);
    expect((await nadia.vault.invitations()).news).toEqual([]);
    // Met anew they are as sure of each other as before: the same attempt isn't told a second time. Face to face a link after that takes nothing away.
    await meet(nadia, luc, "link");
    expect((await nadia.vault.invitations()).news).toEqual([]);
    expect(await nadia.vault.people()).toMatchObject([{ account: luc.account, trust: "invited" }]);
    await meet(nadia, luc, "qr");
    expect(await nadia.vault.people()).toMatchObject([{ account: luc.account, trust: "scanned" }]);
    expect((await nadia.vault.invitations()).news).toEqual([]);
    expect(await nadia.vault.people()).toMatchObject([{ account: luc.account, trust: "scanned" }]);
    await meet(nadia, luc, "link");
    expect(await nadia.vault.people()).toMatchObject([{ account: luc.account, trust: "scanned" }]);
  });

  it("doubts nobody who was met face to face since, whoever tries the link that came before", async () => {
    const [nadia, luc, zoe] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc"), await openedPerson(server.origin, "Zoé")];
    await nadia.vault.introduce({ name: "Nadia" });
    const { text } = await nadia.vault.invite("link");
    await luc.vault.join(text, LUC);
    expect((await nadia.vault.invitations()).news).toMatchObject([{ news: "met", person: { trust: "invited" } }]);
    await meet(nadia, luc, "qr");
    await expect(zoe.vault.join(text, { name: "Zoé" })).rejects.toMatchObject({ code: "mailbox_replied" });
    expect((await nadia.vault.invitations()).news).toEqual([]);
    expect(await nadia.vault.people()).toMatchObject([{ account: luc.account, trust: "scanned" }]);
  });

  it("refuses what is no invitation, another server's, one's own, and one that is over", async () => {
    const [nadia, luc] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc")];
    await nadia.vault.introduce({ name: "Nadia" });
    const { text, id } = await nadia.vault.invite("link");
    const read = (one: string) => luc.vault.readInvitation(one);
    await expect(read("bonjour")).rejects.toMatchObject({ code: "malformed" });
    await expect(read(text.slice(0, -3))).rejects.toMatchObject({ code: "length" });
    const elsewhere = exposeInvitation({ ...readInvitation(text), origin: "https://ailleurs.example" });
    await expect(read(elsewhere)).rejects.toMatchObject({ code: "invitation_elsewhere", detail: { origin: "https://ailleurs.example" } });
    await expect(nadia.vault.readInvitation(text)).rejects.toMatchObject({ code: "invitation_own" });
    await expect(luc.vault.join(text, { name: " " })).rejects.toMatchObject({ code: "malformed" });
    await expect(luc.vault.join(text, { name: "x".repeat(257) })).rejects.toMatchObject({ code: "too_large" });
    await nadia.vault.takeBackInvitation(id);
    await expect(nadia.vault.takeBackInvitation(id)).rejects.toMatchObject({ code: "not_found" });
    await expect(read(text)).rejects.toMatchObject({ code: "invitation_over" });
    await expect(luc.vault.join(text, LUC)).rejects.toMatchObject({ code: "invitation_over" });
    expect(await nadia.vault.invitations()).toEqual({ open: [], news: [] });
    await nadia.vault.lock();
    await expect(nadia.vault.people()).rejects.toMatchObject({ code: "locked" });
  });

  it("leaves nothing behind where the mailbox can't be made", async () => {
    const nadia = await openedPerson(server.origin, "Nadia");
    await nadia.vault.introduce({ name: "Nadia" });
    nadia.world.between = (path, request, send) => (path.endsWith("/mailboxes") && request.method === "POST" ? Promise.reject(new TypeError(path)) : send(request));
    await expect(nadia.vault.invite("qr")).rejects.toMatchObject({ code: "network" });
    expect((await enter(server.origin, nadia.words)).account.keyring.invitations).toEqual([]);
  });
});

describe("a hostile server", () => {
  it("can't show other cards for who invites", async () => {
    const [nadia, luc, zoe] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc"), await newPerson(server.origin, "Zoé")];
    await nadia.vault.introduce({ name: "Nadia" });
    const { text } = await nadia.vault.invite("link");
    const theirs = `/accounts/${nadia.account}/cards`;
    luc.world.between = (path, request, send) => (path.endsWith(theirs) ? zoe.world.fetch(`/api/v1/accounts/${zoe.account.id}/cards`, request) : send(request));
    await expect(luc.vault.readInvitation(text)).rejects.toMatchObject({ code: "card" });
    await expect(luc.vault.join(text, LUC)).rejects.toMatchObject({ code: "card" });
    luc.world.between = (_path, request, send) => send(request);
    // Her account, with a card that isn't the one that the invitation names.
    const other = exposeInvitation({ ...readInvitation(text), card: zoe.account.cards.newest().hash });
    await expect(luc.vault.readInvitation(other)).rejects.toMatchObject({ code: "card" });
    // Another account, with cards of its own, in the place of who invites.
    luc.world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.includes('/mailboxes/') || request.method !== "GET") return response;
      return new Response(JSON.stringify({ ...((await response.json()) as object), inviter: zoe.account.id }), { status: 200 });
    };
    await expect(luc.vault.readInvitation(text)).rejects.toMatchObject({ code: "card" });
    expect(await luc.vault.people()).toEqual([]);
  });

  it("can't put itself in the place of who answers", async () => {
    const [nadia, luc, zoe] = [await openedPerson(server.origin, "Nadia"), await newPerson(server.origin, "Luc"), await newPerson(server.origin, "Zoé")];
    await nadia.vault.introduce({ name: "Nadia" });
    const { text } = await nadia.vault.invite("link");
    const invitation = readInvitation(text);
    // Whoever has the secret, but not Luc's keys, says that they are Luc.
    const forged = await sealReply(invitation, luc.account.id, luc.account.cards.newest().hash, zoe.account.keyring.signing, LUC);
    await replyTo(luc.api, await findOf(invitation.secret), forged);
    expect((await nadia.vault.invitations()).news).toEqual([{ news: "refused" }]);
    expect(await nadia.vault.people()).toEqual([]);
    // It is told until the invitation is over.
    expect((await nadia.vault.invitations()).news).toEqual([{ news: "refused" }]);
  });

  it("can't show other cards later for somebody who was met by a link; face to face they are met again", async () => {
    const [nadia, luc, zoe] = [await openedPerson(server.origin, "Nadia"), await openedPerson(server.origin, "Luc"), await newPerson(server.origin, "Zoé")];
    await meet(nadia, luc, "link");
    await nadia.vault.rename(nadia.folder, "Santé");
    const computer = await enter(server.origin, nadia.words);
    // As if the pinned card had been another one.
    const people = computer.account.keyring.people.map((person) => ({ ...person, card: zoe.account.cards.newest().hash }));
    await computer.account.change((keyring) => ({ ...keyring, people }), (keyring) => computer.api.prepareKeyring(computer.account.signer, keyring)());
    const vault = new Vault(nadia.world);
    await vault.signIn(nadia.words);
    const lent = { nodes: [nadia.folder], to: luc.account, right: "read" as const, end: Date.now() + 60_000 };
    await expect(vault.lend(lent)).rejects.toMatchObject({ code: "card" });
    await expect(vault.handIn(luc.account, { name: "a", type: "text/plain", bytes: utf8("a").buffer })).rejects.toMatchObject({ code: "card" });
    await meet({ ...nadia, vault }, luc, "link").catch(() => undefined);
    await expect(vault.lend(lent)).rejects.toMatchObject({ code: "card" });
    await meet({ ...nadia, vault }, luc, "qr");
    expect(await vault.lend(lent)).toHaveLength(1);
  });
});
