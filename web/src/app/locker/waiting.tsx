import { useState } from "preact/hooks";
import type { Outgoing } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Screen } from "../components/screen";
import { displayName } from "../papers/names";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import { OutgoingState } from "./rows";
import { savePaper } from "./save";
import { Sight, isSeen } from "./sight";

/** A paper that isn't sent yet, opened from what this device keeps: no network is needed to show it to somebody. */
export function WaitingScreen({ paper }: { paper: Outgoing }) {
  const { texts, way } = useSetting();
  const { opened } = useInside();
  const [hides, setHides] = useState(false);
  const name = displayName(paper.name);
  const shown = isSeen(opened) && !hides;
  return (
    <Screen
      title={name}
      quiet
      say={texts.paper.say}
      lockable
      foot={
        <>
          {opened.step === "open" && !shown && (
            <Button
              kind="main"
              picture="save"
              onClick={() => {
                savePaper(paper.name, opened);
              }}
            >
              {texts.paper.saveFile}
            </Button>
          )}
          {paper.step !== "sending" && (
            <Button
              picture="cross"
              onClick={() => {
                way.go({ at: "giveUp", id: paper.id });
              }}
            >
              {texts.state.drop}
            </Button>
          )}
        </>
      }
    >
      <Sight
        name={name}
        shown={shown}
        copy
        onShown={(there) => {
          setHides(!there);
        }}
      />
      <div>
        <Name of={paper.name} />
        <OutgoingState paper={paper} />
      </div>
    </Screen>
  );
}
