import {
  ArmoireError,
  type Contents,
  type Document,
  type Folder,
  type JournalAct,
  type JournalEntry,
  type NewFile,
  type NewFolder,
  type Progress,
} from "../../../src/bridge/bridge";

interface Paper extends Document {
  /** The newest last. */
  versions: { bytes: ArrayBuffer; type: string; time: number }[];
}

/** A file that has arrived. */
type Arrived = NewFile & { id: string };

/** Every fixed time of the fake is counted from here, so that pictures of it are always the same. */
export const start = Date.UTC(2025, 11, 2, 9);
export const minute = 60_000;

/** Folders, papers and journal of the fake locker. */
export class FakeShelves {
  readonly #papers = new Map<string, Paper>();
  readonly #folders: Folder[] = [];
  readonly #journal: JournalEntry[] = [];
  #count = 0;

  newId(kind: string): string {
    this.#count += 1;
    return `${kind}${String(this.#count)}`;
  }

  contents(): Contents {
    return {
      folders: this.#folders.map((folder) => ({ ...folder })),
      documents: [...this.#papers.values()].map(documentOf),
      head: { seq: this.#journal.length },
    };
  }

  get folders(): readonly Folder[] {
    return this.#folders;
  }

  makeFolder({ name, pictogram }: NewFolder): Folder {
    const folder = { id: this.newId("folder"), name, pictogram };
    this.#folders.push(folder);
    this.write("folder", folder.name);
    return folder;
  }

  has(id: string): boolean {
    return this.#papers.has(id);
  }

  paper(id: string): Paper {
    const paper = this.#papers.get(id);
    if (paper === undefined) throw new ArmoireError("not_found");
    return paper;
  }

  document(id: string): Document {
    return documentOf(this.paper(id));
  }

  put({ id, name, type, bytes }: Arrived, folder: string | NewFolder): void {
    const place = typeof folder === "string" ? folder : this.#madeFolder(folder).id;
    const added = start + this.#papers.size * minute;
    const versions = [{ bytes, type, time: added }];
    this.#papers.set(id, { id, folder: place, name, type, size: bytes.byteLength, edition: 1, added, versions });
    this.write("added", name);
  }

  replace({ id, type, bytes }: Pick<Arrived, "id" | "type" | "bytes">): void {
    const paper = this.paper(id);
    paper.versions.push({ bytes, type, time: this.now() });
    Object.assign(paper, { size: bytes.byteLength, type, edition: paper.edition + 1 });
    this.write("replaced", paper.name);
  }

  /** A version's bytes; the newest unless one is named. */
  opened(id: string, version?: number, progress?: Progress) {
    const { name, versions } = this.paper(id);
    const found = versions[(version ?? versions.length) - 1];
    if (found === undefined) throw new ArmoireError("not_found");
    progress?.(found.bytes.byteLength, found.bytes.byteLength);
    return { name, type: found.type, bytes: found.bytes.slice(0) };
  }

  versions(id: string) {
    const { versions } = this.paper(id);
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

  restoreVersion(id: string, version: number): void {
    const paper = this.paper(id);
    const earlier = paper.versions[version - 1];
    if (earlier === undefined) throw new ArmoireError("not_found");
    paper.versions.push({ ...earlier, time: this.now() });
    Object.assign(paper, { size: earlier.bytes.byteLength, type: earlier.type, edition: paper.edition + 1 });
    this.write("replaced", paper.name);
  }

  rename(id: string, name: string): void {
    const folder = this.#folder(id);
    this.write(folder === undefined ? "renamed" : "folder_renamed", (folder ?? this.paper(id)).name, name);
    (folder ?? this.paper(id)).name = name;
  }

  move(id: string, folder: string): void {
    this.paper(id).folder = folder;
    this.write("moved", this.paper(id).name, this.#folder(folder)?.name);
  }

  trash(id: string): void {
    const folder = this.#folder(id);
    const node = folder ?? this.paper(id);
    node.trashed = Date.UTC(2025, 11, 3, 10);
    this.write(folder === undefined ? "trashed" : "folder_trashed", node.name);
  }

  restore(id: string): void {
    const folder = this.#folder(id);
    const node = folder ?? this.paper(id);
    delete node.trashed;
    this.write(folder === undefined ? "restored" : "folder_restored", node.name);
  }

  delete(id: string): void {
    this.#papers.delete(id);
    this.write("deleted");
  }

  /** Of all versions, bytes. */
  used(): number {
    return [...this.#papers.values()].reduce((sum, { versions }) => sum + versions.reduce((all, { bytes }) => all + bytes.byteLength, 0), 0);
  }

  journal(before: number) {
    const earlier = this.#journal.filter(({ seq }) => seq < before).reverse();
    return { entries: earlier.slice(0, 50), more: earlier.length > 50 };
  }

  write(act: JournalAct, name?: string, to?: string): void {
    this.record({ act, ...(name !== undefined && { name }), ...(to !== undefined && { to }) });
  }

  record(entry: Omit<JournalEntry, "seq" | "time">): void {
    this.#journal.push({ seq: this.#journal.length + 1, time: this.now(), ...entry });
  }

  now(): number {
    return start + this.#journal.length * 7 * minute;
  }

  #folder(id: string): Folder | undefined {
    return this.#folders.find((candidate) => candidate.id === id);
  }

  #madeFolder(input: NewFolder): Folder {
    return this.#folders.find(({ name, pictogram }) => name === input.name && pictogram === input.pictogram) ?? this.makeFolder(input);
  }
}

function documentOf({ id, folder, name, type, size, edition, added, trashed }: Document): Document {
  return { id, folder, name, type, size, edition, added, ...(trashed !== undefined && { trashed }) };
}
