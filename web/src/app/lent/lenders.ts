import type { Grantee, Loan, Person } from "../../bridge/bridge";
import type { OthersTexts } from "../../languages/texts";
import { dayOf, hour } from "../papers/dates";
import { dayWithYear } from "../people/days";

/** A locker and everything that is lent of it. */
export interface Lender {
  locker: string;
  /** Whose it is; or, where that is none of one's people, who lent it for them: then `by` is the same. */
  person: Person;
  by?: Grantee;
  /** Soonest end first. */
  loans: Loan[];
  /** Of the loan that ends first, milliseconds since 1970. */
  end: number;
}

/** Loans of one person under the same terms: said in one sentence. */
export interface Share {
  key: string;
  right: Loan["right"];
  end: number;
  purpose?: string;
  loans: Loan[];
}

/** Who lends, those whose loan ends first on top. */
export function lendersOf(loans: readonly Loan[]): Lender[] {
  const lenders = new Map<string, Lender>();
  for (const loan of soonestFirst(loans)) {
    const { locker, from, by } = loan;
    const known = lenders.get(locker);
    if (known === undefined) lenders.set(locker, { locker, person: from, ...(by && { by }), loans: [loan], end: loan.end });
    else known.loans.push(loan);
  }
  return [...lenders.values()];
}

export function sharesOf(loans: readonly Loan[]): Share[] {
  const shares = new Map<string, Share>();
  for (const loan of soonestFirst(loans)) {
    const { right, end, purpose } = loan;
    const key = JSON.stringify([right, end, purpose]);
    const known = shares.get(key);
    if (known === undefined) shares.set(key, { key, right, end, ...(purpose !== undefined && { purpose }), loans: [loan] });
    else known.loans.push(loan);
  }
  return [...shares.values()];
}

/** "2 papiers et 1 rangement". */
export function whatOf(loans: readonly Loan[], { lent }: OthersTexts): string {
  const count = (on: Loan["on"]) => loans.filter((loan) => loan.on === on).length;
  const [papers, shelves, entries] = [count("paper"), count("shelf"), count("entry")];
  const parts = [
    ...(count("locker") > 0 ? [lent.locker] : []),
    ...(shelves > 0 ? [lent.shelves(shelves)] : []),
    ...(papers > 0 ? [lent.papers(papers)] : []),
    ...(entries > 0 ? [lent.entries(entries)] : []),
  ];
  return parts.join(lent.and);
}

/** "Aujourd’hui, 18:00", or "12 décembre". */
export function endOf(end: number, { lent }: OthersTexts, formats: string, now = Date.now()): string {
  return isToday(end, now) ? lent.today(hour(end, formats)) : dayWithYear(end, formats, now);
}

export function isToday(time: number, now = Date.now()): boolean {
  return dayOf(time) === dayOf(now);
}

function soonestFirst(loans: readonly Loan[]): Loan[] {
  return [...loans].sort((one, other) => one.end - other.end);
}
