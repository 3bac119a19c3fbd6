import { useState } from "preact/hooks";
import { Field } from "../components/field";
import { NoYes } from "../components/no-yes";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";
import { MeetingRefusal } from "./refusal";

/** In characters: four bytes each fit what a letter may hold. */
const longestMotive = 64;

/** No, with a word for it or without. */
export function InvitedNoScreen({ id }: { id: string }) {
  const { armoire, texts, way } = useOthersSetting();
  const { invited } = texts.meeting;
  const { refresh, tell } = useInside();
  const [motive, setMotive] = useState("");
  const task = useTask();
  const answer = () => {
    task.run(async () => {
      const words = motive.trim();
      await armoire.answerMeeting(id, false, words === "" ? undefined : words);
      await refresh();
      tell({ sentence: invited.declined });
      way.backBy(2);
    });
  };
  return (
    <Screen
      title={invited.noTitle}
      say={invited.noSay}
      lockable
      foot={
        <NoYes no={invited.noBack} noPicture="back" onNo={way.back} yes={invited.noYes} yesPicture="cross" busy={task.busy} onYes={answer} />
      }
    >
      <p>{invited.noSay}</p>
      <Field label={invited.motive} value={motive} longest={longestMotive} onInput={setMotive} />
      <MeetingRefusal error={task.error} />
    </Screen>
  );
}
