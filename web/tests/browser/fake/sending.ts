import { ArmoireError, type ArmoireEvent, type NewFile, type NewFolder, type Outgoing } from "../../../src/bridge/bridge";
import type { Given } from "./control";
import type { FakeShelves } from "./shelves";

interface Leaving extends Outgoing {
  bytes: ArrayBuffer;
}

/** What the sending of papers needs of the fake locker. */
interface Around {
  given: Given;
  shelves: FakeShelves;
  isOpen: () => boolean;
  tell: (event: ArmoireEvent) => void;
  /** What was for somebody else's locker has arrived there. */
  arrive: (of: string, paper: NewFile & { id: string }, folder: string) => void;
}

/** Papers on their way: kept on this device, then sent one after the other, as long as the locker is open and the server answers. */
export class FakeSending {
  readonly #around: Around;
  #leaving: Leaving[] = [];
  #sending = false;

  constructor(around: Around) {
    this.#around = around;
  }

  get papers(): Outgoing[] {
    return this.#leaving.map(outgoingOf);
  }

  find(id: string): Readonly<Leaving> | undefined {
    return this.#leaving.find((paper) => paper.id === id);
  }

  keep(id: string, { name, type, bytes }: NewFile, { of, folder, replaces, durable }: { of?: string | undefined; folder: string | NewFolder; replaces: boolean; durable: boolean }): Outgoing {
    const size = bytes.byteLength;
    const added = this.#around.shelves.now();
    const leaving: Leaving = { id, name, type, bytes, folder, size, replaces, added, durable, step: "kept", sent: 0, total: size, ...(of !== undefined && { of }) };
    this.#leaving.push(leaving);
    this.#tell();
    void this.send();
    return outgoingOf(leaving);
  }

  retry(id: string): void {
    this.#patch(id, { step: "kept" });
    void this.send();
  }

  discard(id: string): void {
    this.#leaving = this.#leaving.filter((paper) => paper.id !== id);
    this.#tell();
  }

  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      try {
        await this.#sendOne(next);
      } catch (error) {
        const code = error instanceof ArmoireError ? error.code : "internal";
        this.#patch(next.id, code === "network" ? { step: "kept" } : { step: "stopped", code });
        if (code === "network") this.#around.given.control.connect(false);
      }
    }
    this.#sending = false;
  }

  #next(): Leaving | undefined {
    const { given, isOpen } = this.#around;
    return isOpen() && given.control.here ? this.#leaving.find(({ step }) => step === "kept") : undefined;
  }

  async #sendOne(paper: Leaving): Promise<void> {
    const { given, shelves, tell, arrive } = this.#around;
    const { id, size } = paper;
    await given.answer("sent");
    for (let percent = 0; percent <= 100; percent += 20) {
      this.#patch(id, { step: "sending", sent: (size * percent) / 100 });
      await given.pass(percent);
      if (this.find(id) === undefined) return;
      if (!given.control.here) throw new ArmoireError("network");
    }
    await given.answer("sent");
    if (paper.of !== undefined) arrive(paper.of, paper, typeof paper.folder === "string" ? paper.folder : paper.folder.name);
    else if (paper.replaces) shelves.replace(paper);
    else shelves.put(paper, paper.folder);
    this.#leaving = this.#leaving.filter((other) => other.id !== id);
    tell({ kind: "changed" });
    this.#tell();
  }

  #patch(id: string, change: Partial<Leaving>): void {
    this.#leaving = this.#leaving.map((paper) => {
      if (paper.id !== id) return paper;
      const { code, ...rest } = paper;
      return { ...rest, ...change };
    });
    this.#tell();
  }

  #tell(): void {
    this.#around.tell({ kind: "outgoing", papers: this.papers });
  }
}

function outgoingOf({ bytes, ...paper }: Leaving): Outgoing {
  return { ...paper };
}
