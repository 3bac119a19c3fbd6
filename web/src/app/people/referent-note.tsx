import type { Entry, ReferentState } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Note } from "../components/note";
import { focusTitle } from "../focus";
import { displayName } from "../papers/names";
import { useTask } from "../task";
import { useOthersSetting } from "./others-setting";
import { OthersRefusal } from "./refusal";

interface Props {
  referent: ReferentState;
  entries: readonly Entry[];
  onChange: () => void;
}

/** Where a referent was asked, or is no longer: what the other side said, and what can be done. */
export function ReferentNote({ referent, entries, onChange }: Props) {
  const { texts } = useOthersSetting();
  const { helpers } = texts;
  if (referent.state === "none" || referent.state === "accepted") return null;
  const entry = entries.find(({ id }) => id === referent.entry);
  const name = entry === undefined ? texts.trust.nobody : displayName(entry.name);
  if (referent.state === "proposed") {
    if (referent.by === "practitioner") return <Note kind="wait">{helpers.askedBy(name)}</Note>;
    return (
      <Note kind="info">
        {helpers.asked(name)}
        <Withdraw onDone={onChange} />
      </Note>
    );
  }
  // What the holder did themselves is no news.
  if (referent.by === "holder") return null;
  return (
    <Note kind="wait">
      {referent.state === "declined" ? helpers.declined(name) : helpers.ended(name)}
      {referent.motive !== undefined && (
        <>
          <br />
          {helpers.motive(displayName(referent.motive))}
        </>
      )}
      {referent.state === "ended" && referent.successor !== undefined && <Successor referent={referent} />}
    </Note>
  );
}

function Withdraw({ onDone }: { onDone: () => void }) {
  const { armoire, texts } = useOthersSetting();
  const task = useTask();
  return (
    <>
      <Button
        small
        picture="cross"
        busy={task.busy}
        onClick={() => {
          task.run(async () => {
            await armoire.endReferent();
            onDone();
            focusTitle();
          });
        }}
      >
        {texts.helpers.withdraw}
      </Button>
      <OthersRefusal error={task.error} />
    </>
  );
}

/** Whom a referent who leaves names: the holder chooses, and writes them down if they wish. */
function Successor({ referent: { successor } }: { referent: Extract<ReferentState, { state: "ended" }> }) {
  const { texts, way } = useOthersSetting();
  if (successor === undefined) return null;
  return (
    <>
      <br />
      {texts.helpers.successor(displayName(successor.name))}
      <Button
        small
        picture="plus"
        onClick={() => {
          way.go({ at: "others", show: "writeHelper", words: successor });
        }}
      >
        {texts.helpers.addSuccessor}
      </Button>
    </>
  );
}
