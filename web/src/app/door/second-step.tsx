import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { onlyDigits } from "../digits";
import { useSetting } from "../setting";
import type { Task } from "../task";
import { Doors } from "./hero";

/** After the right words: the code that an app shows. Who has lost the app has the card. */
export function SecondStepScreen({ task, onCode }: { task: Task; onCode: (code: string) => void }) {
  const { texts, way } = useSetting();
  const [code, setCode] = useState("");
  return (
    <Screen key="second" title={texts.secondStep.askTitle} say={texts.secondStep.askSay} look="shut" picture={<Doors />}>
      <p>{texts.secondStep.askSay}</p>
      <Form
        id="second-step"
        onSubmit={() => {
          onCode(onlyDigits(code));
        }}
      >
        <Field label={texts.secondStep.ask} value={code} onInput={setCode} digits longest={16} wrong={task.error !== undefined} />
        <Refusal error={task.error} />
        <Button kind="main" picture="lock" submits busy={task.busy}>
          {texts.secondStep.askGo}
        </Button>
      </Form>
      <p>{texts.secondStep.askLost}</p>
      <Button
        kind="plain"
        picture="card"
        onClick={() => {
          way.go({ at: "recover" });
        }}
      >
        {texts.pin.openWithCard}
      </Button>
    </Screen>
  );
}
