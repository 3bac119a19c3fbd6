import type { HandedIn } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { InsideContext, useInside } from "../locker/inside";
import { Sight, useSight } from "../locker/sight";
import { calledIn, capital } from "../lent/called";
import { useOpening } from "../lent/use-opening";
import { Whose } from "../lent/whose";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { WholePaper } from "../viewer/whole";
import type { Waiting } from "./waiting-area";

interface Props {
  paper: HandedIn;
  waiting: Waiting;
  large: boolean;
}

/** Looking at a paper that waits: it is nowhere in the locker yet, and nothing of it is kept. */
export function WaitingSightScreen({ paper, waiting, large }: Props) {
  const { armoire } = useOthersSetting();
  const inside = useInside();
  const of = waiting.locker?.locker;
  const { opened } = useOpening({ of: paper.id, living: true, open: () => armoire.openHandedIn(paper.id, of), onGone: waiting.load });
  return (
    <InsideContext.Provider value={{ ...inside, opened }}>
      {large ? <WholePaper key="large" name={displayName(paper.name)} opened={opened} /> : <Reader key="paper" paper={paper} waiting={waiting} />}
    </InsideContext.Provider>
  );
}

function Reader({ paper, waiting }: Omit<Props, "large">) {
  const { texts, way } = useOthersSetting();
  const { locker } = waiting;
  const sight = useSight();
  const title = displayName(paper.name);
  return (
    <Screen
      title={title}
      quiet
      say={capital(texts.sight.say(calledIn(paper.from, texts.lent.unknown)))}
      lockable
      foot={
        <>
          {sight.shown && (
            <Button
              picture="large"
              onClick={() => {
                way.go({ at: "others", show: "waitingLarge", deposit: paper.id, ...(locker && { of: locker.locker }) });
              }}
            >
              {texts.paper.big}
            </Button>
          )}
          <Button picture="back" onClick={way.back}>
            {texts.sight.decide}
          </Button>
        </>
      }
    >
      {locker !== undefined && <Whose of={locker} />}
      <Note kind="wait">{texts.sight.waits}</Note>
      <Sight name={title} {...sight} />
      <Name of={paper.name} />
      <div class="panel">
        <PersonRow person={paper.from} />
      </div>
    </Screen>
  );
}
