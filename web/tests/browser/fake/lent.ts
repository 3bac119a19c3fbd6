import {
  ArmoireError,
  type Grant,
  type HandedIn,
  type LentContents,
  type LentEntry,
  type LentFolder,
  type LentLocker,
  type LentPaper,
  type Loan,
  type NewFile,
  type NewFolder,
  type OpenDocument,
  type Right,
} from "../../../src/bridge/bridge";

type Paper = Omit<LentPaper, "right"> & { bytes: ArrayBuffer };

const order: readonly Right[] = ["read", "add", "edit", "manage"];

/** What others have lent to the fake account, and what it does with that in their lockers. */
export class FakeLent {
  loans: (Loan & { papers: Paper[] })[] = [];
  /** What shown lines say, by grant. */
  readonly entries = new Map<string, Omit<LentEntry, "grant">>();
  /** Shelves of others' lockers, by locker. */
  readonly folders = new Map<string, LentFolder[]>();
  /** What waits in lockers that one runs. */
  inboxes = new Map<string, (HandedIn & { bytes: ArrayBuffer })[]>();
  /** What was lent on, by locker. */
  readonly grants = new Map<string, Grant[]>();
  #count = 0;

  list(): Loan[] {
    return this.loans.map(({ papers: _, ...loan }) => loan).sort((one, other) => one.end - other.end);
  }

  papers(grant: string): LentPaper[] {
    const loan = this.#loan(grant);
    return loan.papers.filter(({ trashed }) => trashed === undefined).map((paper) => shown(paper, loan.right));
  }

  entry(grant: string): LentEntry | null {
    this.#loan(grant);
    const entry = this.entries.get(grant);
    return entry === undefined ? null : { ...entry, grant };
  }

  open(grant: string, id: string): OpenDocument {
    const paper = this.#loan(grant).papers.find((one) => one.id === id);
    if (paper === undefined) throw new ArmoireError("not_found");
    return { name: paper.name, type: paper.type, bytes: paper.bytes.slice(0) };
  }

  lockers(): LentLocker[] {
    const ids = [...new Set(this.loans.map(({ locker }) => locker))];
    return ids.map((id) => this.#line(id)).sort((one, other) => order.indexOf(other.right ?? "read") - order.indexOf(one.right ?? "read"));
  }

  locker(of: string): LentContents {
    const line = this.#line(of);
    const papers = this.#loansIn(of).flatMap((loan) => loan.papers.map((paper) => shown(paper, loan.right)));
    return { ...line, folders: [...(this.folders.get(of) ?? [])], papers, awaited: 0 };
  }

  giveBack(grants: string[]): void {
    this.loans = this.loans.filter(({ grant }) => !grants.includes(grant));
  }

  makeFolder(of: string, { name, pictogram }: NewFolder): LentFolder {
    const { right, end } = this.#line(of);
    if (right === undefined || right === "read") throw new ArmoireError("right");
    const folder = { id: this.newId("shelf"), name, pictogram, right, end };
    this.folders.set(of, [...(this.folders.get(of) ?? []), folder]);
    return folder;
  }

  newId(kind: string): string {
    this.#count += 1;
    return `lent-${kind}${String(this.#count)}`;
  }

  /** What was sent has come. */
  arrive(of: string, { id, name, type, bytes }: NewFile & { id: string }, shelf: string): void {
    const before = this.loans.flatMap(({ papers }) => papers).find((paper) => paper.id === id);
    if (before !== undefined) {
      Object.assign(before, { type, bytes, size: bytes.byteLength });
      return;
    }
    const folder = (this.folders.get(of) ?? []).find((one) => one.id === shelf);
    const loan = this.#loansIn(of).find(({ node }) => node === undefined || node === shelf);
    if (loan === undefined || folder === undefined) throw new ArmoireError("lent_over");
    if (loan.right === "read") throw new ArmoireError("right");
    loan.papers.push({ grant: loan.grant, id, name, type, size: bytes.byteLength, added: Date.now(), folder: folder.name, shelf, confirmed: false, bytes });
  }

  change(of: string, id: string, change: Partial<Paper>): void {
    const loan = this.#loansIn(of).find(({ papers }) => papers.some((paper) => paper.id === id));
    if (loan === undefined) throw new ArmoireError("lent_over");
    if (order.indexOf(loan.right) < order.indexOf("edit")) throw new ArmoireError("right");
    loan.papers = loan.papers.map((paper) => (paper.id === id ? { ...paper, ...change } : paper));
  }

  putBack(of: string, id: string): void {
    this.change(of, id, {});
    for (const loan of this.#loansIn(of)) loan.papers = loan.papers.map(({ trashed, ...paper }) => (paper.id === id || trashed === undefined ? paper : { ...paper, trashed }));
  }

  inbox(of: string): HandedIn[] {
    if (this.#line(of).right !== "manage") throw new ArmoireError("right");
    return (this.inboxes.get(of) ?? []).map(({ bytes: _, ...waiting }) => waiting);
  }

  /** Takes one out of what waits. */
  takeOut(of: string, id: string): HandedIn & { bytes: ArrayBuffer } {
    const waiting = (this.inboxes.get(of) ?? []).find((one) => one.id === id);
    if (waiting === undefined) throw new ArmoireError("not_found");
    this.inboxes.set(of, (this.inboxes.get(of) ?? []).filter((one) => one !== waiting));
    return waiting;
  }

  #loansIn(of: string) {
    const now = Date.now();
    const loans = this.loans.filter(({ locker, end }) => locker === of && end > now);
    if (loans.length === 0) throw new ArmoireError("lent_over");
    return loans;
  }

  #line(of: string): LentLocker {
    const loans = this.#loansIn(of);
    const [first] = loans;
    if (first === undefined) throw new ArmoireError("lent_over");
    const whole = loans.filter(({ on }) => on === "locker").sort((one, other) => order.indexOf(other.right) - order.indexOf(one.right))[0];
    const end = whole?.end ?? Math.max(...loans.map((loan) => loan.end));
    return {
      ...{ locker: of, from: first.from, end, grants: loans.map(({ grant }) => grant) },
      ...(first.by && { by: first.by }),
      ...(whole && { right: whole.right }),
    };
  }

  #loan(grant: string) {
    const loan = this.loans.find((one) => one.grant === grant);
    if (loan === undefined) throw new ArmoireError("not_found");
    return loan;
  }
}

function shown({ bytes: _, ...paper }: Paper, right: Right): LentPaper {
  return { ...paper, right };
}
