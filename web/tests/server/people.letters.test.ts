import { beforeAll, describe, expect, it } from "vitest";
import { randomId, type Id } from "../../src/protocol/id";
import { knownPerson } from "../../src/worker/people/known";
import { writeTo } from "../../src/worker/people/letters";
import { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { until } from "./events";
import { serverForTests } from "./for-tests";
import { NodeWorld } from "./node-world";
import { enter, HOUR, lastSent, meet, openedPerson, type PhoneOwner } from "./others";
import { TestDevice } from "./test-device";

const server = serverForTests();
let luc: PhoneOwner;

beforeAll(async () => {
  luc = await openedPerson(server.origin, "Luc");
});

/** Nadia, with two papers, who has met Luc; both can write to each other. */
async function nadia() {
  const person = await openedPerson(server.origin, "Nadia");
  const put = async (name: string) => (await addSent(person.vault, { name, type: "text/plain", bytes: new TextEncoder().encode(name).buffer, folder: person.folder })).id;
  const papers = [await put("bail.txt"), await put("avis.txt")] as const;
  await meet(person, luc);
  return { ...person, papers };
}

/** Of this person, what waits for Luc. */
async function lettersOf(holder: PhoneOwner, at: PhoneOwner = luc) {
  return (await at.vault.letters()).filter(({ from }) => from.account === holder.account);
}

async function clear({ vault }: PhoneOwner): Promise<void> {
  for (const { id } of await vault.letters()) await vault.dismiss(id);
}

/** What another device of hers reads is the same. */
async function elsewhere({ words }: PhoneOwner): Promise<Vault> {
  const vault = new Vault(new NodeWorld(server.origin));
  await vault.signIn({ ...words, device: "shared" });
  return vault;
}

describe("papers that are asked for", () => {
  it("are chosen one by one, lent, and told", async () => {
    const holder = await nadia();
    const end = Date.now() + 24 * HOUR;
    await luc.vault.ask({ to: holder.account, papers: [{ name: "Un bail" }, { name: "Un avis d’imposition" }, { name: "Un RIB" }], purpose: "Le dossier RSA", until: end });
    const [asked] = await holder.vault.letters();
    expect(asked).toMatchObject({
      from: { account: luc.account, name: "Luc Petit", trust: "scanned" },
      content: { kind: "ask", papers: [{ name: "Un bail" }, { name: "Un avis d’imposition" }, { name: "Un RIB" }], purpose: "Le dossier RSA", until: end },
    });
    // A letter is no paper.
    expect(await holder.vault.inbox()).toEqual([]);
    const answer = (papers: (string | undefined)[]) => holder.vault.answer({ letter: asked!.id, papers, until: end - HOUR, motive: "Pas de RIB" });
    await expect(answer([holder.papers[0]])).rejects.toMatchObject({ code: "length" });
    await answer([holder.papers[0], holder.papers[1], undefined]);
    expect(lastSent(holder.world).map(({ body }) => body?.form)).toEqual(["deposit"]);
    expect(await holder.vault.letters()).toEqual([]);
    await expect(answer([undefined, undefined, undefined])).rejects.toMatchObject({ code: "not_found" });
    expect(await holder.vault.grants()).toMatchObject([{ to: { name: "Luc Petit" }, right: "read", end: end - HOUR, purpose: "Le dossier RSA" }, { purpose: "Le dossier RSA" }]);
    // It is kept with what was asked.
    expect(await lettersOf(holder)).toEqual([]);
    expect((await luc.vault.asked()).filter(({ id }) => id === asked!.id)).toMatchObject([{ answer: { granted: [true, true, false], motive: "Pas de RIB" } }]);
    expect((await luc.vault.loans()).filter(({ from }) => from.account === holder.account)).toMatchObject([{ on: "paper", purpose: "Le dossier RSA" }, { on: "paper" }]);
    await expect(luc.vault.dismiss(asked!.id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("can all be refused, also to somebody whom one is no longer sure of; nothing is lent to them", async () => {
    const holder = await nadia();
    const ask = () => luc.vault.ask({ to: holder.account, papers: [{ name: "Un bail" }], purpose: "Voir", until: Date.now() + HOUR });
    await ask();
    const [first] = await holder.vault.letters();
    await holder.vault.answer({ letter: first!.id, papers: [undefined], until: Date.now() + HOUR });
    expect(await holder.vault.grants()).toEqual([]);
    expect((await luc.vault.asked()).find(({ id }) => id === first!.id)).toMatchObject({ answer: { granted: [false] } });
    await ask();
    const { text } = await holder.vault.invite("link");
    await luc.vault.join(text, { name: "Luc" });
    const third = await openedPerson(server.origin, "Zoé");
    await third.vault.join(text, { name: "Zoé" }).catch(() => undefined);
    await holder.vault.invitations();
    const [second] = await holder.vault.letters();
    await expect(holder.vault.answer({ letter: second!.id, papers: [holder.papers[0]], until: Date.now() + HOUR })).rejects.toMatchObject({ code: "unverified" });
    await holder.vault.answer({ letter: second!.id, papers: [undefined], until: Date.now() + HOUR });
    expect(await holder.vault.letters()).toEqual([]);
  });

  it("are bounded", async () => {
    const holder = await nadia();
    const ask = (input: Partial<Parameters<Vault["ask"]>[0]>) => luc.vault.ask({ to: holder.account, papers: [{ name: "Un bail" }], purpose: "Voir", until: Date.now() + HOUR, ...input });
    await expect(ask({ papers: [] })).rejects.toMatchObject({ code: "malformed" });
    await expect(ask({ papers: Array.from({ length: 21 }, () => ({ name: "a" })) })).rejects.toMatchObject({ code: "too_large" });
    await expect(ask({ purpose: " " })).rejects.toMatchObject({ code: "malformed" });
    await expect(ask({ until: Date.now() + 370 * 24 * HOUR })).rejects.toMatchObject({ code: "end" });
    expect(await holder.vault.letters()).toEqual([]);
  });
});

describe("the accompaniment list", () => {
  it("is written by its holder, shown to whom they wish, and nowhere among the papers", async () => {
    const holder = await nadia();
    expect(await holder.vault.entries()).toEqual([]);
    const since = Date.UTC(2025, 2, 1);
    const saved = await holder.vault.saveEntry({ name: "Luc Petit", organisation: "Mairie", mission: "Logement", account: luc.account, kind: "person", since });
    const team = await holder.vault.saveEntry({ name: "Maraude du samedi", kind: "team", since, until: since });
    expect(saved).toEqual({ id: saved.id, name: "Luc Petit", organisation: "Mairie", mission: "Logement", account: luc.account, trust: "scanned", kind: "person", since, shownTo: [] });
    expect(await holder.vault.entries()).toEqual([saved, team]);
    const [shown] = await holder.vault.lend({ nodes: [saved.id], to: luc.account, right: "read", end: Date.now() + HOUR });
    expect(shown).toMatchObject({ on: "entry", name: "Luc Petit" });
    expect(await holder.vault.entries()).toMatchObject([{ shownTo: [{ account: luc.account, name: "Luc Petit" }] }, { shownTo: [] }]);
    const [loan] = (await luc.vault.loans()).filter(({ from }) => from.account === holder.account);
    expect(loan).toMatchObject({ on: "entry" });
    expect(await luc.vault.lentPapers(loan!.grant)).toEqual([]);
    const changed = await holder.vault.saveEntry({ ...saved, reach: "06 00 00 00 00" });
    expect(changed).toMatchObject({ id: saved.id, reach: "06 00 00 00 00" });
    // It goes on being shown, under a new key once somebody no longer sees it.
    await holder.vault.takeBack([shown!.id]);
    await holder.vault.saveEntry({ ...saved, mission: "Logement, santé" });
    const other = await elsewhere(holder);
    expect(await other.entries()).toMatchObject([{ mission: "Logement, santé", shownTo: [] }, { name: "Maraude du samedi" }]);
    expect((await other.contents()).documents).toHaveLength(2);
    expect((await other.contents()).folders).toHaveLength(1);
    expect((await other.journal({})).entries.map(({ act }) => act)).toContain("notes");
    await holder.vault.removeEntry(team.id);
    expect(await holder.vault.entries()).toHaveLength(1);
    await expect(holder.vault.removeEntry(team.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(holder.vault.saveEntry({ ...team, name: "x" })).rejects.toMatchObject({ code: "not_found" });
    await expect(holder.vault.saveEntry({ name: " ", kind: "person", since })).rejects.toMatchObject({ code: "malformed" });
  });

  it("is read line by line by whom it is shown to, in its newest words, until it is taken back", async () => {
    const [holder, zoe] = [await nadia(), await openedPerson(server.origin, "Zoé")];
    await meet(holder, zoe);
    const since = Date.UTC(2025, 2, 1);
    const own = await holder.vault.saveEntry({ name: "Luc Petit", account: luc.account, kind: "person", since });
    const team = await holder.vault.saveEntry({ name: "Maraude", organisation: "Croix bleue", site: "Gare", mission: "Le samedi", reach: "06 00 00 00 00", kind: "team", since });
    const show = async (nodes: string[], to: PhoneOwner) => (await holder.vault.lend({ nodes, to: to.account, right: "read", end: Date.now() + HOUR })).map(({ id }) => id);
    const [onOwn, onTeam] = await show([own.id, team.id], luc);
    const [onZoes] = await show([own.id], zoe);
    expect(await luc.vault.lentEntry(onOwn!)).toEqual({ grant: onOwn, name: "Luc Petit", kind: "person", since, mine: true, confirmed: true });
    const words = { name: "Maraude", organisation: "Croix bleue", site: "Gare", mission: "Le samedi", reach: "06 00 00 00 00", kind: "team", since };
    expect(await luc.vault.lentEntry(onTeam!)).toEqual({ grant: onTeam, ...words, mine: false, confirmed: true });
    expect(await zoe.vault.lentEntry(onZoes!)).toMatchObject({ name: "Luc Petit", mine: false });
    // What was shown to another stays theirs.
    await expect(zoe.vault.lentEntry(onTeam!)).rejects.toMatchObject({ code: "not_found" });
    await holder.vault.takeBack([onOwn!]);
    await expect(luc.vault.lentEntry(onOwn!)).rejects.toMatchObject({ code: "not_found" });
    // Under its new key it goes on for who still sees it.
    await holder.vault.saveEntry({ ...own, mission: "Logement", until: since + HOUR });
    expect(await zoe.vault.lentEntry(onZoes!)).toMatchObject({ mission: "Logement", until: since + HOUR, confirmed: true });
    await expect(luc.vault.lentEntry(onOwn!)).rejects.toMatchObject({ code: "not_found" });
    await holder.vault.removeEntry(team.id);
    await expect(luc.vault.lentEntry(onTeam!)).rejects.toMatchObject({ code: "not_found" });
  });

  it("tells an open page that a line which it is shown has other words", async () => {
    const holder = await nadia();
    const entry = await holder.vault.saveEntry({ name: "Luc Petit", account: luc.account, kind: "person", since: 5 });
    const [shown] = await holder.vault.lend({ nodes: [entry.id], to: luc.account, right: "read", end: Date.now() + HOUR });
    const reader = new TestDevice(server.origin).page();
    reader.world.hears();
    await reader.vault.signIn(luc.words);
    await reader.world.hearing();
    expect(await reader.vault.lentEntry(shown!.id)).toMatchObject({ name: "Luc Petit" });
    const told = until(reader.vault, ({ kind }) => kind === "people");
    await holder.vault.saveEntry({ ...entry, reach: "01 02 03 04 05" });
    await told;
    expect(await reader.vault.lentEntry(shown!.id)).toMatchObject({ reach: "01 02 03 04 05" });
    await reader.vault.lock();
  });

  it("shows nothing of a note that is no line of it, nor of a paper", async () => {
    const holder = await nadia();
    const entry = await holder.vault.saveEntry({ name: "Luc Petit", account: luc.account, kind: "person", since: 5 });
    await holder.vault.proposeReferent(entry.id);
    const { locker } = await enter(server.origin, holder.words);
    const notes = [...locker.reader.locker.documents].flatMap(([id, { objects }]) => (objects.length === 0 && id !== entry.id ? [id] : []));
    expect(notes).toHaveLength(1);
    const nodes = [...notes, holder.papers[0], holder.folder];
    const [onReferent, onPaper, onShelf] = await holder.vault.lend({ nodes, to: luc.account, right: "read", end: Date.now() + HOUR });
    expect((await luc.vault.loans()).find(({ grant }) => grant === onReferent!.id)).toMatchObject({ on: "entry" });
    expect(await luc.vault.lentEntry(onReferent!.id)).toBeNull();
    for (const { id } of [onPaper!, onShelf!]) await expect(luc.vault.lentEntry(id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("takes in who offers to stand on it, with both signatures in the log, and shows them their entry for a year", async () => {
    const holder = await nadia();
    await luc.vault.introduce({ name: "Luc Petit", organisation: "Mairie", mission: "Aide aux dossiers", reach: "01 02" });
    await luc.vault.propose({ to: holder.account, what: "entry", motive: "On se voit le mardi" });
    const [proposal] = await holder.vault.letters();
    expect(proposal).toMatchObject({ content: { kind: "propose", what: "entry", by: "practitioner", entry: { name: "Luc Petit", organisation: "Mairie", mission: "Aide aux dossiers", reach: "01 02" }, motive: "On se voit le mardi" } });
    await expect(holder.vault.answer({ letter: proposal!.id, papers: [], until: Date.now() + HOUR })).rejects.toMatchObject({ code: "kind" });
    await holder.vault.decide({ letter: proposal!.id, accepted: true });
    expect(await holder.vault.letters()).toEqual([]);
    const [entry] = await holder.vault.entries();
    expect(entry).toMatchObject({ id: proposal!.id, name: "Luc Petit", kind: "person", account: luc.account, addedBy: { account: luc.account }, shownTo: [{ account: luc.account }] });
    const computer = await enter(server.origin, holder.words);
    const acts = await computer.locker.whole();
    const put = acts.find(({ body }) => body?.form === "document" && body.node === proposal!.id);
    const deposit = acts.find(({ hash }) => put?.body?.form === "document" && hash === put.body.deposit);
    expect([put?.header.author, deposit?.header.author]).toEqual([holder.account, luc.account]);
    expect(await lettersOf(holder)).toMatchObject([{ content: { kind: "accept", to: proposal!.id, what: "entry", by: "holder" } }]);
    expect((await luc.vault.loans()).filter(({ from }) => from.account === holder.account)).toMatchObject([{ on: "entry" }]);
    await clear(luc);
    // Once is enough; and no is a word.
    await luc.vault.propose({ to: holder.account, what: "entry" });
    const [again] = await holder.vault.letters();
    await expect(holder.vault.decide({ letter: again!.id, accepted: true })).rejects.toMatchObject({ code: "entry" });
    await holder.vault.decide({ letter: again!.id, accepted: false, motive: "Déjà fait" });
    expect(await lettersOf(holder)).toMatchObject([{ content: { kind: "decline", motive: "Déjà fait" } }]);
    expect(await holder.vault.entries()).toHaveLength(1);
    await clear(luc);
  });
});

describe("the referent", () => {
  it("is asked, says yes, and either ends it; what each signed stands in the holder's log", async () => {
    const holder = await nadia();
    expect(await holder.vault.referent()).toEqual({ state: "none" });
    await expect(holder.vault.endReferent()).rejects.toMatchObject({ code: "step" });
    const entry = await holder.vault.saveEntry({ name: "Luc Petit", account: luc.account, kind: "person", since: 5 });
    const aunt = await holder.vault.saveEntry({ name: "Tante Awa", kind: "person", since: 5 });
    await expect(holder.vault.proposeReferent(aunt.id)).rejects.toMatchObject({ code: "no_account" });
    await holder.vault.proposeReferent(entry.id);
    // Again, as after a lost answer: it has arrived.
    await holder.vault.proposeReferent(entry.id);
    expect(await holder.vault.referent()).toMatchObject({ state: "proposed", entry: entry.id, by: "holder" });
    const [asked, ...none] = await lettersOf(holder);
    expect([asked?.content, none]).toEqual([{ kind: "propose", what: "referent", by: "holder" }, []]);
    await luc.vault.decide({ letter: asked!.id, accepted: true, motive: "Avec plaisir" });
    expect(await lettersOf(holder)).toEqual([]);
    // Her client takes it in when it looks at what waits.
    expect(await holder.vault.letters()).toEqual([]);
    expect(await holder.vault.referent()).toMatchObject({ state: "accepted", entry: entry.id });
    const acts = await (await enter(server.origin, holder.words)).locker.whole();
    expect(acts.filter(({ body }) => body?.form === "document" && body.deposit !== undefined)).toHaveLength(1);
    await expect(holder.vault.removeEntry(entry.id)).rejects.toMatchObject({ code: "referent" });
    await expect(holder.vault.saveEntry({ ...entry, until: Date.now() })).rejects.toMatchObject({ code: "referent" });
    await expect(holder.vault.proposeReferent(entry.id)).rejects.toMatchObject({ code: "step" });
    await holder.vault.endReferent("Je déménage");
    expect(await (await elsewhere(holder)).referent()).toMatchObject({ state: "ended", by: "holder", motive: "Je déménage" });
    expect(await lettersOf(holder)).toMatchObject([{ content: { kind: "end", what: "referent", by: "holder", motive: "Je déménage" } }]);
    await clear(luc);
    await holder.vault.removeEntry(entry.id);
  });

  it("may offer themselves: yes, or no, with what each wrote", async () => {
    const holder = await nadia();
    await luc.vault.propose({ to: holder.account, what: "referent", motive: "On se connaît bien" });
    const [first] = await holder.vault.letters();
    expect(first?.content).toEqual({ kind: "propose", what: "referent", by: "practitioner", motive: "On se connaît bien" });
    // A stranger to the list who is refused leaves nothing.
    await holder.vault.decide({ letter: first!.id, accepted: false });
    expect([await holder.vault.referent(), await holder.vault.entries()]).toEqual([{ state: "none" }, []]);
    expect(await lettersOf(holder)).toMatchObject([{ content: { kind: "decline", what: "referent", by: "holder" } }]);
    await luc.vault.propose({ to: holder.account, what: "referent" });
    const [second] = await holder.vault.letters();
    await holder.vault.decide({ letter: second!.id, accepted: true });
    const [entry] = await holder.vault.entries();
    expect(entry).toMatchObject({ name: "Luc Petit", account: luc.account });
    expect(await holder.vault.referent()).toMatchObject({ state: "accepted", entry: entry!.id });
    // Another offer meanwhile can't be accepted, and can be refused.
    await luc.vault.propose({ to: holder.account, what: "referent" });
    const [third] = await holder.vault.letters();
    await expect(holder.vault.decide({ letter: third!.id, accepted: true })).rejects.toMatchObject({ code: "step" });
    await holder.vault.decide({ letter: third!.id, accepted: false });
    expect(await holder.vault.referent()).toMatchObject({ state: "accepted" });
    await clear(luc);
  });

  it("may say no to the holder, who can ask again; and a proposal that is taken back doesn't wait", async () => {
    const holder = await nadia();
    const entry = await holder.vault.saveEntry({ name: "Luc Petit", account: luc.account, kind: "person", since: 5 });
    await holder.vault.proposeReferent(entry.id);
    const [asked] = await lettersOf(holder);
    await luc.vault.decide({ letter: asked!.id, accepted: false, motive: "Trop de monde" });
    await holder.vault.letters();
    expect(await holder.vault.referent()).toMatchObject({ state: "declined", by: "practitioner", motive: "Trop de monde" });
    await holder.vault.proposeReferent(entry.id);
    await holder.vault.endReferent();
    expect(await holder.vault.referent()).toMatchObject({ state: "ended", by: "holder" });
    expect(await lettersOf(holder)).toMatchObject([{ content: { kind: "end", what: "referent" } }]);
    await clear(luc);
  });

  it("is asked about once, however often they offer themselves: with their last words", async () => {
    const holder = await nadia();
    for (const motive of ["On se connaît bien", "Je suis là le mardi"]) await luc.vault.propose({ to: holder.account, what: "referent", motive });
    await luc.vault.introduce({ name: "Luc Petit", organisation: "Relais" });
    await luc.vault.propose({ to: holder.account, what: "entry" });
    expect((await holder.vault.letters()).map(({ content }) => content)).toMatchObject([{ what: "entry" }, { what: "referent", motive: "Je suis là le mardi" }]);
    // The other one is nowhere, not only hidden.
    expect((await holder.vault.contents()).others).toMatchObject({ waiting: 2 });
    await clear(luc);
  });

  it("isn't made by somebody else's yes", async () => {
    const [holder, zoe] = [await nadia(), await openedPerson(server.origin, "Zoé")];
    await meet(holder, zoe);
    const entry = await holder.vault.saveEntry({ name: "Luc Petit", account: luc.account, kind: "person", since: 5 });
    await holder.vault.proposeReferent(entry.id);
    const [asked] = await lettersOf(holder);
    // Zoé knows which letter it is, and says yes in Luc's place.
    const { api, account, world, locker } = await enter(server.origin, zoe.words);
    const around = { api, remote: world, opened: { account, locker } } as unknown as Parameters<typeof writeTo>[0];
    await writeTo(around, knownPerson(account.keyring, holder.account), randomId(), { form: "accept", to: asked!.id as Id, what: "referent", by: "practitioner" });
    expect(await holder.vault.letters()).toMatchObject([{ from: { account: zoe.account }, content: { kind: "accept" } }]);
    expect(await holder.vault.referent()).toMatchObject({ state: "proposed", by: "holder" });
    await clear(luc);
  });
});
