import { Button } from "../components/button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useOthersSetting } from "../people/others-setting";
import type { Area } from "./area";
import { calledIn } from "./called";

interface Props {
  area: Area;
  /** Of who lent it. */
  account?: string | undefined;
  /** The paper that was being read. */
  paper?: string | undefined;
}

/** What was being looked at is no longer lent: nothing of it stays on the screen, and that is said. */
export function LoanOver({ area, account, paper }: Props) {
  const { texts, way } = useOthersSetting();
  const person = area.loans.over.find(({ loan }) => loan.from.account === account)?.loan.from;
  const sentence =
    paper !== undefined ? texts.loan.overPaper(paper) : person === undefined ? texts.lent.backLine : texts.loan.over(calledIn(person, texts.lent.unknown));
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
    </Screen>
  );
}
