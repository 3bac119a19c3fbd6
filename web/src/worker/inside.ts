import {
  ArmoireError,
  type Contents,
  type DeviceUse,
  type Document,
  type ExportForm,
  type Exported,
  type Folder,
  type Imported,
  type Journal,
  type NewDocument,
  type NewFile,
  type NewFolder,
  type OpenDocument,
  type Outgoing,
  type Progress,
  type Room,
  type Session,
  type Version,
} from "../bridge/bridge";
import { randomId } from "../protocol/id";
import type { Account } from "./account/account";
import { destination, dropExports } from "./archive/destination";
import type { Losing } from "./locker/loss";
import { moveDocument, relabel, type LabelChange } from "./locker/relabel";
import { writeNewFolder } from "./locker/writing";
import { Opened, type Around } from "./opened";
import { asId } from "./named";
import { parts } from "./parts";

/** Symbol of folders that come with an import: exports have none. */
const IMPORTED = "archive";

/** What the page may do with an open locker. It comes when a locker is opened. */
export class Inside {
  readonly #opened: Opened;
  readonly #around: Around;

  private constructor(around: Around, opened: Opened) {
    this.#around = around;
    this.#opened = opened;
  }

  static async open(around: Around, account: Account, use: DeviceUse): Promise<Inside> {
    return new Inside(around, await Opened.open(around, account, use));
  }

  /** As `Opened.losing`. */
  static losing(around: Around, account: Account, use: DeviceUse): Promise<Losing> {
    return Opened.losing(around, account, use);
  }

  /** `locked` once it was closed: what waited for its turn then isn't done. */
  get opened(): Opened {
    if (this.#opened.isClosed) throw new ArmoireError("locked");
    return this.#opened;
  }

  async known(): Promise<Contents> {
    return this.opened.contents();
  }

  async contents(): Promise<Contents> {
    const opened = this.opened;
    await opened.sync();
    return opened.contents();
  }

  createFolder({ name, pictogram }: NewFolder, of?: string): Promise<Folder> {
    return this.#around.queue.run(async () => {
      if (of !== undefined) return (await parts.acting()).createFolder(this.opened.asPeople, asId(of), { name, pictogram });
      const { locker } = this.opened;
      const id = randomId();
      await locker.append((draft) => writeNewFolder(draft, locker.keys, id, { name, pictogram }));
      return { id, name, pictogram };
    });
  }

  async add({ folder, of, ...file }: NewDocument): Promise<Outgoing> {
    if (of !== undefined) return (await parts.acting()).keepNew(this.opened.asPeople, asId(of), file, asId(folder));
    const to = typeof folder === "string" ? asId(folder) : { name: folder.name, pictogram: folder.pictogram };
    return this.opened.add(file, to);
  }

  async replace(id: string, file: NewFile, of?: string): Promise<Outgoing> {
    if (of !== undefined) return (await parts.acting()).keepVersion(this.opened.asPeople, asId(of), asId(id), file);
    return this.opened.replace(asId(id), file);
  }

  async sent(id: string): Promise<Document> {
    return this.opened.sent(asId(id));
  }

  async outgoing(): Promise<Outgoing[]> {
    return Promise.resolve(this.opened.outgoing());
  }

  async retry(id: string): Promise<void> {
    this.opened.retry(asId(id));
    return Promise.resolve();
  }

  async discard(id: string): Promise<void> {
    await this.opened.discard(asId(id));
  }

  async open(id: string, progress?: Progress): Promise<OpenDocument> {
    return this.opened.open(asId(id), progress);
  }

  async versions(id: string): Promise<Version[]> {
    const { versionsOf } = await parts.history();
    return versionsOf(this.#around.api, this.opened.locker, asId(id));
  }

  async openVersion(id: string, version: number, progress?: Progress): Promise<OpenDocument> {
    const { openVersion } = await parts.history();
    const { locker, fetch } = this.opened;
    return openVersion(this.#around.api, locker, fetch, asId(id), version, progress);
  }

  restoreVersion(id: string, version: number): Promise<void> {
    return this.#around.queue.run(async () => {
      const { restoreVersion } = await parts.history();
      const { locker, labels } = this.opened;
      await restoreVersion(this.#around.api, locker, labels, asId(id), version, this.#around.remote.now());
    });
  }

  rename(id: string, name: string, of?: string): Promise<void> {
    return this.#relabel(id, { name }, of);
  }

  move(id: string, folder: string, of?: string): Promise<void> {
    return this.#around.queue.run(async () => {
      if (of !== undefined) return (await parts.acting()).move(this.opened.asPeople, asId(of), asId(id), asId(folder));
      const { locker, labels } = this.opened;
      await moveDocument(locker, labels, asId(id), asId(folder), this.#around.remote.now());
    });
  }

  trash(id: string, of?: string): Promise<void> {
    return this.#relabel(id, { trashed: this.#around.remote.now() }, of);
  }

  restore(id: string, of?: string): Promise<void> {
    return this.#relabel(id, { trashed: null }, of);
  }

  delete(id: string): Promise<void> {
    return this.#around.queue.run(async () => {
      const { deleteDocument } = await parts.history();
      await deleteDocument(this.#around.api, this.opened.locker, asId(id));
    });
  }

  journal({ before }: { before?: number }): Promise<Journal> {
    return this.#around.queue.run(async () => {
      const { journalOf } = await parts.history();
      const { account, locker, labels } = this.opened;
      await locker.sync();
      const acts = await locker.whole();
      return journalOf(acts, { locker: locker.reader.locker, keys: locker.keys, labels, people: account.keyring.people }, before);
    });
  }

  async sessions(): Promise<Session[]> {
    const { namedSessions } = await parts.ways();
    const { api, remote, device } = this.#around;
    return namedSessions({ api, remote, device, opened: this.opened });
  }

  async endSession(id: string): Promise<void> {
    await this.#around.api.endSession(id);
  }

  async endOtherSessions(): Promise<void> {
    await this.#around.api.endOtherSessions();
  }

  async room(): Promise<Room> {
    const { locker } = this.opened;
    const { used, quota } = await this.#around.api.room(locker.id);
    const device = await this.#around.surroundings.room();
    return { used, quota, ...(device !== null && { device }) };
  }

  async export({ form, into }: { form: ExportForm; into?: FileSystemFileHandle }, progress?: Progress): Promise<Exported> {
    const opened = this.opened;
    await dropExports(this.#around.surroundings.folder);
    const [{ writeArchive }, contents] = await Promise.all([parts.writeArchive(), this.contents()]);
    const to = await destination(this.#around.surroundings.folder, into);
    const open = (id: string) => opened.open(asId(id));
    return writeArchive({ form, contents, open, now: this.#around.remote.now(), to }, progress);
  }

  async import(archive: Blob, progress?: Progress): Promise<Imported> {
    const opened = this.opened;
    const [{ readArchive }, { folders }] = await Promise.all([parts.readArchive(), opened.contents()]);
    const living = new Map(folders.filter(({ trashed }) => trashed === undefined).map(({ id, name }) => [name, id]));
    const add = async (file: NewFile, folder: string): Promise<void> => {
      await this.add({ ...file, folder: living.get(folder) ?? { name: folder, pictogram: IMPORTED } });
    };
    return readArchive(archive, add, progress);
  }

  async deletion(): Promise<number | null> {
    return this.#around.api.deletion();
  }

  async askDeletion(): Promise<number> {
    const due = await this.#around.api.askDeletion(this.opened.account.signer);
    if (due === null) throw new ArmoireError("malformed");
    return due;
  }

  async cancelDeletion(): Promise<void> {
    await this.#around.api.cancelDeletion();
  }

  #relabel(id: string, change: LabelChange, of: string | undefined): Promise<void> {
    return this.#around.queue.run(async () => {
      if (of !== undefined) return (await parts.acting()).change(this.opened.asPeople, asId(of), asId(id), change);
      const { locker, labels } = this.opened;
      await relabel(locker, labels, asId(id), change, this.#around.remote.now());
    });
  }
}
