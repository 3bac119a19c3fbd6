import type { Document } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { PocketRow } from "../pocket/pocket-row";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import { PaperDrawers } from "./paper-drawers";
import { PrintRow } from "./print-row";
import { OutgoingState } from "./rows";
import { SaveButton, Sight, isSeen, useSight } from "./sight";

/** One paper: shown when it is a picture or a PDF, saved when it isn't, named when its bytes are not what was sealed. */
export function PaperScreen({ paper }: { paper: Document }) {
  const { texts, language, way } = useSetting();
  const { opened, outgoing } = useInside();
  const coming = outgoing.find(({ id }) => id === paper.id);
  const { shown, onShown } = useSight();
  const name = displayName(paper.name);

  return (
    <Screen
      title={name}
      quiet
      say={texts.paper.say}
      lockable
      foot={
        <>
          {shown && (
            <Button
              kind="main"
              picture="large"
              onClick={() => {
                way.go({ at: "large", id: paper.id });
              }}
            >
              {texts.paper.big}
            </Button>
          )}
          {!shown && <SaveButton name={paper.name} main />}
          <PaperDrawers paper={paper} />
        </>
      }
    >
      <Sight name={name} copy {...{ shown, onShown }} />
      <div>
        <Name of={paper.name} />
        <span class="second">{texts.paper.added(longDay(paper.added, language.formats))}</span>
        {coming !== undefined && (
          <>
            <span class="second block">{texts.state.version}</span>
            <OutgoingState paper={coming} />
          </>
        )}
      </div>
      {isSeen(opened) && <PocketRow paper={paper} />}
      {shown && <PrintRow />}
      {opened.step === "open" && !shown && (
        <Note kind="info">{texts.paper.saveCaution}</Note>
      )}
    </Screen>
  );
}
