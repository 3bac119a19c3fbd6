import { Button } from "../components/button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useOthersSetting } from "../people/others-setting";
import type { Area } from "./area";
import { LeftBehind, useLeftBehind } from "./left-behind";
import { ownerIn } from "./whose";

interface Props {
  area: Area;
  /** The locker of which it was lent. */
  of?: string | undefined;
  /** The paper that was being read. */
  paper?: string | undefined;
}

/** What was being looked at is no longer lent: nothing of it stays on the screen, and that is said. */
export function LoanOver({ area, of, paper }: Props) {
  const { texts, way } = useOthersSetting();
  const left = useLeftBehind(area.loans.now).filter((paper) => paper.of === of);
  const loan = area.loans.over.find(({ loan }) => loan.locker === of)?.loan;
  const sentence =
    paper !== undefined ? texts.loan.overPaper(paper) : loan === undefined ? texts.lent.backLine : texts.loan.over(ownerIn(loan, texts));
  return (
    <Screen
      title={texts.loan.overTitle}
      say={sentence}
      lockable
      foot={
        <Button
          picture="eye"
          onClick={() => {
            way.restart({ at: "home" }, { at: "others", show: "lent" });
          }}
        >
          {texts.loan.overBack}
        </Button>
      }
    >
      <div role="alert">
        <Note kind="wait">{sentence}</Note>
      </div>
      <LeftBehind papers={left} />
    </Screen>
  );
}
