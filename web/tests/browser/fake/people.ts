import {
  ArmoireError,
  type Asked,
  type AskedPaper,
  type Carrier,
  type Entry,
  type Grant,
  type Grantee,
  type Handed,
  type HandedIn,
  type Introduction,
  type Invitation,
  type JournalAct,
  type Letter,
  type NewFile,
  type People,
  type PeopleNews,
  type Person,
  type Read,
  type ReferentState,
  type Right,
  type Standing,
  type Vouched,
} from "../../../src/bridge/bridge";
import type { FakeLent } from "./lent";
import type { FakeShelves } from "./shelves";

const DAY = 86_400_000;

/** Other people of the fake locker: whom it knows, what it lends, what waits in it. */
export class FakePeople {
  introduction: Introduction | undefined;
  readonly people: Person[] = [];
  open: Invitation[] = [];
  /** Invitations of others, by their text. */
  readonly offered = new Map<string, Introduction & { account: string; carrier: Carrier; until: number; vouch?: Vouched }>();
  news: PeopleNews[] = [];
  readonly grants: Grant[] = [];
  readonly reads: Read[] = [];
  inbox: (HandedIn & { bytes: ArrayBuffer })[] = [];
  letters: Letter[] = [];
  entries: Entry[] = [];
  referent: ReferentState = { state: "none" };
  /** What was asked and handed in, as it is kept. */
  asked: Asked[] = [];
  handed: Handed[] = [];
  blocked: Grantee[] = [];
  /** Whom it was told that the account no longer helps. */
  /** On whose lists one stands. */
  standing: Standing[] = [];
  vouched: Parameters<People["vouch"]>[0][] = [];
  /** What a service says of whoever sits here, and whom they have shown it. */
  ownVouch: Vouched | null = null;
  readonly shownVouch: string[] = [];
  readonly left: Parameters<People["leave"]>[0][] = [];
  /** What was handed in to others, and written to them. */
  readonly sent: ({ to: string } & ({ file: NewFile } | { papers: AskedPaper[]; purpose: string } | { what: "entry" | "referent" }))[] = [];
  readonly #shelves: FakeShelves;
  #count = 0;

  constructor(shelves: FakeShelves) {
    this.#shelves = shelves;
  }

  newId(kind: string): string {
    this.#count += 1;
    return `${kind}${String(this.#count)}`;
  }

  invite(carrier: Carrier): Invitation {
    if (this.introduction === undefined) throw new ArmoireError("introduction");
    const id = this.newId("invitation");
    const text = carrier === "qr" ? `ARMOIRE:2:${id.toUpperCase()}` : `https://armoire.example/#/invite/${id}`;
    const invitation = { id, carrier, text, until: Date.now() + (carrier === "qr" ? 10 * 60_000 : 7 * DAY) };
    this.open.push(invitation);
    return invitation;
  }

  readInvitation(text: string) {
    if (this.open.some((own) => own.text === text)) throw new ArmoireError("invitation_own");
    const inviter = this.offered.get(text);
    if (inviter === undefined) throw new ArmoireError(/ARMOIRE:2:|#\/invite\//.test(text) ? "invitation_over" : "malformed");
    return inviter;
  }

  join(text: string, introduction: Introduction): Person {
    const { account, carrier, until: _, ...words } = this.readInvitation(text);
    this.introduction = introduction;
    this.offered.delete(text);
    return this.meet({ account, ...words, trust: carrier === "qr" ? "scanned" : words.vouch === undefined ? "invited" : "vouched", since: Date.now(), reachable: true });
  }

  meet(person: Person): Person {
    const known = this.people.findIndex(({ account }) => account === person.account);
    if (known >= 0) this.people.splice(known, 1, person);
    else this.people.push(person);
    return person;
  }

  person(account: string): Person {
    const person = this.people.find((one) => one.account === account);
    if (person === undefined) throw new ArmoireError("not_found");
    return person;
  }

  grantee(account: string): Grantee {
    const { name, organisation, trust } = this.person(account);
    return { account, name, ...(organisation !== undefined && { organisation }), trust };
  }

  lend({ nodes, to, right, start, end, purpose }: { nodes: string[]; to: string; right: Right; start?: number; end: number; purpose?: string }): Grant[] {
    const now = Date.now();
    if (this.person(to).trust === "unverified") throw new ArmoireError("unverified");
    if (end <= Math.max(now, start ?? now)) throw new ArmoireError("end");
    const made = (nodes.length === 0 ? [undefined] : nodes).map((node): Grant => ({
      ...{ id: this.newId("grant"), ...this.#place(node), to: this.grantee(to), right, start: start ?? now, end },
      ...(purpose !== undefined && { purpose }),
    }));
    this.grants.push(...made);
    this.#show();
    for (const { on, name } of made) {
      const what = { ...(on !== "entry" && { on }), ...(name !== undefined && { name }) };
      this.#shelves.record({ act: "lent", ...what, whom: this.grantee(to), until: end, ...(start !== undefined && { from: start }) });
    }
    return made;
  }

  /** Somebody did something here with a right of theirs. */
  acted(account: string, act: JournalAct, name: string): void {
    this.#shelves.record({ act, name, by: this.grantee(account) });
  }

  /** Out of a locker that the account runs. */
  lendOn(lent: FakeLent, { of, nodes, to, right, start, end, purpose }: Parameters<People["lend"]>[0] & { of: string }): Grant[] {
    const locker = lent.locker(of);
    if (end > locker.end) throw new ArmoireError("end", { end: locker.end });
    const how = { to: this.grantee(to), right, start: start ?? Date.now(), end, mine: true, ...(purpose !== undefined && { purpose }) };
    const made = (nodes.length === 0 ? [undefined] : nodes).map((node): Grant => {
      const paper = locker.papers.find(({ id }) => id === node);
      const folder = locker.folders.find(({ id }) => id === node);
      if ((node === undefined ? locker : (paper ?? folder))?.right !== "manage") throw new ArmoireError("right");
      const { name } = paper ?? folder ?? {};
      const on = node === undefined ? "locker" : paper === undefined ? "shelf" : "paper";
      return { id: this.newId("grant"), on, ...how, ...(node !== undefined && { node }), ...(name !== undefined && { name }) };
    });
    lent.grants.set(of, [...(lent.grants.get(of) ?? []), ...made]);
    return made;
  }

  block(account: string): void {
    const known = [...this.inbox, ...this.letters].find(({ from }) => from.account === account)?.from ?? this.grantee(account);
    this.blocked = [known, ...this.blocked.filter((one) => one.account !== account)];
    this.inbox = this.inbox.filter(({ from }) => from.account !== account);
    this.letters = this.letters.filter(({ from }) => from.account !== account);
  }

  unblock(account: string): void {
    this.blocked = this.blocked.filter((one) => one.account !== account);
  }

  takeBack(ids: string[]): void {
    for (const grant of this.grants) {
      if (!ids.includes(grant.id) || grant.over !== undefined) continue;
      grant.over = Date.now();
      this.#shelves.record({ act: "taken_back", ...(grant.name !== undefined && { name: grant.name }), whom: grant.to });
    }
    this.#show();
  }

  handIn(to: string, file: NewFile): void {
    if (!this.person(to).reachable) throw new ArmoireError("no_locker");
    this.sent.push({ to, file });
    this.handed = [{ id: this.newId("handed"), to: this.grantee(to), name: file.name, type: file.type, size: file.bytes.byteLength, time: Date.now() }, ...this.handed];
  }

  accept(id: string, folder: string): void {
    const { name, type, bytes } = this.#waiting(id);
    this.#shelves.put({ id, name, type, bytes }, folder);
    this.refuse(id);
  }

  refuse(id: string): void {
    this.#waiting(id);
    this.inbox = this.inbox.filter((waiting) => waiting.id !== id);
  }

  answer({ letter, papers, until }: { letter: string; papers: (string | undefined)[]; until: number }): void {
    const { from, content } = this.#letter(letter);
    if (content.kind !== "ask" || content.papers.length !== papers.length) throw new ArmoireError("malformed");
    const nodes = papers.filter((paper) => paper !== undefined);
    if (nodes.length > 0) this.lend({ nodes, to: from.account, right: "read", end: until, purpose: content.purpose });
    this.dismiss(letter);
  }

  decide({ letter, accepted, motive }: { letter: string; accepted: boolean; motive?: string }): void {
    const { from, content } = this.#letter(letter);
    if (content.kind !== "propose") throw new ArmoireError("malformed");
    const time = Date.now();
    const entry = this.#entryOf(from, content.entry, accepted);
    if (content.what === "referent" && entry !== undefined) {
      const step = { entry: entry.id, time };
      this.referent = accepted ? { state: "accepted", ...step } : { state: "declined", by: "holder", ...step, ...(motive !== undefined && { motive }) };
    }
    this.dismiss(letter);
  }

  dismiss(letter: string): void {
    this.#letter(letter);
    this.letters = this.letters.filter(({ id }) => id !== letter);
  }

  saveEntry({ id = this.newId("entry"), ...words }: Omit<Entry, "id" | "trust" | "addedBy" | "shownTo"> & { id?: string }): Entry {
    const before = this.entries.find((entry) => entry.id === id);
    const { trust } = this.people.find(({ account }) => account === words.account) ?? {};
    const entry: Entry = { ...words, id, shownTo: before?.shownTo ?? [], ...(trust !== undefined && { trust }) };
    this.entries = before === undefined ? [entry, ...this.entries] : this.entries.map((one) => (one === before ? entry : one));
    return entry;
  }

  removeEntry(id: string): void {
    this.entry(id);
    this.entries = this.entries.filter((entry) => entry.id !== id);
  }

  entry(id: string): Entry {
    const entry = this.entries.find((one) => one.id === id);
    if (entry === undefined) throw new ArmoireError("not_found");
    return entry;
  }

  proposeReferent(entry: string): void {
    if (this.referent.state === "proposed" || this.referent.state === "accepted") throw new ArmoireError("referent");
    this.entry(entry);
    this.referent = { state: "proposed", entry, by: "holder", time: Date.now() };
  }

  endReferent(motive?: string): void {
    if (this.referent.state !== "proposed" && this.referent.state !== "accepted") throw new ArmoireError("referent");
    const { entry } = this.referent;
    this.referent = { state: "ended", entry, by: "holder", time: Date.now(), ...(motive !== undefined && { motive }) };
  }

  /** Of who proposed themselves: the one that is there, or, once it is accepted, a new one. */
  #entryOf(from: Grantee, words: Introduction | undefined, accepted: boolean): Entry | undefined {
    const known = this.entries.find(({ account }) => account === from.account);
    if (known !== undefined || !accepted) return known;
    const { name } = from;
    const entry: Entry = { name: name ?? "", ...words, id: this.newId("entry"), account: from.account, trust: from.trust, kind: "person", since: Date.now(), addedBy: from, shownTo: [from] };
    this.entries = [entry, ...this.entries];
    return entry;
  }

  /** Who sees each name of the list. */
  #show(): void {
    for (const entry of this.entries) {
      entry.shownTo = this.grants.filter(({ node, over }) => node === entry.id && over === undefined).map(({ to }) => to);
    }
  }

  #place(node: string | undefined): Pick<Grant, "node" | "on" | "name"> {
    if (node === undefined) return { on: "locker" };
    const folder = this.#shelves.folders.find(({ id }) => id === node);
    if (folder !== undefined) return { node, on: "shelf", name: folder.name };
    const entry = this.entries.find(({ id }) => id === node);
    if (entry !== undefined) return { node, on: "entry", name: entry.name };
    return { node, on: "paper", name: this.#shelves.paper(node).name };
  }

  #waiting(id: string) {
    const waiting = this.inbox.find((one) => one.id === id);
    if (waiting === undefined) throw new ArmoireError("not_found");
    return waiting;
  }

  #letter(id: string): Letter {
    const letter = this.letters.find((one) => one.id === id);
    if (letter === undefined) throw new ArmoireError("not_found");
    return letter;
  }
}
