import type { Grantee, Loan, Standing } from "../../bridge/bridge";

/** Somebody whom one helps, as far as it is known: by standing on their list, and by what else they lend. */
export interface Helped {
  person: Grantee;
  entry: boolean;
  referent: boolean;
  loans: boolean;
}

/** Everybody whom one helps, or with `of` the one whose locker it is: those who lend in the order of the loans, then on whose lists one only stands. */
export function helpedBy(loans: readonly Loan[], standing: readonly Standing[], of?: string): Helped[] {
  const helped = new Map<string, Helped>();
  for (const { locker, from, by, on } of loans) {
    // Lent by somebody for a holder whom one doesn't know: who lent it isn't whom one helps.
    if ((of !== undefined && locker !== of) || from.account === by?.account) continue;
    const { entry = false, loans: lends = false } = helped.get(from.account) ?? {};
    helped.set(from.account, { person: from, entry: entry || on === "entry", referent: false, loans: lends || on !== "entry" });
  }
  for (const { who, referent } of standing) {
    const known = helped.get(who.account);
    if (known !== undefined || of === undefined) helped.set(who.account, { person: known?.person ?? who, entry: true, referent, loans: known?.loans ?? false });
  }
  return [...helped.values()];
}
