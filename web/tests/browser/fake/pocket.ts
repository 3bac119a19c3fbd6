import { ArmoireError, type OpenDocument, type PocketPaper } from "../../../src/bridge/bridge";

interface Carried extends PocketPaper {
  bytes: ArrayBuffer;
}

/** A pocket in the page's memory. Its times are fixed, as those of the fake locker. */
export class FakePocket {
  readonly #papers = new Map<string, Carried>();
  #code: string | undefined;
  #open = false;

  get size(): number {
    return this.#papers.size;
  }

  ids(): string[] {
    return [...this.#papers.keys()];
  }

  add({ id, name, type, size, bytes, code }: Omit<Carried, "kept"> & { code: string }): void {
    if (!/^\d{4,8}$/.test(code)) throw new ArmoireError("digits");
    if (this.#papers.size > 0 && code !== this.#code) throw new ArmoireError("pocket_code");
    this.#code = code;
    this.#papers.set(id, { id, name, type, size, bytes, kept: Date.UTC(2025, 11, 2, 10) });
  }

  remove(id: string): void {
    this.#papers.delete(id);
  }

  open(code: string): PocketPaper[] {
    if (this.#papers.size === 0) throw new ArmoireError("pocket_empty");
    if (code !== this.#code) throw new ArmoireError("pocket_code");
    this.#open = true;
    return [...this.#papers.values()].map(({ bytes: _, ...paper }) => paper);
  }

  read(id: string): OpenDocument {
    const paper = this.#papers.get(id);
    if (!this.#open || paper === undefined) throw new ArmoireError("pocket_locked");
    return { name: paper.name, type: paper.type, bytes: paper.bytes.slice(0) };
  }

  close(): void {
    this.#open = false;
  }

  clear(): void {
    this.#papers.clear();
    this.#open = false;
  }
}
