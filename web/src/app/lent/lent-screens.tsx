import { Button } from "../components/button";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { NewsNote } from "../locker/news";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import type { Area } from "./area";
import { LeftBehind, useLeftBehind } from "./left-behind";
import { isToday, type Lender } from "./lenders";
import { AddButton, LoanDetail } from "./loan-detail";
import { LoanList, OverList } from "./loan-list";
import { LoanOver } from "./loan-over";
import { LockerSwitch } from "./locker-switch";
import { mayAdd } from "./rights";
import { Whose, ownerIn } from "./whose";

/** On a phone: who lends, then where else this part leads. */
export function LentScreen({ area }: { area: Area }) {
  const { texts } = useOthersSetting();
  return (
    <Screen title={texts.lent.title} say={texts.lent.say} lockable>
      <LockerSwitch lenders={area.lenders} />
      <NewsNote />
      <LentList area={area} />
      <ul class="panel">
        <WayRow picture="up" word={texts.rail.asked} to={{ at: "others", show: "asked" }} />
        <WayRow picture="people/deposit" word={texts.rail.deposits} to={{ at: "others", show: "handIn" }} />
        <WayRow picture="leave" word={texts.leaving.row} why={texts.leaving.rowWhy} to={{ at: "others", show: "leaving" }} />
      </ul>
    </Screen>
  );
}

/** Who lends, how many, what ends today; what has ended. */
export function LentList({ area, chosen }: { area: Area; chosen?: string | undefined }) {
  const { texts } = useOthersSetting();
  const { loans, lenders } = area;
  const left = useLeftBehind(loans.now);
  const today = loans.now?.filter(({ end }) => isToday(end)).length ?? 0;
  return (
    <>
      {lenders === undefined && loans.error === undefined && (
        <p class="placeholder" role="status">
          {texts.wait}
        </p>
      )}
      <OthersRefusal error={loans.error} />
      {loans.error !== undefined && (
        <Button small picture="turn" busy={loans.busy} onClick={loans.load}>
          {texts.trouble.again}
        </Button>
      )}
      {lenders?.length === 0 && <p class="placeholder">{texts.lent.none}</p>}
      {lenders !== undefined && lenders.length > 0 && (
        <>
          <p class="second">
            {texts.lent.count(lenders.length)} {today > 0 && texts.lent.soon(today)}
          </p>
          <LoanList lenders={lenders} chosen={chosen} />
        </>
      )}
      <LeftBehind papers={left} />
      <OverList over={loans.over} />
    </>
  );
}

/** On a phone: what one person lends. */
export function LoanScreen({ area, of }: { area: Area; of: string }) {
  const { texts } = useOthersSetting();
  const lender = area.lenders?.find(({ locker }) => locker === of);
  if (area.lenders === undefined) {
    return (
      <Screen title={texts.lent.title} say={texts.lent.say} lockable>
        <LentList area={area} />
      </Screen>
    );
  }
  if (lender === undefined) return <LoanOver area={area} of={of} />;
  return <OneLender area={area} lender={lender} />;
}

function OneLender({ area, lender }: { area: Area; lender: Lender }) {
  const { texts } = useOthersSetting();
  const { person, locker, loans } = lender;
  const of = { from: person, ...(lender.by && { by: lender.by }) };
  const acts = mayAdd(loans);
  return (
    <Screen
      title={acts ? texts.acting.whose(ownerIn(of, texts)) : displayName(person.name)}
      quiet
      say={texts.loan.say(ownerIn(of, texts))}
      lockable
      foot={acts && <AddButton of={locker} />}
    >
      <LockerSwitch lenders={area.lenders} here={locker} />
      <NewsNote />
      {acts ? (
        <Whose of={of} />
      ) : (
        <div class="panel">
          <PersonRow person={person} />
        </div>
      )}
      <LoanDetail area={area} lender={lender} />
    </Screen>
  );
}
