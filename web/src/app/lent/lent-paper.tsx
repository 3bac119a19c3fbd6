import { useEffect, useState } from "preact/hooks";
import type { LentPaper, Loan } from "../../bridge/bridge";
import { codeOf, isClosed } from "../../languages/refusal";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { InsideContext, useInside } from "../locker/inside";
import { openedFrom, type OpenedPaper } from "../locker/opened";
import { PrintRow } from "../locker/print-row";
import { SaveButton, Sight, useSight } from "../locker/sight";
import { hour, longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { useSetting } from "../setting";
import { WholePaper } from "../viewer/whole";
import type { Area } from "./area";
import { calledIn } from "./called";
import { Confirmed } from "./loan-detail";
import { LoanOver } from "./loan-over";

interface Props {
  area: Area;
  place: { show: "lentPaper" | "lentLarge"; grant: string; paper: string };
}

/** A paper that somebody lends, as long as they do: looked at, saved, printed. */
export function LentPaperScreen({ area, place }: Props) {
  const inside = useInside();
  const loan = area.loans.now?.find(({ grant }) => grant === place.grant);
  const paper = area.papers.of(place.grant)?.find(({ id }) => id === place.paper);
  const { opened, name } = useLent(place, loan !== undefined, area.loans.load);
  // What the loan was called is still said once it is over.
  const title = displayName(paper?.name ?? name ?? "");

  if (area.loans.now !== undefined && loan === undefined) {
    const before = area.loans.over.find((over) => over.loan.grant === place.grant)?.loan;
    return <LoanOver area={area} account={before?.from.account} {...(title !== "" && { paper: title })} />;
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
  const from = loan === undefined ? texts.lent.unknown : calledIn(loan.from, texts.lent.unknown);
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
      <p class="quiet">{texts.lentPaper.kept}</p>
    </Screen>
  );
}

/** Opens it while it is lent. When it no longer is, its bytes and its address go at once. */
function useLent(place: { grant: string; paper: string }, living: boolean, onOver: () => void): { opened: OpenedPaper; name: string | undefined } {
  const { armoire, close } = useSetting();
  const { grant, paper: id } = place;
  const [opened, setOpened] = useState<OpenedPaper>({ step: "opening" });
  const [name, setName] = useState<string>();
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    if (!living) return undefined;
    let here = true;
    let address: string | undefined;
    setOpened({ step: "opening" });
    armoire.openLent(grant, id).then(
      (paper) => {
        if (!here) return;
        const shown = openedFrom(paper.bytes);
        address = shown.address;
        setName(paper.name);
        setOpened(shown);
      },
      (error: unknown) => {
        if (!here) return;
        if (isClosed(error)) {
          close(error);
          return;
        }
        // Perhaps taken back in this moment: the list of loans knows.
        if (codeOf(error) === "not_found") onOver();
        setOpened({
          step: "failed",
          error,
          retry: () => {
            setTurn((before) => before + 1);
          },
        });
      },
    );
    return () => {
      here = false;
      if (address !== undefined) URL.revokeObjectURL(address);
      setOpened({ step: "none" });
    };
    // `close` changes with every step; opening depends on the paper alone.
  }, [armoire, grant, id, living, turn]);

  return { opened, name };
}
