import type { LentPaper, Loan } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { InsideContext, useInside } from "../locker/inside";
import { NewsNote } from "../locker/news";
import { PrintRow } from "../locker/print-row";
import { SaveButton, Sight, useSight } from "../locker/sight";
import { hour, longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { WholePaper } from "../viewer/whole";
import type { Area } from "./area";
import { Confirmed } from "./loan-detail";
import { LoanOver } from "./loan-over";
import { allows } from "./rights";
import { useOpening } from "./use-opening";
import { Whose, ownerIn } from "./whose";

interface Props {
  area: Area;
  place: { show: "lentPaper" | "lentLarge"; grant: string; paper: string };
}

/** A paper that somebody lends, as long as they do: looked at, saved, printed. */
export function LentPaperScreen({ area, place }: Props) {
  const inside = useInside();
  const loan = area.loans.now?.find(({ grant }) => grant === place.grant);
  const paper = area.papers.of(place.grant)?.find(({ id }) => id === place.paper);
  const { armoire } = useOthersSetting();
  const { opened, name } = useOpening({
    of: `${place.grant} ${place.paper}`,
    living: loan !== undefined,
    open: () => armoire.openLent(place.grant, place.paper),
    onGone: area.loans.load,
  });
  // What the loan was called is still said once it is over.
  const title = displayName(paper?.name ?? name ?? "");

  if (area.loans.now !== undefined && loan === undefined) {
    const before = area.loans.over.find((over) => over.loan.grant === place.grant)?.loan;
    return <LoanOver area={area} of={before?.locker} {...(title !== "" && { paper: title })} />;
  }
  return (
    <InsideContext.Provider value={{ ...inside, opened }}>
      {place.show === "lentLarge" ? (
        <WholePaper key="large" name={title} opened={opened} />
      ) : (
        <Reader key="paper" loan={loan} paper={paper} title={title} name={paper?.name ?? name ?? ""} place={place} />
      )}
    </InsideContext.Provider>
  );
}

interface ReaderProps {
  loan: Loan | undefined;
  paper: LentPaper | undefined;
  title: string;
  name: string;
  place: Props["place"];
}

function Reader({ loan, paper, title, name, place }: ReaderProps) {
  const { texts, language, way } = useOthersSetting();
  const sight = useSight();
  const from = loan === undefined ? texts.lent.unknown : ownerIn(loan, texts);
  const changes = allows(paper?.right, "edit");
  return (
    <Screen
      title={title === "" ? texts.wait : title}
      quiet
      say={texts.lentPaper.say(title, from)}
      lockable
      foot={
        <>
          {sight.shown && (
            <Button
              kind="main"
              picture="large"
              onClick={() => {
                way.go({ ...place, at: "others", show: "lentLarge" });
              }}
            >
              {texts.paper.big}
            </Button>
          )}
          <SaveButton name={name} main={!sight.shown} />
        </>
      }
    >
      <NewsNote />
      {changes && loan !== undefined && <Whose of={loan} />}
      <Sight name={title} copy {...sight} />
      <div>
        <Name of={name} />
        <span class="second block">{texts.lentPaper.from(from)}</span>
        {loan !== undefined && (
          <span class="second block">{texts.lentPaper.until(longDay(loan.end, language.formats), hour(loan.end, language.formats))}</span>
        )}
        {paper !== undefined && <Confirmed paper={paper} whole />}
      </div>
      {paper?.confirmed === false && <Note kind="wait">{texts.lentPaper.unconfirmedMore}</Note>}
      {sight.shown && <PrintRow />}
      {changes && loan !== undefined && paper !== undefined && <Changes of={loan.locker} paper={paper} alone={loan.on === "paper"} />}
      <p class="quiet">{texts.lentPaper.kept}</p>
    </Screen>
  );
}

/** What may be done with it where one's right reaches so far. What was lent alone has nowhere else to go. */
function Changes({ of, paper: { id: paper, shelf }, alone }: { of: string; paper: LentPaper; alone: boolean }) {
  const { texts } = useOthersSetting();
  return (
    <ul class="panel" aria-label={texts.acting.more}>
      <WayRow picture="pen" word={texts.lentRename.row} to={{ at: "others", show: "lentRename", of, paper }} />
      {!(alone && shelf === undefined) && <WayRow picture="drawer" word={texts.lentMove.row} to={{ at: "others", show: "lentMove", of, paper }} />}
      <WayRow picture="turn" word={texts.lentReplace.row} to={{ at: "others", show: "lentReplace", of, paper }} />
      <WayRow picture="bin" word={texts.lentTrash.row} to={{ at: "others", show: "lentTrash", of, paper }} />
    </ul>
  );
}
