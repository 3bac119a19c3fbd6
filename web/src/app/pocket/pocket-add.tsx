import { useState } from "preact/hooks";
import { ArmoireError, type Document } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Form } from "../components/form";
import { Name } from "../components/name";
import { Alert, Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useSetting } from "../setting";
import { keepLoaded } from "../shell";
import { useTask } from "../task";
import { CodeField, shortest, useShownCode } from "./code-field";

/**
 * Marks a paper as always with its holder. The first one brings the code, typed twice, once what a thief of the phone could do is
 * said; later ones need the same code.
 */
export function PocketAddScreen({ paper }: { paper: Document }) {
  const { armoire, texts, way, remembered, remember } = useSetting();
  const { tell } = useInside();
  const [code, setCode] = useState("");
  const [again, setAgain] = useState("");
  const [differs, setDiffers] = useState(false);
  const { shown, box } = useShownCode();
  const task = useTask();
  const { pocket } = texts;
  // Decided when the screen comes.
  const [first] = useState((remembered?.pocket ?? 0) === 0);

  const add = () => {
    const short = code.length < shortest;
    setDiffers(!short && first && again !== code);
    task.refuse(short ? new ArmoireError("digits") : undefined);
    if (short || (first && again !== code)) return;
    task.run(async () => {
      await armoire.pocketAdd({ id: paper.id, code });
      await keepLoaded();
      void remember();
      tell({ sentence: pocket.done });
      way.back();
    });
  };

  return (
    <Screen
      title={pocket.addTitle}
      say={first ? pocket.addSay : pocket.moreSay}
      lockable
      foot={
        <Button kind="main" picture="pocket" submits form="pocket" busy={task.busy}>
          {pocket.go}
        </Button>
      }
    >
      <Name of={paper.name} />
      <p>{pocket.addLead}</p>
      {first && (
        <Note kind="wait">
          <b>{pocket.thief}</b>
          <ul class="lines">
            {pocket.thiefLines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Note>
      )}
      <Form id="pocket" onSubmit={add}>
        <Alert sentence={differs ? pocket.differ : undefined} />
        <Refusal error={task.error} />
        <CodeField label={first ? pocket.code : pocket.codeKnown} value={code} onInput={setCode} wrong={task.error !== undefined} shown={shown} />
        {first && <CodeField label={pocket.again} value={again} onInput={setAgain} wrong={task.error !== undefined} shown={shown} />}
        {box}
      </Form>
    </Screen>
  );
}
