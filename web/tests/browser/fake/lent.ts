import { ArmoireError, type Loan, type LentPaper, type OpenDocument } from "../../../src/bridge/bridge";

/** What others have lent to the fake account. */
export class FakeLent {
  loans: (Loan & { papers: (LentPaper & { bytes: ArrayBuffer })[] })[] = [];

  list(): Loan[] {
    return this.loans.map(({ papers: _, ...loan }) => loan).sort((one, other) => one.end - other.end);
  }

  papers(grant: string): LentPaper[] {
    return this.#loan(grant).papers.map(({ bytes: _, ...paper }) => paper);
  }

  open(grant: string, id: string): OpenDocument {
    const paper = this.#loan(grant).papers.find((one) => one.id === id);
    if (paper === undefined) throw new ArmoireError("not_found");
    return { name: paper.name, type: paper.type, bytes: paper.bytes.slice(0) };
  }

  #loan(grant: string) {
    const loan = this.loans.find((one) => one.grant === grant);
    if (loan === undefined) throw new ArmoireError("not_found");
    return loan;
  }
}
