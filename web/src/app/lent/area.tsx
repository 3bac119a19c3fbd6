import { useMemo } from "preact/hooks";
import { ActingArea } from "./acting-area";
import { isActing, type AreaPlace } from "./place";
import { AskScreen } from "./ask";
import { AskedScreen } from "./asked";
import { Desk } from "./desk";
import { HandInScreen } from "./hand-in-screen";
import { LeavingScreen } from "./leaving";
import { LentPaperScreen } from "./lent-paper";
import { lendersOf, type Lender } from "./lenders";
import { LentScreen, LoanScreen } from "./lent-screens";
import { useLentEntries, useLentPapers, useLoans, type LentEntries, type LentPapers, type Loans } from "./use-loans";
import { useWide } from "./use-wide";

/** What the screens about lent things share. */
export interface Area {
  loans: Loans;
  /** Absent until they were told once. */
  lenders: readonly Lender[] | undefined;
  /** The papers of the person who is looked at. */
  papers: LentPapers;
  /** The lines of their list, beside them. */
  entries: LentEntries;
}

/** Everything that others lend, and what is handed in to them or asked of them: side by side where there is room. */
export function LentArea({ place }: { place: AreaPlace }) {
  const wide = useWide();
  const loans = useLoans();
  const lenders = useMemo(() => loans.now && lendersOf(loans.now), [loans.now]);
  const chosen = chosenOf(place, lenders, wide);
  const papers = useLentPapers(chosen?.loans ?? [], loans.load);
  const entries = useLentEntries(chosen?.loans ?? [], loans.load);
  const area: Area = { loans, lenders, papers, entries };

  if (isActing(place)) return <ActingArea key={`acting ${place.of}`} area={area} place={place} />;

  switch (place.show) {
    case "lentPaper":
    case "lentLarge":
      return <LentPaperScreen key={`paper ${place.grant} ${place.paper}`} area={area} place={place} />;
    case "ask":
      return <AskScreen key="ask" to={place.to} />;
    case "leaving":
      return <LeavingScreen key="leaving" area={area} of={place.of} whom={place.whom} />;
    case "lent":
    case "loan":
    case "asked":
    case "handIn":
      if (wide) return <Desk key="desk" area={area} place={place} chosen={chosen} />;
  }
  switch (place.show) {
    case "lent":
      return <LentScreen key="lent" area={area} />;
    case "loan":
      return <LoanScreen key={`loan ${place.of}`} area={area} of={place.of} />;
    case "asked":
      return <AskedScreen key="asked" />;
    case "handIn":
      return <HandInScreen key={`handIn ${place.to ?? ""}`} to={place.to} />;
  }
}

/** Whose papers are fetched. */
function chosenOf(place: AreaPlace, lenders: readonly Lender[] | undefined, wide: boolean): Lender | undefined {
  if (place.show === "loan") return lenders?.find(({ locker }) => locker === place.of);
  if (place.show === "lent") return wide ? lenders?.[0] : undefined;
  return "grant" in place ? lenders?.find(({ loans }) => loans.some(({ grant }) => grant === place.grant)) : undefined;
}
