import { useState } from "preact/hooks";
import { Field } from "../components/field";
import { NoYes } from "../components/no-yes";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { useTask } from "../task";
import type { Answering } from "./answer-area";
import { longestMotive, motiveOf } from "./motive";

/** No to everything that is asked, with a word for it or without. */
export function SayNoScreen({ answering }: { answering: Answering }) {
  const { armoire, texts, way } = useOthersSetting();
  const { refresh, tell } = useInside();
  const [motive, setMotive] = useState("");
  const task = useTask();
  const { letter } = answering;

  const answer = () => {
    task.run(async () => {
      await answering.waiting.decide(async () => {
        await armoire.answer({ letter: letter.id, papers: letter.content.papers.map(() => undefined), until: letter.content.until, ...motiveOf(motive) });
        await refresh();
      });
      tell({ sentence: texts.sayNo.done });
      way.backBy(2);
    });
  };

  return (
    <Screen
      title={texts.sayNo.title}
      say={texts.sayNo.say}
      lockable
      foot={
        <NoYes no={texts.sayNo.no} noPicture="back" onNo={way.back} yes={texts.sayNo.yes} yesPicture="cross" busy={task.busy} onYes={answer} />
      }
    >
      <div class="panel">
        <PersonRow person={letter.from} />
      </div>
      <p>{texts.sayNo.what}</p>
      <Field label={texts.sayNo.motive} value={motive} longest={longestMotive} onInput={setMotive} />
      <OthersRefusal error={task.error} />
    </Screen>
  );
}
