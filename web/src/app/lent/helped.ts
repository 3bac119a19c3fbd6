import type { Grantee, Loan } from "../../bridge/bridge";

/** Somebody whom one helps, as far as it is known: by being on their list, whose line they lend, and by what else they lend. */
export interface Helped {
  person: Grantee;
  entry: boolean;
  loans: boolean;
}

/** Everybody whom one helps, or with `of` the one whose locker it is; in the order of the loans. */
export function helpedBy(loans: readonly Loan[], of?: string): Helped[] {
  const helped = new Map<string, Helped>();
  for (const { locker, from, by, on } of loans) {
    // Lent by somebody for a holder whom one doesn't know: who lent it isn't whom one helps.
    if ((of !== undefined && locker !== of) || from.account === by?.account) continue;
    const before = helped.get(from.account);
    helped.set(from.account, {
      person: from,
      entry: (before?.entry ?? false) || on === "entry",
      loans: (before?.loans ?? false) || on !== "entry",
    });
  }
  return [...helped.values()];
}
