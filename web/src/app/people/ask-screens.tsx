import { useState } from "preact/hooks";
import { Ask } from "../components/ask";
import { Field } from "../components/field";
import { useLoaded } from "../components/loaded";
import { NoYes } from "../components/no-yes";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { longest } from "./introduction";
import { useOthersSetting } from "./others-setting";
import { OthersRefusal } from "./refusal";

/** A name goes from the list; what is lent to its person is another thing. */
export function RemoveHelperScreen({ id }: { id: string }) {
  const { armoire, texts, way } = useOthersSetting();
  const { removeHelper } = texts;
  const { tell } = useInside();
  const task = useTask();
  const name = useNameOf(id);
  return (
    <Ask
      title={removeHelper.title}
      say={removeHelper.say}
      no={removeHelper.no}
      yes={removeHelper.yes}
      picture="bin"
      busy={task.busy}
      error={task.error}
      onYes={() => {
        task.run(async () => {
          await armoire.removeEntry(id);
          tell({ sentence: removeHelper.done });
          way.backBy(2);
        });
      }}
    >
      <p>{removeHelper.what(name)}</p>
      <p>{removeHelper.lent}</p>
    </Ask>
  );
}

/** What a referent is, in plain words, and asking one: no is as large as yes, and changes nothing. */
export function AskReferentScreen({ id }: { id: string }) {
  const { armoire, texts, way } = useOthersSetting();
  const { askReferent } = texts;
  const { tell } = useInside();
  const task = useTask();
  const name = useNameOf(id);

  const ask = () => {
    task.run(async () => {
      await armoire.proposeReferent(id);
      tell({ sentence: askReferent.done(name) });
      way.backBy(2);
    });
  };

  return (
    <Screen
      title={askReferent.title}
      say={askReferent.say}
      lockable
      foot={<NoYes tall no={askReferent.no} onNo={way.back} yes={askReferent.yes} kind="main" busy={task.busy} onYes={ask} />}
    >
      <p class="say">{askReferent.lead(name)}</p>
      <ul class="points">
        {askReferent.what.map((line) => (
          <li key={line}>
            <Pictogram name="check" /> <span>{line}</span>
          </li>
        ))}
      </ul>
      <Note kind="info">{askReferent.sees}</Note>
      <OthersRefusal error={task.error} />
    </Screen>
  );
}

/** The holder ends it, with a reason if they wish to give one. */
export function EndReferentScreen({ id }: { id: string }) {
  const { armoire, texts, way } = useOthersSetting();
  const { endReferent } = texts;
  const { tell } = useInside();
  const task = useTask();
  const name = useNameOf(id);
  const [motive, setMotive] = useState("");

  const end = () => {
    task.run(async () => {
      const words = motive.trim();
      await (words === "" ? armoire.endReferent() : armoire.endReferent(words));
      tell({ sentence: endReferent.done(name) });
      way.backBy(2);
    });
  };

  return (
    <Ask
      title={endReferent.title}
      say={endReferent.say}
      no={endReferent.no}
      yes={endReferent.yes}
      picture="check"
      busy={task.busy}
      error={task.error}
      onYes={end}
    >
      <p>{endReferent.what(name)}</p>
      <p>{endReferent.keeps}</p>
      <Field label={endReferent.motive} value={motive} onInput={setMotive} longest={longest.words} />
    </Ask>
  );
}

/** As the list has it; a word for nobody until it is told. */
function useNameOf(id: string): string {
  const { armoire, texts } = useOthersSetting();
  const { value } = useLoaded(async () => (await armoire.entries()).find((entry) => entry.id === id)?.name);
  return value === undefined ? texts.trust.nobody : displayName(value);
}
