import { Button } from "../components/button";
import { Name } from "../components/name";
import { OutgoingState } from "../locker/rows";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";
import { Pictogram } from "../pictograms/pictogram";
import { ArmoireError, type Outgoing } from "../../bridge/bridge";
import { useOutgoingOf } from "./use-lent-locker";

/** Papers on their way into somebody's locker. One that stopped says why; it is tried again, or given up. */
export function OnTheirWay({ locker, onArrival }: { locker: string; onArrival: () => void }) {
  const papers = useOutgoingOf(locker, onArrival);
  if (papers.length === 0) return null;
  return (
    <ul class="panel">
      {papers.map((paper) => (
        <WayPaper key={paper.id} paper={paper} />
      ))}
    </ul>
  );
}

function WayPaper({ paper }: { paper: Outgoing }) {
  const { armoire, texts } = useOthersSetting();
  const { id, name, step, code } = paper;
  return (
    <li class="row">
      <span class="token">
        <Pictogram name="up" />
      </span>
      <span class="grow">
        <Name of={name} />
        {step !== "stopped" && <OutgoingState paper={paper} />}
      </span>
      {step === "stopped" && (
        <>
          <div class="pair">
            <Button
              small
              picture="turn"
              onClick={() => {
                void armoire.retry(id).catch(() => undefined);
              }}
            >
              {texts.trouble.again}
            </Button>
            <Button
              small
              picture="cross"
              label={texts.state.dropName(displayName(name))}
              onClick={() => {
                void armoire.discard(id).catch(() => undefined);
              }}
            >
              {texts.state.drop}
            </Button>
          </div>
          <OthersRefusal error={new ArmoireError(code ?? "internal")} />
        </>
      )}
    </li>
  );
}
