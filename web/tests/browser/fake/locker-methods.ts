import type { Meetings } from "../../../src/bridge/meetings";
import {
  ArmoireError,
  type Armoire,
  type ArmoireEvent,
  type Contents,
  type DeviceUse,
  type ExportForm,
  type Exported,
  type Imported,
  type NewDocument,
  type NewFile,
  type NewFolder,
  type People,
  type Pocket,
  type Progress,
  type Session,
  type Ways,
} from "../../../src/bridge/bridge";
import { Gate } from "./gate";
import { FakeLent } from "./lent";
import { FakeSending } from "./sending";
import { FakeShelves, minute, start } from "./shelves";

const quota = 200 * 1024 * 1024;

/** What is done at the closed door. */
type Door = "server" | "prepareHandle" | "createLocker" | "remembered" | "signIn" | "recover" | "loss" | "acceptLoss" | "lock" | "signOut";

/** What is done in the open locker. */
export abstract class FakeLockerMethods extends Gate implements Omit<Armoire, keyof Ways | keyof Pocket | keyof People | keyof Meetings | Door> {
  readonly lent = new FakeLent();
  protected readonly shelves = new FakeShelves();
  protected readonly sending: FakeSending;
  protected sessionList: Session[] = [];
  protected device: DeviceUse = "mine";
  /** Whether this device has verified the locker since it was opened. */
  protected seen = false;
  readonly #listeners = new Set<(event: ArmoireEvent) => void>();
  #deletion: number | null = null;

  constructor(given: Gate["given"]) {
    super(given);
    this.sending = new FakeSending({
      given,
      shelves: this.shelves,
      isOpen: () => this.isOpen,
      tell: (event) => {
        this.tell(event);
      },
      arrive: (of, paper, folder) => {
        this.lent.arrive(of, paper, folder);
        this.tell({ kind: "people" });
      },
    });
  }

  async known(): Promise<Contents> {
    await this.whileOpen("known");
    return this.seen ? this.shelves.contents() : { folders: [], documents: [], head: { seq: 0 } };
  }

  async contents() {
    await this.fromServer("contents");
    this.seen = true;
    return this.shelves.contents();
  }

  async createFolder(input: NewFolder, of?: string) {
    await this.fromServer("createFolder");
    if (of !== undefined) return this.lent.makeFolder(of, input);
    return this.shelves.makeFolder(input);
  }

  async add({ folder, of, ...file }: NewDocument) {
    await this.whileOpen("add");
    return this.#keep(this.shelves.newId("paper"), file, { folder, of, replaces: false });
  }

  async replace(id: string, file: NewFile, of?: string) {
    await this.whileOpen("replace");
    return this.#keep(id, file, { folder: of === undefined ? this.shelves.paper(id).folder : "", of, replaces: true });
  }

  async sent(id: string) {
    await this.whileOpen("sent");
    return this.shelves.document(id);
  }

  async outgoing() {
    await this.whileOpen("outgoing");
    return this.sending.papers;
  }

  async retry(id: string) {
    await this.whileOpen("retry");
    this.sending.retry(id);
  }

  async discard(id: string) {
    await this.whileOpen("discard");
    this.sending.discard(id);
  }

  async open(id: string, progress?: Progress) {
    await this.whileOpen("open");
    const leaving = this.shelves.has(id) ? undefined : this.sending.find(id);
    if (leaving !== undefined) return { name: leaving.name, type: leaving.type, bytes: leaving.bytes.slice(0) };
    return this.shelves.opened(id, undefined, progress);
  }

  async versions(id: string) {
    await this.whileOpen("versions");
    return this.shelves.versions(id);
  }

  async openVersion(id: string, version: number, progress?: Progress) {
    await this.whileOpen("openVersion");
    return this.shelves.opened(id, version, progress);
  }

  async restoreVersion(id: string, version: number) {
    await this.fromServer("restoreVersion");
    this.shelves.restoreVersion(id, version);
  }

  async rename(id: string, name: string, of?: string) {
    await this.fromServer("rename");
    if (of !== undefined) this.#changeLent(of, id, { name });
    else this.shelves.rename(id, name);
  }

  async move(id: string, folder: string, of?: string) {
    await this.fromServer("move");
    const shelf = of === undefined ? undefined : this.lent.locker(of).folders.find((one) => one.id === folder);
    if (of !== undefined) this.#changeLent(of, id, { shelf: folder, ...(shelf && { folder: shelf.name }) });
    else this.shelves.move(id, folder);
  }

  async trash(id: string, of?: string) {
    await this.fromServer("trash");
    if (of !== undefined) this.#changeLent(of, id, { trashed: Date.now() });
    else this.shelves.trash(id);
  }

  async restore(id: string, of?: string) {
    await this.fromServer("restore");
    if (of === undefined) {
      this.shelves.restore(id);
      return;
    }
    this.lent.putBack(of, id);
    this.tell({ kind: "people" });
  }

  async delete(id: string) {
    await this.fromServer("delete");
    this.shelves.delete(id);
  }

  async journal({ before = Infinity }: { before?: number }) {
    await this.fromServer("journal");
    return this.shelves.journal(before);
  }

  async sessions() {
    await this.fromServer("sessions");
    return [...this.sessionList];
  }

  async endSession(id: string) {
    await this.whileOpen("endSession");
    this.sessionList = this.sessionList.filter((session) => session.id !== id);
  }

  async endOtherSessions() {
    await this.whileOpen("endOtherSessions");
    this.sessionList = this.sessionList.filter(({ current }) => current);
  }

  async room() {
    await this.whileOpen("room");
    return { used: this.shelves.used(), quota, device: { used: 3 * 1024 * 1024, quota: 900 * 1024 * 1024 } };
  }

  async export({ into }: { form: ExportForm; into?: FileSystemFileHandle }, progress?: Progress): Promise<Exported> {
    await this.whileOpen("export");
    const papers = this.shelves.contents().documents.filter(({ trashed }) => trashed === undefined);
    for (let done = 0; done <= papers.length; done += 1) {
      progress?.(done, papers.length);
      await this.given.pass(papers.length === 0 ? 100 : Math.floor((100 * done) / papers.length));
    }
    await this.whileOpen("export");
    const name = "armoire-2025-12-02.zip";
    const altered = this.given.control.refuse.open === undefined ? [] : papers.map((paper) => paper.name);
    const content = new Blob([new Uint8Array([0x50, 0x4b, 5, 6, ...new Uint8Array(18)])], { type: "application/zip" });
    if (into === undefined) return { file: new File([content], name), name, documents: papers.length - altered.length, altered };
    const writable = await into.createWritable();
    await writable.write(content);
    await writable.close();
    return { name, documents: papers.length - altered.length, altered };
  }

  async dropExport() {
    await this.whileOpen("dropExport");
  }

  async import(archive: Blob, progress?: Progress): Promise<Imported> {
    await this.whileOpen("import");
    const begin = new Uint8Array(await archive.slice(0, 2).arrayBuffer());
    if (begin[0] !== 0x50) throw new ArmoireError("archive");
    const folder = { name: "Archive", pictogram: "archive" };
    for (let done = 0; done < 2; done += 1) {
      progress?.(done, 2);
      await this.given.pass(done * 50);
      await this.add({ name: `Emporté ${String(done + 1)}.txt`, type: "text/plain", bytes: new TextEncoder().encode("spécimen").buffer, folder });
    }
    progress?.(2, 2);
    return { documents: 2, refused: [{ name: "Trop grand.pdf", code: "too_large" }] };
  }

  async deletion() {
    await this.fromServer("deletion");
    return this.#deletion;
  }

  async askDeletion() {
    await this.fromServer("askDeletion");
    this.#deletion = Date.UTC(2025, 11, 9, 9);
    return this.#deletion;
  }

  async cancelDeletion() {
    await this.fromServer("cancelDeletion");
    this.#deletion = null;
  }

  watch(listener: (event: ArmoireEvent) => void) {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  protected tell(event: ArmoireEvent): void {
    for (const listener of this.#listeners) setTimeout(listener, 0, event);
  }

  /** Opens the locker, whichever way somebody came in. */
  protected enter(device: DeviceUse | undefined): void {
    this.isOpen = true;
    this.device = device ?? "mine";
    this.sessionList = [
      { id: "s1", client: "browser", created: start, lastUsed: start + 90 * minute, current: true },
      { id: "s2", client: "browser", created: start - 9000 * minute, lastUsed: start - 4000 * minute, current: false },
      { id: "s3", client: "command line", created: start - 20_000 * minute, lastUsed: start - 9000 * minute, current: false },
    ];
    void this.sending.send();
  }

  #changeLent(of: string, id: string, change: Parameters<FakeLent["change"]>[2]): void {
    this.lent.change(of, id, change);
    this.tell({ kind: "people" });
  }

  #keep(id: string, file: NewFile, place: { folder: string | NewFolder; of?: string | undefined; replaces: boolean }) {
    const durable = this.given.control.keeps && this.device === "mine";
    return this.sending.keep(id, file, { ...place, durable });
  }
}
