import {
  ArmoireError,
  type ArmoireEvent,
  type Contents,
  type Created,
  type DeviceUse,
  type Document,
  type ExportForm,
  type Exported,
  type Folder,
  type Imported,
  type JournalAct,
  type JournalEntry,
  type Loss,
  type NewDocument,
  type NewFile,
  type NewFolder,
  type Outgoing,
  type Progress,
  type Session,
  type WayKind,
} from "../../../src/bridge/bridge";
import type { Given, Handles } from "./control";
import { FakeWays, keysOf } from "./ways";
import { FakePocket } from "./pocket";

interface Paper extends Document {
  /** The newest last. */
  versions: { bytes: ArrayBuffer; type: string; time: number }[];
}

interface Leaving extends Outgoing {
  bytes: ArrayBuffer;
}

const start = Date.UTC(2025, 11, 2, 9);
const minute = 60_000;
const quota = 200 * 1024 * 1024;

/** The whole interface over a few maps; times are fixed, so that pictures of it are always the same. */
export class Fake implements Handles {
  readonly #given: Given;
  readonly #papers = new Map<string, Paper>();
  readonly #folders: Folder[] = [];
  readonly #listeners = new Set<(event: ArmoireEvent) => void>();
  readonly #journal: JournalEntry[] = [];
  readonly #pocket = new FakePocket();
  #leaving: Leaving[] = [];
  #sessions: Session[] = [];
  readonly #ways = new FakeWays();
  #deletion: number | null = null;
  #device: DeviceUse = "mine";
  #open = false;
  #sending = false;
  #count = 0;
  /** Whether this device has verified the locker since it was opened. */
  #seen = false;

  constructor(given: Given) {
    this.#given = given;
  }

  async server() {
    await this.#given.answer("server");
    return { origin: location.origin, signUp: this.#given.control.signUp };
  }

  async prepareHandle(name: string) {
    await this.#given.answer("prepareHandle");
    const letters = name.normalize("NFD").toLowerCase().replace(/[^a-z]/g, "");
    if (letters === "") throw new ArmoireError("handle");
    this.#count += 1;
    return `${letters}${String(4820 + this.#count)}`;
  }

  async createLocker({ handle, device }: { handle: string; device: DeviceUse }) {
    await this.#given.answer("createLocker");
    const keys = keysOf(handle, ["abandon", "brioche", "colline", "dauphin", "effort"]);
    this.#ways.begin(keys);
    this.#enter(device);
    this.#write("locker");
    return keys;
  }

  async remembered() {
    await this.#given.answer("remembered");
    const { keeps } = this.#given.control;
    const handle = this.#device === "mine" && keeps ? this.#ways.keys?.handle : undefined;
    const { pin, passkey } = this.#ways;
    const pocket = this.#pocket.size;
    return { ...(handle !== undefined && { handle, pin, passkey }), waiting: this.#leaving.length, keeps, ...(pocket > 0 && { pocket }) };
  }

  async signIn({ handle, words, device, code }: { handle: string; words: string; device: DeviceUse; code?: string }) {
    await this.#given.answer("signIn");
    if (handle !== this.#ways.keys?.handle || !this.#ways.test({ kind: "words", secret: words })) throw new ArmoireError("sign_in_refused");
    this.#ways.askCode(code);
    this.#ways.used("words");
    this.#ways.knowsWords = true;
    this.#enter(device);
  }

  async recover({ card, device }: { card: string; device: DeviceUse }) {
    await this.#given.answer("recover");
    if (!this.#ways.test({ kind: "card", secret: card })) throw new ArmoireError("card_check");
    this.#ways.rotate("wordsKnown");
    this.#ways.used("card");
    this.#enter(device);
    this.#write("card");
    return this.#made();
  }

  async known(): Promise<Contents> {
    await this.#answer("known");
    return this.#seen ? this.#contents() : { folders: [], documents: [], head: { seq: 0 } };
  }

  async contents(): Promise<Contents> {
    await this.#answer("contents");
    this.#reach();
    this.#seen = true;
    return this.#contents();
  }

  async createFolder(input: NewFolder): Promise<Folder> {
    await this.#answer("createFolder");
    this.#reach();
    return this.#makeFolder(input);
  }

  async add(input: NewDocument): Promise<Outgoing> {
    await this.#answer("add");
    const { bytes, ...rest } = input;
    return this.#keep({ ...rest, id: this.#id("paper"), size: bytes.byteLength, bytes, replaces: false });
  }

  async replace(id: string, file: NewFile): Promise<Outgoing> {
    await this.#answer("replace");
    const { bytes, ...rest } = file;
    return this.#keep({ ...rest, id, folder: this.#paper(id).folder, size: bytes.byteLength, bytes, replaces: true });
  }

  async sent(id: string): Promise<Document> {
    await this.#answer("sent");
    return documentOf(this.#paper(id));
  }

  async outgoing(): Promise<Outgoing[]> {
    await this.#answer("outgoing");
    return this.#leaving.map(outgoingOf);
  }

  async retry(id: string) {
    await this.#answer("retry");
    this.#patch(id, { step: "kept" });
    void this.#send();
  }

  async discard(id: string) {
    await this.#answer("discard");
    this.#leaving = this.#leaving.filter((paper) => paper.id !== id);
    this.#tellOutgoing();
  }

  async open(id: string, progress?: Progress) {
    await this.#answer("open");
    const leaving = this.#papers.has(id) ? undefined : this.#leaving.find((paper) => paper.id === id);
    if (leaving !== undefined) return { name: leaving.name, type: leaving.type, bytes: leaving.bytes.slice(0) };
    const paper = this.#paper(id);
    return this.#opened(paper, paper.versions.length, progress);
  }

  async versions(id: string) {
    await this.#answer("versions");
    const { versions } = this.#paper(id);
    return versions
      .map(({ bytes, type, time }, place) => ({
        version: place + 1,
        edition: place + 1,
        type,
        size: bytes.byteLength,
        time,
        current: place === versions.length - 1,
      }))
      .reverse();
  }

  async openVersion(id: string, version: number, progress?: Progress) {
    await this.#answer("openVersion");
    return this.#opened(this.#paper(id), version, progress);
  }

  async restoreVersion(id: string, version: number) {
    await this.#answer("restoreVersion");
    this.#reach();
    const paper = this.#paper(id);
    const earlier = paper.versions[version - 1];
    if (earlier === undefined) throw new ArmoireError("not_found");
    paper.versions.push({ ...earlier, time: this.#now() });
    Object.assign(paper, { size: earlier.bytes.byteLength, type: earlier.type, edition: paper.edition + 1 });
    this.#write("replaced", paper.name);
  }

  async rename(id: string, name: string) {
    await this.#answer("rename");
    this.#reach();
    const folder = this.#folders.find((candidate) => candidate.id === id);
    this.#write(folder === undefined ? "renamed" : "folder_renamed", (folder ?? this.#paper(id)).name, name);
    (folder ?? this.#paper(id)).name = name;
  }

  async move(id: string, folder: string) {
    await this.#answer("move");
    this.#reach();
    this.#paper(id).folder = folder;
    this.#write("moved", this.#paper(id).name, this.#folders.find((candidate) => candidate.id === folder)?.name);
  }

  async trash(id: string) {
    await this.#answer("trash");
    this.#reach();
    const folder = this.#folders.find((candidate) => candidate.id === id);
    const node = folder ?? this.#paper(id);
    node.trashed = Date.UTC(2025, 11, 3, 10);
    this.#write(folder === undefined ? "trashed" : "folder_trashed", node.name);
  }

  async restore(id: string) {
    await this.#answer("restore");
    this.#reach();
    const folder = this.#folders.find((candidate) => candidate.id === id);
    const node = folder ?? this.#paper(id);
    delete node.trashed;
    this.#write(folder === undefined ? "restored" : "folder_restored", node.name);
  }

  async delete(id: string) {
    await this.#answer("delete");
    this.#reach();
    this.#papers.delete(id);
    this.#write("deleted");
  }

  async journal({ before = Infinity }: { before?: number }) {
    await this.#answer("journal");
    this.#reach();
    const earlier = this.#journal.filter(({ seq }) => seq < before).reverse();
    return { entries: earlier.slice(0, 50), more: earlier.length > 50 };
  }

  async sessions() {
    await this.#answer("sessions");
    this.#reach();
    return [...this.#sessions];
  }

  async endSession(id: string) {
    await this.#answer("endSession");
    this.#sessions = this.#sessions.filter((session) => session.id !== id);
  }

  async endOtherSessions() {
    await this.#answer("endOtherSessions");
    this.#sessions = this.#sessions.filter(({ current }) => current);
  }

  async room() {
    await this.#answer("room");
    const used = [...this.#papers.values()].reduce((sum, { versions }) => sum + versions.reduce((all, { bytes }) => all + bytes.byteLength, 0), 0);
    return { used, quota, device: { used: 3 * 1024 * 1024, quota: 900 * 1024 * 1024 } };
  }

  async export({ into }: { form: ExportForm; into?: FileSystemFileHandle }, progress?: Progress): Promise<Exported> {
    await this.#answer("export");
    const papers = [...this.#papers.values()].filter(({ trashed }) => trashed === undefined);
    for (let done = 0; done <= papers.length; done += 1) {
      progress?.(done, papers.length);
      await this.#given.pass(papers.length === 0 ? 100 : Math.floor((100 * done) / papers.length));
    }
    await this.#answer("export");
    const name = "armoire-2025-12-02.zip";
    const altered = this.#given.control.refuse.open === undefined ? [] : papers.map((paper) => paper.name);
    const content = new Blob([new Uint8Array([0x50, 0x4b, 5, 6, ...new Uint8Array(18)])], { type: "application/zip" });
    if (into === undefined) return { file: new File([content], name), name, documents: papers.length - altered.length, altered };
    const writable = await into.createWritable();
    await writable.write(content);
    await writable.close();
    return { name, documents: papers.length - altered.length, altered };
  }

  async dropExport() {
    await this.#answer("dropExport");
  }

  async import(archive: Blob, progress?: Progress): Promise<Imported> {
    await this.#answer("import");
    const start = new Uint8Array(await archive.slice(0, 2).arrayBuffer());
    if (start[0] !== 0x50) throw new ArmoireError("archive");
    const folder = { name: "Archive", pictogram: "archive" };
    for (let done = 0; done < 2; done += 1) {
      progress?.(done, 2);
      await this.#given.pass(done * 50);
      await this.add({ name: `Emporté ${String(done + 1)}.txt`, type: "text/plain", bytes: new TextEncoder().encode("spécimen").buffer, folder });
    }
    progress?.(2, 2);
    return { documents: 2, refused: [{ name: "Trop grand.pdf", code: "too_large" }] };
  }

  async deletion() {
    await this.#answer("deletion");
    this.#reach();
    return this.#deletion;
  }

  async askDeletion() {
    await this.#answer("askDeletion");
    this.#reach();
    this.#deletion = Date.UTC(2025, 11, 9, 9);
    return this.#deletion;
  }

  async cancelDeletion() {
    await this.#answer("cancelDeletion");
    this.#reach();
    this.#deletion = null;
  }

  /* Ways in */

  async waysIn() {
    await this.#answer("waysIn");
    this.#reach();
    return this.#ways.list();
  }

  async setPin(pin: string) {
    await this.#answer("setPin");
    this.#reach();
    if (this.#device === "shared") throw new ArmoireError("shared_device");
    this.#ways.setPin(pin);
  }

  async unlockWithPin(pin: string) {
    await this.#given.answer("unlockWithPin");
    this.#reach();
    this.#ways.tryPin(pin);
    this.#ways.knowsWords = false;
    this.#enter("mine");
  }

  async testWay(input: { kind: WayKind; secret: string }) {
    await this.#answer("testWay");
    this.#reach();
    return this.#ways.test(input);
  }

  async checkWords(typed: string) {
    await this.#given.answer("checkWords");
    return this.#ways.checkWords(typed);
  }

  async passkeyRequest() {
    await this.#given.answer("passkeyRequest");
    return this.#ways.passkeyRequest(this.#open);
  }

  async addPasskey(input: { first: ArrayBuffer; second: ArrayBuffer; name: string }) {
    await this.#answer("addPasskey");
    this.#reach();
    this.#ways.addPasskey(input);
  }

  async unlockWithPasskey(secret: ArrayBuffer, device: DeviceUse) {
    await this.#given.answer("unlockWithPasskey");
    this.#reach();
    this.#ways.tryPasskey(secret);
    this.#ways.knowsWords = false;
    this.#enter(device);
  }

  async removeWay(id: string) {
    await this.#answer("removeWay");
    this.#reach();
    this.#ways.remove(id);
  }

  async newWords() {
    await this.#answer("newWords");
    this.#reach();
    return this.#ways.newWords();
  }

  async newCard() {
    await this.#answer("newCard");
    this.#reach();
    return this.#ways.newCard();
  }

  async rotate(cause: Loss) {
    await this.#answer("rotate");
    this.#reach();
    const fresh = this.#ways.rotate(cause);
    this.#sessions = this.#sessions.filter(({ current }) => current);
    this.#write("card");
    return fresh;
  }

  async nameDevice(name: string) {
    await this.#answer("nameDevice");
    this.#reach();
    this.#sessions = this.#sessions.map((session) => (session.current ? { ...session, name } : session));
  }

  async secondStep() {
    await this.#answer("secondStep");
    this.#reach();
    return this.#ways.secondStep();
  }

  async beginSecondStep() {
    await this.#answer("beginSecondStep");
    this.#reach();
    const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    return { secret, uri: `otpauth://totp/Armoire:${this.#made().handle}?secret=${secret}&issuer=Armoire` };
  }

  async confirmSecondStep(code: string) {
    await this.#answer("confirmSecondStep");
    this.#reach();
    this.#ways.confirm(code, true);
  }

  async endSecondStep(code: string) {
    await this.#answer("endSecondStep");
    this.#reach();
    this.#ways.confirm(code, false);
  }

  async lock() {
    this.#open = false;
    await this.#given.answer("lock");
  }

  async signOut() {
    await this.#answer("signOut");
    this.#pocket.clear();
    this.#open = false;
    this.#seen = false;
  }

  async pocketAdd({ id, code }: { id: string; code: string }) {
    await this.#answer("pocketAdd");
    const { bytes } = this.#opened(this.#paper(id), this.#paper(id).versions.length);
    this.#pocket.add({ ...documentOf(this.#paper(id)), bytes, code });
  }

  async pocketRemove(id: string) {
    await this.#answer("pocketRemove");
    this.#pocket.remove(id);
  }

  async pocketPapers() {
    await this.#answer("pocketPapers");
    return this.#pocket.ids();
  }

  async pocketOpen(code: string) {
    await this.#given.answer("pocketOpen");
    return this.#pocket.open(code);
  }

  async pocketRead(id: string) {
    await this.#given.answer("pocketRead");
    return this.#pocket.read(id);
  }

  async pocketClose() {
    this.#pocket.close();
    await this.#given.answer("pocketClose");
  }

  watch(listener: (event: ArmoireEvent) => void) {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /* What a test does */

  pile(papers: number) {
    const folder = this.#folders[0] ?? this.#makeFolder({ name: "Santé", pictogram: "health" });
    for (let number = 1; number <= papers; number += 1) {
      const name = `Reçu été ${String(number)}.pdf`;
      this.#put({ id: this.#id("paper"), folder: folder.id, name, type: "application/pdf", bytes: new ArrayBuffer(8) });
    }
    this.#tell({ kind: "changed" });
  }

  requireSecondStep() {
    this.#ways.require();
  }

  end(code: string) {
    this.#open = false;
    this.#tell({ kind: "closed", code });
  }

  connection(here: boolean) {
    this.#tell({ kind: "connection", here });
    if (here) void this.#send();
  }

  /* Sending */

  #keep(paper: Pick<Leaving, "id" | "folder" | "name" | "type" | "size" | "bytes" | "replaces">): Outgoing {
    const durable = this.#given.control.keeps && this.#device === "mine";
    const leaving: Leaving = { ...paper, added: this.#now(), durable, step: "kept", sent: 0, total: paper.size };
    this.#leaving.push(leaving);
    this.#tellOutgoing();
    void this.#send();
    return outgoingOf(leaving);
  }

  /** One paper after the other, as long as the locker is open and the server answers. */
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      try {
        await this.#sendOne(next);
      } catch (error) {
        const code = error instanceof ArmoireError ? error.code : "internal";
        this.#patch(next.id, code === "network" ? { step: "kept" } : { step: "stopped", code });
        if (code === "network") this.#given.control.connect(false);
      }
    }
    this.#sending = false;
  }

  #next(): Leaving | undefined {
    return this.#open && this.#given.control.here ? this.#leaving.find(({ step }) => step === "kept") : undefined;
  }

  async #sendOne({ id, name, type, folder, bytes, size, replaces }: Leaving): Promise<void> {
    await this.#given.answer("sent");
    for (let percent = 0; percent <= 100; percent += 20) {
      this.#patch(id, { step: "sending", sent: (size * percent) / 100 });
      await this.#given.pass(percent);
      if (!this.#leaving.some((paper) => paper.id === id)) return;
      if (!this.#given.control.here) throw new ArmoireError("network");
    }
    await this.#given.answer("sent");
    if (replaces) {
      const paper = this.#paper(id);
      paper.versions.push({ bytes, type, time: this.#now() });
      Object.assign(paper, { size, type, edition: paper.edition + 1 });
      this.#write("replaced", paper.name);
    } else {
      const place = typeof folder === "string" ? folder : this.#madeFolder(folder).id;
      this.#put({ id, folder: place, name, type, bytes });
    }
    this.#leaving = this.#leaving.filter((paper) => paper.id !== id);
    this.#tell({ kind: "changed" });
    this.#tellOutgoing();
  }

  #patch(id: string, change: Partial<Leaving>) {
    this.#leaving = this.#leaving.map((paper) => {
      if (paper.id !== id) return paper;
      const { code, ...rest } = paper;
      return { ...rest, ...change };
    });
    this.#tellOutgoing();
  }

  #tellOutgoing() {
    this.#tell({ kind: "outgoing", papers: this.#leaving.map(outgoingOf) });
  }

  #tell(event: ArmoireEvent) {
    for (const listener of this.#listeners) setTimeout(listener, 0, event);
  }

  /* What is inside */

  #contents(): Contents {
    return {
      folders: this.#folders.map((folder) => ({ ...folder })),
      documents: [...this.#papers.values()].map(documentOf),
      head: { seq: this.#journal.length },
    };
  }

  #put({ id, folder, name, type, bytes }: { id: string; folder: string; name: string; type: string; bytes: ArrayBuffer }) {
    const added = start + this.#papers.size * minute;
    const versions = [{ bytes, type, time: added }];
    this.#papers.set(id, { id, folder, name, type, size: bytes.byteLength, edition: 1, added, versions });
    this.#write("added", name);
  }

  #madeFolder(input: NewFolder): Folder {
    return this.#folders.find(({ name, pictogram }) => name === input.name && pictogram === input.pictogram) ?? this.#makeFolder(input);
  }

  #makeFolder(input: NewFolder): Folder {
    const folder = { id: this.#id("folder"), name: input.name, pictogram: input.pictogram };
    this.#folders.push(folder);
    this.#write("folder", folder.name);
    return folder;
  }

  #opened({ name, versions }: Paper, version: number, progress?: Progress) {
    const found = versions[version - 1];
    if (found === undefined) throw new ArmoireError("not_found");
    progress?.(found.bytes.byteLength, found.bytes.byteLength);
    return { name, type: found.type, bytes: found.bytes.slice(0) };
  }

  #write(act: JournalAct, name?: string, to?: string) {
    const seq = this.#journal.length + 1;
    this.#journal.push({ seq, time: this.#now(), act, ...(name !== undefined && { name }), ...(to !== undefined && { to }) });
  }

  #now(): number {
    return start + this.#journal.length * 7 * minute;
  }

  #enter(device: DeviceUse | undefined) {
    this.#open = true;
    this.#device = device ?? "mine";
    this.#sessions = [
      { id: "s1", client: "browser", created: start, lastUsed: start + 90 * minute, current: true },
      { id: "s2", client: "browser", created: start - 9000 * minute, lastUsed: start - 4000 * minute, current: false },
      { id: "s3", client: "command line", created: start - 20_000 * minute, lastUsed: start - 9000 * minute, current: false },
    ];
    void this.#send();
  }

  #made(): Created {
    const { keys } = this.#ways;
    if (keys === undefined) throw new ArmoireError("locked");
    return keys;
  }

  #paper(id: string): Paper {
    const paper = this.#papers.get(id);
    if (paper === undefined) throw new ArmoireError("not_found");
    return paper;
  }

  #id(kind: string): string {
    this.#count += 1;
    return `${kind}${String(this.#count)}`;
  }

  async #answer(method: keyof Handles & Parameters<Given["answer"]>[0]): Promise<void> {
    await this.#given.answer(method);
    if (!this.#open) throw new ArmoireError("locked");
  }

  /** What needs the server. */
  #reach() {
    if (this.#given.control.here) return;
    throw new ArmoireError("network");
  }
}

function documentOf({ id, folder, name, type, size, edition, added, trashed }: Document): Document {
  return { id, folder, name, type, size, edition, added, ...(trashed !== undefined && { trashed }) };
}

function outgoingOf({ bytes, ...paper }: Leaving): Outgoing {
  return { ...paper };
}
