import type { Outgoing } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Screen } from "../components/screen";
import { displayName } from "../papers/names";
import { useSetting } from "../setting";
import { OutgoingState } from "./rows";
import { SaveButton, Sight, useSight } from "./sight";

/** A paper that isn't sent yet, opened from what this device keeps: no network is needed to show it to somebody. */
export function WaitingScreen({ paper }: { paper: Outgoing }) {
  const { texts, way } = useSetting();
  const sight = useSight();
  const name = displayName(paper.name);
  return (
    <Screen
      title={name}
      quiet
      say={texts.paper.say}
      lockable
      foot={
        <>
          {!sight.shown && <SaveButton name={paper.name} main />}
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
      <Sight name={name} copy {...sight} />
      <div>
        <Name of={paper.name} />
        <OutgoingState paper={paper} />
      </div>
    </Screen>
  );
}
