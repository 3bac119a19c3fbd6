import type {
  Armoire,
  Contents,
  Document,
  ExportForm,
  Exported,
  Folder,
  Imported,
  Journal,
  NewDocument,
  NewFile,
  NewFolder,
  OpenDocument,
  Outgoing,
  Progress,
  Room,
  Session,
  Version,
} from "../bridge/bridge";
import type { Inside } from "./inside";

/** What needs an open locker, and is done by it: `locked` else. */
export abstract class LockerMethods implements Pick<Armoire, Exclude<keyof Inside, "opened">> {
  protected abstract inside(): Inside;

  async known(): Promise<Contents> {
    return this.inside().known();
  }

  async contents(): Promise<Contents> {
    return this.inside().contents();
  }

  async createFolder(folder: NewFolder, of?: string): Promise<Folder> {
    return this.inside().createFolder(folder, of);
  }

  async add(input: NewDocument): Promise<Outgoing> {
    return this.inside().add(input);
  }

  async replace(id: string, file: NewFile, of?: string): Promise<Outgoing> {
    return this.inside().replace(id, file, of);
  }

  async sent(id: string): Promise<Document> {
    return this.inside().sent(id);
  }

  async outgoing(): Promise<Outgoing[]> {
    return this.inside().outgoing();
  }

  async retry(id: string): Promise<void> {
    return this.inside().retry(id);
  }

  async discard(id: string): Promise<void> {
    return this.inside().discard(id);
  }

  async open(id: string, progress?: Progress): Promise<OpenDocument> {
    return this.inside().open(id, progress);
  }

  async versions(id: string): Promise<Version[]> {
    return this.inside().versions(id);
  }

  async openVersion(id: string, version: number, progress?: Progress): Promise<OpenDocument> {
    return this.inside().openVersion(id, version, progress);
  }

  async restoreVersion(id: string, version: number): Promise<void> {
    return this.inside().restoreVersion(id, version);
  }

  async rename(id: string, name: string, of?: string): Promise<void> {
    return this.inside().rename(id, name, of);
  }

  async move(id: string, folder: string, of?: string): Promise<void> {
    return this.inside().move(id, folder, of);
  }

  async trash(id: string, of?: string): Promise<void> {
    return this.inside().trash(id, of);
  }

  async restore(id: string, of?: string): Promise<void> {
    return this.inside().restore(id, of);
  }

  async delete(id: string): Promise<void> {
    return this.inside().delete(id);
  }

  async journal(input: { before?: number }): Promise<Journal> {
    return this.inside().journal(input);
  }

  async sessions(): Promise<Session[]> {
    return this.inside().sessions();
  }

  async endSession(id: string): Promise<void> {
    return this.inside().endSession(id);
  }

  async endOtherSessions(): Promise<void> {
    return this.inside().endOtherSessions();
  }

  async room(): Promise<Room> {
    return this.inside().room();
  }

  async export(input: { form: ExportForm; into?: FileSystemFileHandle }, progress?: Progress): Promise<Exported> {
    return this.inside().export(input, progress);
  }

  async import(archive: Blob, progress?: Progress): Promise<Imported> {
    return this.inside().import(archive, progress);
  }

  async deletion(): Promise<number | null> {
    return this.inside().deletion();
  }

  async askDeletion(): Promise<number> {
    return this.inside().askDeletion();
  }

  async cancelDeletion(): Promise<void> {
    return this.inside().cancelDeletion();
  }
}
