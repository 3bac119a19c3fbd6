import { beforeAll, describe, expect, it } from "vitest";
import type { Keyring } from "../../src/protocol/account/keyring";
import type { Fields } from "../../src/protocol/canonical";
import { writeVouch, type Vouch } from "../../src/protocol/people/vouch";
import { vouchesIn } from "../../src/protocol/people/vouches";
import { serverForTests } from "./for-tests";
import { enter, HOUR, meet, openedPerson, type PhoneOwner } from "./others";
import { sendVouch, vouchBy } from "./vouching";

const server = serverForTests();
const DAY = 24 * HOUR;
/** A service, and Luc, who works there; each has met the other. */
let service: PhoneOwner;
let luc: PhoneOwner;

beforeAll(async () => {
  [service, luc] = [await openedPerson(server.origin, "CCAS"), await openedPerson(server.origin, "Luc")];
  await service.vault.introduce({ name: "CCAS de Lille" });
  await luc.vault.introduce({ name: "Luc Petit", organisation: "CCAS" });
  await meet(service, luc);
  await sendVouch(server.origin, service, luc.account, await vouchFor(luc));
}, 60_000);

function vouchFor({ account }: PhoneOwner, said: Partial<Vouch> = {}, by = service): Promise<Vouch> {
  return vouchBy(server.origin, by, account, said);
}

async function keyringOf({ words }: PhoneOwner): Promise<Keyring> {
  return (await enter(server.origin, words)).account.keyring;
}

/** What Luc shows of himself from now on, whether or not it holds. */
async function lucShows(...vouches: Vouch[]): Promise<void> {
  const { api, account } = await enter(server.origin, luc.words);
  const edit = ({ unknown, ...keyring }: Keyring): Keyring => ({ ...keyring, unknown: { ...unknown, vouches: vouches.map(writeVouch) } });
  await account.change(edit, (keyring) => api.prepareKeyring(account.signer, keyring)());
  // The page takes it in.
  await luc.vault.people();
}

/** What somebody's keyring says of the service from now on. */
async function doubting({ words }: PhoneOwner, doubt: Fields): Promise<void> {
  const { api, account } = await enter(server.origin, words);
  const edit = ({ people, ...keyring }: Keyring): Keyring => ({ ...keyring, people: people.map((person) => (person["account"] === service.account ? { ...person, ...doubt } : person)) });
  await account.change(edit, (keyring) => api.prepareKeyring(account.signer, keyring)());
}

/** Nadia, who has scanned the service's code. */
async function nadia(carrier: "qr" | "link" = "qr"): Promise<PhoneOwner> {
  const person = await openedPerson(server.origin, "Nadia");
  await meet(service, person, carrier);
  return person;
}

const vouched = { trust: "vouched", vouch: { organisation: "CCAS de Lille", role: "éducateur", site: "Lille-Sud" } };

async function known({ vault }: PhoneOwner, account = luc.account) {
  return (await vault.people()).find((person) => person.account === account);
}

describe("an organisation vouches for a member", () => {
  it("whose client keeps what it says, and tells it to whom they invite; these can lend to them", async () => {
    const holder = await nadia();
    expect(await luc.vault.letters()).toEqual([]);
    expect(vouchesIn(await keyringOf(luc))).toMatchObject([{ organisation: service.account, member: luc.account, role: "éducateur" }]);
    const { text } = await luc.vault.invite("link");
    expect(await holder.vault.readInvitation(text)).toMatchObject({ account: luc.account, vouch: vouched.vouch });
    expect(await holder.vault.join(text, { name: "Nadia" })).toMatchObject(vouched);
    expect(await known(holder)).toMatchObject(vouched);
    const [grant] = await holder.vault.lend({ nodes: [holder.folder], to: luc.account, right: "read", end: Date.now() + HOUR });
    expect(grant).toMatchObject({ to: { account: luc.account, trust: "vouched" } });
    await luc.vault.invitations();
    await luc.vault.handIn(holder.account, { name: "a.txt", type: "text/plain", bytes: new TextEncoder().encode("a").buffer });
    expect(await holder.vault.inbox()).toMatchObject([{ from: { account: luc.account, trust: "vouched" } }]);
    expect(await holder.vault.saveEntry({ name: "Luc", account: luc.account, kind: "person", since: 5 })).toMatchObject({ trust: "vouched" });
  });

  it("to whom they answer, and to whom they show it who had met them before", async () => {
    const holder = await nadia();
    await holder.vault.introduce({ name: "Nadia" });
    const { text } = await holder.vault.invite("link");
    await luc.vault.join(text, { name: "Luc Petit" });
    expect((await holder.vault.invitations()).news).toMatchObject([{ news: "met", person: vouched }]);
    // Zoé met him before she met the service.
    const zoe = await openedPerson(server.origin, "Zoé");
    await meet(zoe, luc, "link");
    expect(await known(zoe)).toMatchObject({ trust: "invited" });
    await meet(service, zoe);
    expect(await known(zoe)).toMatchObject({ trust: "invited" });
    expect(await luc.vault.ownVouch()).toMatchObject(vouched.vouch);
    await luc.vault.showVouch(zoe.account);
    expect(await zoe.vault.letters()).toEqual([]);
    expect(await known(zoe)).toMatchObject(vouched);
    expect(await zoe.vault.inbox()).toEqual([]);
  });

  it("whom nobody vouches for has nothing to show, and a stranger is shown nothing", async () => {
    const holder = await nadia();
    expect(await holder.vault.ownVouch()).toBeNull();
    await expect(holder.vault.showVouch(service.account)).rejects.toMatchObject({ code: "no_vouch" });
    await expect(luc.vault.showVouch(holder.account)).rejects.toMatchObject({ code: "not_found" });
  });

  it("only where one has scanned it: else it counts for nothing, and is no error", async () => {
    const [holder, stranger] = [await nadia("link"), await openedPerson(server.origin, "Ali")];
    for (const { vault } of [holder, stranger]) {
      const { text } = await luc.vault.invite("link");
      expect(await vault.readInvitation(text)).not.toHaveProperty("vouch");
      expect(await vault.join(text, { name: "Nadia" })).toMatchObject({ trust: "invited" });
    }
    expect((await keyringOf(holder)).people.find(({ account }) => account === luc.account)).not.toHaveProperty("vouch");
    // Scanned later, the service vouches for whom it is shown for from then on.
    await meet(service, holder);
    await meet(luc, holder, "link");
    expect(await known(holder)).toMatchObject(vouched);
  });

  it("by the keys that it has now: after a theft it vouches for nobody until it signs anew", async () => {
    const [agency, holder] = [await openedPerson(server.origin, "Agence"), await openedPerson(server.origin, "Nadia")];
    await agency.vault.introduce({ name: "Agence" });
    await meet(agency, holder);
    const before = await vouchFor(luc, { role: "avant" }, agency);
    await lucShows(before);
    await meet(luc, holder, "link");
    expect(await known(holder)).toMatchObject({ trust: "vouched", vouch: { organisation: "Agence", role: "avant" } });
    await agency.vault.rotate("stolen", "fr");
    // What grew old breaks no invitation.
    await meet(luc, holder, "link");
    expect(await known(holder)).toMatchObject({ trust: "invited" });
    expect(await known(holder)).not.toHaveProperty("vouch");
    await lucShows(await vouchFor(luc, { role: "après" }, agency));
    await meet(luc, holder, "link");
    expect(await known(holder)).toMatchObject({ trust: "vouched", vouch: { organisation: "Agence", role: "après" } });
  });
});

describe("from the service's own phone", () => {
  it("a member is vouched for, for 90 days at most; nobody is of whom it isn't sure", async () => {
    const [member, holder] = [await openedPerson(server.origin, "Awa"), await nadia()];
    const say = (until: number, to = member.account) => service.vault.vouch({ to, role: "assistante sociale", site: "Lille", until });
    await expect(say(Date.now() + DAY)).rejects.toMatchObject({ code: "not_found" });
    await meet(service, member, "link");
    await expect(say(Date.now())).rejects.toMatchObject({ code: "end" });
    await expect(say(Date.now() + 91 * DAY)).rejects.toMatchObject({ code: "end" });
    await expect(service.vault.vouch({ to: member.account, role: " ", until: Date.now() + DAY })).rejects.toMatchObject({ code: "malformed" });
    await say(Date.now() + 89 * DAY);
    await member.vault.introduce({ name: "Awa" });
    await meet(member, holder, "link");
    expect(await known(holder, member.account)).toMatchObject({ trust: "vouched", vouch: { organisation: "CCAS de Lille", role: "assistante sociale", site: "Lille" } });
    const unsure = await enter(server.origin, service.words);
    const people = unsure.account.keyring.people.map((person) => (person["account"] === member.account ? { ...person, trust: "unverified" } : person));
    await unsure.account.change((keyring) => ({ ...keyring, people }), (keyring) => unsure.api.prepareKeyring(unsure.account.signer, keyring)());
    await service.vault.people();
    await expect(say(Date.now() + DAY)).rejects.toMatchObject({ code: "unverified" });
  });
});

describe("what doesn't hold", () => {
  it.each<[string, string, () => Promise<Vouch>]>([
    ["about somebody else", "vouch", () => vouchFor(service)],
    ["of another role than was signed", "signature", async () => ({ ...(await vouchFor(luc)), role: "directeur" })],
    ["by a card that the service never had", "card", async () => vouchFor(luc, { card: (await enter(server.origin, luc.words)).account.cards.newest().hash })],
    // Last: of one organisation Luc's client keeps what ends last.
    ["for longer than 90 days", "end", () => vouchFor(luc, { until: Date.now() + 91 * DAY })],
  ])("%s: nobody is met by it", async (_, code, vouch) => {
    const holder = await nadia();
    await lucShows(await vouch());
    const { text } = await luc.vault.invite("link");
    await expect(holder.vault.readInvitation(text)).rejects.toMatchObject({ code });
    await expect(holder.vault.join(text, { name: "Nadia" })).rejects.toMatchObject({ code });
    expect(await known(holder)).toBeUndefined();
    await holder.vault.introduce({ name: "Nadia" });
    const own = await holder.vault.invite("link");
    await luc.vault.join(own.text, { name: "Luc Petit" });
    expect((await holder.vault.invitations()).news).toEqual([{ news: "refused" }]);
    expect(await known(holder)).toBeUndefined();
  });

  it("isn't taken in by the member: nothing of a stranger's, nothing about others, nothing that is over", async () => {
    const [member, stranger] = [await openedPerson(server.origin, "Awa"), await openedPerson(server.origin, "Ali")];
    await meet(service, member);
    const honest = await vouchFor(member);
    for (const vouch of [await vouchFor(luc), await vouchFor(member, { until: Date.now() - 1 }), { ...honest, role: "directrice" }]) await sendVouch(server.origin, service, member.account, vouch);
    // A stranger knows where she is reached, and isn't one of hers.
    await member.vault.introduce({ name: "Awa" });
    await stranger.vault.join((await member.vault.invite("link")).text, { name: "Ali" });
    await sendVouch(server.origin, stranger, member.account, await vouchFor(member, {}, stranger));
    expect(await member.vault.letters()).toEqual([]);
    // Nor of the service's, while she isn't sure of it.
    for (const doubt of [{ trust: "unverified" }, { trust: "scanned", fork: [1, honest.card] }]) {
      await doubting(member, doubt);
      await sendVouch(server.origin, service, member.account, honest);
      expect(await member.vault.letters()).toEqual([]);
    }
    await doubting(member, { trust: "scanned", fork: undefined });
    expect(vouchesIn(await keyringOf(member))).toEqual([]);
    expect((await enter(server.origin, member.words)).locker.reader.locker.deposits.size).toBe(0);
    await sendVouch(server.origin, service, member.account, honest);
    await member.vault.letters();
    expect(vouchesIn(await keyringOf(member))).toEqual([honest]);
  });
});
