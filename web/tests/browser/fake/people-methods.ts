import { ArmoireError, type Armoire, type Carrier, type Contents, type Introduction, type NewFile, type People, type Progress } from "../../../src/bridge/bridge";
import { FakePeople } from "./people";
import { FakeWaysMethods } from "./ways-methods";

/** What is done with other people. */
export abstract class FakePeopleMethods extends FakeWaysMethods implements People {
  readonly others = new FakePeople(this.shelves);

  /** Tells the page that something of other people's is new. */
  wake(): void {
    this.tell({ kind: "people" });
  }

  override async known() {
    return this.#counted(await super.known());
  }

  override async contents() {
    return this.#counted(await super.contents());
  }

  async introduction() {
    await this.whileOpen("introduction");
    return this.others.introduction;
  }

  async introduce(introduction: Introduction) {
    await this.fromServer("introduce");
    this.others.introduction = introduction;
  }

  invite(carrier: Carrier) {
    return this.#from("invite", () => this.others.invite(carrier));
  }

  invitations() {
    return this.#from("invitations", () => {
      const { open, news } = this.others;
      this.others.news = [];
      return { open: [...open], news };
    });
  }

  takeBackInvitation(id: string) {
    return this.#from("takeBackInvitation", () => {
      this.others.open = this.others.open.filter((invitation) => invitation.id !== id);
    });
  }

  readInvitation(text: string) {
    return this.#from("readInvitation", () => this.others.readInvitation(text));
  }

  join(text: string, introduction: Introduction) {
    return this.#from("join", () => this.others.join(text, introduction));
  }

  async people() {
    await this.whileOpen("people");
    return [...this.others.people];
  }

  lend(input: Parameters<People["lend"]>[0]) {
    return this.#changed("lend", () => (input.of === undefined ? this.others.lend(input) : this.others.lendOn(this.lent, { ...input, of: input.of })));
  }

  grants(of?: string) {
    return this.#from("grants", () => [...(of === undefined ? this.others.grants : (this.lent.grants.get(of) ?? []))]);
  }

  takeBack(grants: string[], of?: string) {
    return this.#changed("takeBack", () => {
      if (of !== undefined) this.lent.grants.set(of, (this.lent.grants.get(of) ?? []).filter(({ id }) => !grants.includes(id)));
      else this.others.takeBack(grants);
    });
  }

  takeBackAll(account?: string) {
    return this.#changed("takeBackAll", () => {
      this.others.takeBack(this.others.grants.filter(({ to }) => account === undefined || to.account === account).map(({ id }) => id));
    });
  }

  reads() {
    return this.#from("reads", () => [...this.others.reads]);
  }

  loans() {
    return this.#from("loans", () => this.lent.list());
  }

  lentPapers(grant: string) {
    return this.#from("lentPapers", () => this.lent.papers(grant));
  }

  lentEntry(grant: string) {
    return this.#from("lentEntry", () => this.lent.entry(grant));
  }

  openLent(grant: string, id: string, progress?: Progress) {
    return this.#from("openLent", () => {
      const paper = this.lent.open(grant, id);
      progress?.(paper.bytes.byteLength, paper.bytes.byteLength);
      return paper;
    });
  }

  async handIn(to: string, file: NewFile, progress?: Progress) {
    await this.fromServer("handIn");
    progress?.(40, 100);
    await this.given.pass(40);
    this.others.handIn(to, file);
    progress?.(100, 100);
  }

  lentLockers() {
    return this.#from("lentLockers", () => this.lent.lockers());
  }

  lentLocker(of: string) {
    return this.#from("lentLocker", () => this.lent.locker(of));
  }

  giveBack(grants: string[]) {
    return this.#told("giveBack", () => {
      this.lent.giveBack(grants);
    });
  }

  inbox(of?: string) {
    return this.#from("inbox", () => (of === undefined ? this.others.inbox.map(({ bytes: _, ...waiting }) => waiting) : this.lent.inbox(of)));
  }

  openHandedIn(id: string, of?: string) {
    return this.#from("openHandedIn", () => {
      const waiting = (of === undefined ? this.others.inbox : (this.lent.inboxes.get(of) ?? [])).find((one) => one.id === id);
      if (waiting === undefined) throw new ArmoireError("not_found");
      return { name: waiting.name, type: waiting.type, bytes: waiting.bytes.slice(0) };
    });
  }

  acceptHandedIn(id: string, folder: string, of?: string) {
    return this.#changed("acceptHandedIn", () => {
      if (of === undefined) this.others.accept(id, folder);
      else this.lent.arrive(of, this.lent.takeOut(of, id), folder);
    });
  }

  refuseHandedIn(id: string, of?: string) {
    return this.#changed("refuseHandedIn", () => {
      if (of === undefined) this.others.refuse(id);
      else this.lent.takeOut(of, id);
    });
  }

  asked() {
    return this.#from("asked", () => [...this.others.asked]);
  }

  handed() {
    return this.#from("handed", () => [...this.others.handed]);
  }

  block(account: string) {
    return this.#changed("block", () => {
      this.others.block(account);
    });
  }

  unblock(account: string) {
    return this.#changed("unblock", () => {
      this.others.unblock(account);
    });
  }

  blocked() {
    return this.#from("blocked", () => [...this.others.blocked]);
  }

  standing() {
    return this.#from("standing", () => [...this.others.standing]);
  }

  ownVouch() {
    return this.#from("ownVouch", () => this.others.ownVouch);
  }

  showVouch(to: string) {
    return this.#from("showVouch", () => {
      if (this.others.ownVouch === null) throw new ArmoireError("no_vouch");
      this.others.shownVouch.push(this.others.person(to).account);
    });
  }

  vouch(input: Parameters<People["vouch"]>[0]) {
    return this.#told("vouch", () => {
      this.others.vouched.push(input);
    });
  }

  leave(input: Parameters<People["leave"]>[0]) {
    return this.#told("leave", () => {
      this.others.left.push(input);
      this.others.standing = this.others.standing.filter(({ who }) => who.account !== input.to);
      this.lent.giveBack(this.lent.loans.filter(({ from }) => from.account === input.to).map(({ grant }) => grant));
    });
  }

  letters() {
    return this.#from("letters", () => [...this.others.letters]);
  }

  ask({ to, papers, purpose, until }: Parameters<People["ask"]>[0]) {
    return this.#from("ask", () => {
      this.others.sent.push({ to: this.others.person(to).account, papers, purpose });
      const asked = { id: this.others.newId("asked"), to: this.others.grantee(to), time: Date.now(), papers, purpose, until };
      this.others.asked = [asked, ...this.others.asked];
    });
  }

  answer(input: Parameters<People["answer"]>[0]) {
    return this.#changed("answer", () => {
      this.others.answer(input);
    });
  }

  decide(input: Parameters<People["decide"]>[0]) {
    return this.#changed("decide", () => {
      this.others.decide(input);
    });
  }

  dismiss(letter: string) {
    return this.#from("dismiss", () => {
      this.others.dismiss(letter);
    });
  }

  entries() {
    return this.#from("entries", () => [...this.others.entries]);
  }

  saveEntry(entry: Parameters<People["saveEntry"]>[0]) {
    return this.#changed("saveEntry", () => this.others.saveEntry(entry));
  }

  removeEntry(id: string) {
    return this.#changed("removeEntry", () => {
      this.others.removeEntry(id);
    });
  }

  referent() {
    return this.#from("referent", () => this.others.referent);
  }

  proposeReferent(entry: string) {
    return this.#changed("proposeReferent", () => {
      this.others.proposeReferent(entry);
    });
  }

  endReferent(motive?: string) {
    return this.#changed("endReferent", () => {
      this.others.endReferent(motive);
    });
  }

  propose({ to, what }: Parameters<People["propose"]>[0]) {
    return this.#from("propose", () => {
      this.others.sent.push({ to: this.others.person(to).account, what });
    });
  }

  /** How many others have to do with the locker, as the worker knows it without asking; zeros for whoever has met somebody (src/worker/people/counts.ts). */
  #counted(contents: Contents): Contents {
    const { grants, entries, inbox, letters } = this.others;
    const seeing = new Set(grants.filter(({ over, on }) => over === undefined && on !== "entry").map(({ to }) => to.account)).size;
    const helping = entries.filter(({ until }) => until === undefined).length;
    const ended = grants.some(({ on, over, end }) => on === "locker" && over === end);
    const others = { seeing, helping, waiting: inbox.length + letters.length, lent: this.lent.loans.length, ...(ended && { ended }) };
    const isAlone = this.others.people.length === 0;
    return isAlone && Object.values(others).every((count) => count === 0) ? contents : { ...contents, others };
  }

  async #from<T>(method: keyof Armoire, answer: () => T): Promise<T> {
    await this.fromServer(method);
    return answer();
  }

  /** The same for what changes something of other people's. */
  async #told<T>(method: keyof Armoire, change: () => T): Promise<T> {
    const made = await this.#from(method, change);
    this.wake();
    return made;
  }

  /** The same for what changes the locker. */
  async #changed<T>(method: keyof Armoire, change: () => T): Promise<T> {
    const made = await this.#from(method, change);
    this.tell({ kind: "changed" });
    return made;
  }
}
