import { useEffect } from "preact/hooks";
import { codeOf } from "../../languages/refusal";
import { Button } from "../components/button";
import { Screen } from "../components/screen";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";
import { useOthersLoaded } from "../people/use-others-loaded";
import type { Area } from "./area";
import { GiveBackScreen } from "./give-back";
import { LentAddScreen } from "./lent-add";
import { LentMoveScreen, LentRenameScreen, LentReplaceScreen, LentTrashScreen } from "./lent-change";
import { LoanOver } from "./loan-over";
import type { ActingPlace } from "./place";
import { allows, lendsOn } from "./rights";
import { RunLendScreen } from "./run-lend";
import { RunLentScreen } from "./run-lent";
import { NothingThere } from "./nothing-there";

/** Doing something in somebody's locker. What is no longer lent, or not for this, says so, and nothing is done. */
export function ActingArea({ area, place }: { area: Area; place: ActingPlace }) {
  const { armoire, texts } = useOthersSetting();
  const { of } = place;
  const loaded = useOthersLoaded(() => armoire.lentLocker(of));
  const { value: locker, error } = loaded;
  const isOver = ["lent_over", "not_found"].includes(codeOf(error)) || area.loans.now?.every((loan) => loan.locker !== of) === true;
  useEffect(() => {
    if (error !== undefined) area.loans.load();
    // The list of loans tells why.
  }, [error]);

  if (isOver) return <LoanOver area={area} of={of} />;
  if (locker === undefined) {
    return (
      <Screen title={texts.wait} say={texts.wait} lockable>
        <OthersRefusal error={error} />
        {error === undefined ? (
          <p class="placeholder" role="status">
            {texts.wait}
          </p>
        ) : (
          <Button picture="turn" busy={loaded.busy} onClick={loaded.load}>
            {texts.trouble.again}
          </Button>
        )}
      </Screen>
    );
  }

  switch (place.show) {
    case "lentAdd":
      return <LentAddScreen key="add" locker={locker} />;
    case "runLend":
      return lendsOn(area.loans.now?.filter((loan) => loan.locker === of) ?? []) || locker.right === "manage" ? (
        <RunLendScreen key="runLend" area={area} locker={locker} />
      ) : (
        <NothingThere of={locker} />
      );
    case "runLent":
      return <RunLentScreen key="runLent" locker={locker} />;
    case "giveBack":
      return <GiveBackScreen key="giveBack" locker={locker} />;
    case "lentRename":
    case "lentReplace":
    case "lentMove":
    case "lentTrash": {
      const paper = locker.papers.find(({ id, trashed }) => id === place.paper && trashed === undefined);
      if (paper === undefined || !allows(paper.right, "edit")) return <NothingThere of={locker} />;
      if (place.show === "lentRename") return <LentRenameScreen key="rename" locker={locker} paper={paper} />;
      if (place.show === "lentReplace") return <LentReplaceScreen key="replace" locker={locker} paper={paper} />;
      if (place.show === "lentMove") return <LentMoveScreen key="move" locker={locker} paper={paper} />;
      return <LentTrashScreen key="trash" locker={locker} paper={paper} />;
    }
  }
}
