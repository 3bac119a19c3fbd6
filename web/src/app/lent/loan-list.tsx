import { Name } from "../components/name";
import { displayName } from "../papers/names";
import { hour, longDay } from "../papers/dates";
import { PersonToken, TrustState } from "../people/trust";
import { personPicture } from "../people/person-row";
import { useOthersSetting } from "../people/others-setting";
import { Pictogram } from "../pictograms/pictogram";
import { capital, theirWords } from "./called";
import { endOf, isToday, whatOf, type Lender } from "./lenders";
import type { Over } from "./use-loans";

interface Props {
  lenders: readonly Lender[];
  /** The one who is looked at, where that is on the same screen. */
  chosen?: string | undefined;
}

/** Who lends, with what and until when: the soonest end first. */
export function LoanList({ lenders, chosen }: Props) {
  return (
    <ul class="panel">
      {lenders.map((lender) => (
        <LenderRow key={lender.locker} lender={lender} chosen={lender.locker === chosen} />
      ))}
    </ul>
  );
}

function LenderRow({ lender, chosen }: { lender: Lender; chosen: boolean }) {
  const { texts, language, way } = useOthersSetting();
  const { person, loans, end } = lender;
  const what = whatOf(loans, texts);
  // One purpose stands in the row; several are said where each loan stands.
  const purposes = new Set(loans.map(({ purpose }) => purpose));
  const [purpose] = purposes.size === 1 ? purposes : [];
  return (
    <li>
      <button
        type="button"
        class="row lender"
        aria-current={chosen ? "true" : undefined}
        onClick={() => {
          way.go({ at: "others", show: "loan", of: lender.locker });
        }}
      >
        <PersonToken picture={personPicture(person)} />
        <span class="grow">
          <span class="who">
            <Name of={person.name} />
            <span class="second said">{capital(purpose === undefined ? what : texts.lent.for(what, theirWords(purpose)))}</span>
            <TrustState trust={person.trust} />
          </span>
          <span class={`state tag${isToday(end) ? " wait" : ""}`}>
            <Pictogram name="clock" /> {endOf(end, texts, language.formats)}
          </span>
        </span>
        <Pictogram name="next" flips />
      </button>
    </li>
  );
}

/** What ended while this page was open: it is said once for each person, and nothing of it is left. */
export function OverList({ over: all }: { over: readonly Over[] }) {
  const { texts, language } = useOthersSetting();
  if (all.length === 0) return null;
  const over = all.filter(({ loan }, place) => all.findIndex((other) => other.loan.locker === loan.locker) === place);
  return (
    <section class="section">
      <h2>{texts.lent.over}</h2>
      <ul class="panel past">
        {over.map(({ loan, time, ended }) => (
          <li key={loan.grant} class="row">
            <PersonToken picture={personPicture(loan.from)} />
            <span class="grow">
              <span class="name">
                <bdi>{displayName(loan.from.name)}</bdi>
              </span>
              <span class="second said">
                {ended ? texts.lent.overLine(longDay(time, language.formats), hour(time, language.formats)) : texts.lent.backLine}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
