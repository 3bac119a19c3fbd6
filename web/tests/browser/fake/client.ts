import { ArmoireError, type Armoire, type Contents, type Created, type Document, type Folder } from "../../../src/bridge/bridge";

/**
 * A locker in the page's memory, for tests of the screens alone: the states and refusals of the real worker can be
 * called up at will. It stands in for `src/bridge/client` in the test's own build, and is never shipped.
 */
export function connect(): Armoire {
  return control.armoire;
}

/** What a test holds of the fake, as `globalThis.fake`. */
export interface FakeControl {
  armoire: Armoire;
  /** The next calls of a method are refused with this code, until it is taken away. */
  refuse: Partial<Record<keyof Armoire, { code: string; detail?: Record<string, unknown> }>>;
  /** Sending stops at this percentage until `release` is called. */
  holdAt: number | undefined;
  release: () => void;
  signUp: "open" | "code" | "closed";
}

class Fake implements Armoire {
  readonly #papers = new Map<string, Document & { bytes: ArrayBuffer }>();
  readonly #folders: Folder[] = [];
  #keys: Created | undefined;
  #open = false;
  #count = 0;

  async server() {
    await this.#answer("server");
    return { origin: location.origin, signUp: control.signUp };
  }

  async prepareHandle(name: string) {
    await this.#answer("prepareHandle");
    const letters = name.normalize("NFD").toLowerCase().replace(/[^a-z]/g, "");
    if (letters === "") throw new ArmoireError("handle");
    this.#count += 1;
    return `${letters}${String(4820 + this.#count)}`;
  }

  async createLocker({ handle }: { handle: string }) {
    await this.#answer("createLocker");
    this.#keys = keysOf(handle, ["abandon", "brioche", "colline", "dauphin", "effort"]);
    this.#open = true;
    return this.#keys;
  }

  async signIn({ handle, words }: { handle: string; words: string }) {
    await this.#answer("signIn");
    if (handle !== this.#keys?.handle || words !== this.#keys.words.join(" ")) throw new ArmoireError("sign_in_refused");
    this.#open = true;
  }

  async recover({ card }: { card: string }) {
    await this.#answer("recover");
    if (this.#keys === undefined || card !== this.#keys.card.groups.join(" ")) throw new ArmoireError("card_check");
    this.#keys = keysOf(this.#keys.handle, ["fenêtre", "girafe", "horizon", "jardin", "lumière"]);
    this.#open = true;
    return this.#keys;
  }

  async contents(): Promise<Contents> {
    await this.#answer("contents", true);
    return { folders: [...this.#folders], documents: [...this.#papers.values()].map(documentOf), head: { seq: this.#count } };
  }

  async createFolder(input: { name: string; pictogram: string }) {
    await this.#answer("createFolder", true);
    const folder = { id: this.#id("folder"), ...input };
    this.#folders.push(folder);
    return folder;
  }

  async add(
    input: { name: string; type: string; bytes: ArrayBuffer; folder: string },
    progress: (sent: number, total: number) => void,
  ) {
    await this.#answer("add", true);
    const { bytes } = input;
    for (let percent = 0; percent <= 100; percent += 20) {
      progress((bytes.byteLength * percent) / 100, bytes.byteLength);
      if (control.holdAt === percent) await held();
      else await Promise.resolve();
    }
    await this.#answer("add", true);
    const added = Date.UTC(2025, 11, 2, 9, this.#papers.size);
    const paper = { id: this.#id("paper"), size: bytes.byteLength, edition: 1, added, ...input };
    this.#papers.set(paper.id, paper);
    return documentOf(paper);
  }

  async open(id: string) {
    await this.#answer("open", true);
    const { name, type, bytes } = this.#paper(id);
    return { name, type, bytes: bytes.slice(0) };
  }

  async rename(id: string, name: string) {
    await this.#answer("rename", true);
    this.#paper(id).name = name;
  }

  async move(id: string, folder: string) {
    await this.#answer("move", true);
    this.#paper(id).folder = folder;
  }

  async trash(id: string) {
    await this.#answer("trash", true);
    this.#paper(id).trashed = Date.UTC(2025, 11, 3, 10);
  }

  async restore(id: string) {
    await this.#answer("restore", true);
    delete this.#paper(id).trashed;
  }

  async lock() {
    this.#open = false;
    await this.#answer("lock");
  }

  async signOut() {
    await this.#answer("signOut", true);
    this.#open = false;
  }

  #paper(id: string) {
    const paper = this.#papers.get(id);
    if (paper === undefined) throw new ArmoireError("not_found");
    return paper;
  }

  #id(kind: string): string {
    this.#count += 1;
    return `${kind}${String(this.#count)}`;
  }

  async #answer(method: keyof Armoire, keys = false): Promise<void> {
    // The real worker answers in a later turn, always.
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 0);
    });
    const refusal = control.refuse[method];
    if (refusal !== undefined) throw new ArmoireError(refusal.code, refusal.detail);
    if (keys && !this.#open) throw new ArmoireError("locked");
  }
}

const control: FakeControl = {
  armoire: new Fake(),
  refuse: {},
  holdAt: undefined,
  release: () => undefined,
  signUp: "open",
};
(globalThis as { fake?: FakeControl }).fake = control;

function held(): Promise<void> {
  return new Promise<void>((resolve) => {
    control.release = () => {
      control.holdAt = undefined;
      resolve();
    };
  });
}

function keysOf(handle: string, words: string[]): Created {
  const groups = ["104720", "553311", "009922", "720885", "312400", "081532", "660011", "495000", "277904"];
  const qr = `ARMOIRE:1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:${groups.join("")}:HTTPS://ARMOIRE.EXEMPLE`;
  return { handle, words, numbers: ["0001", "0233", "0412", "0518", "0633"], card: { groups, qr } };
}

function documentOf({ id, folder, name, type, size, edition, added, trashed }: Document): Document {
  return { id, folder, name, type, size, edition, added, ...(trashed !== undefined && { trashed }) };
}
