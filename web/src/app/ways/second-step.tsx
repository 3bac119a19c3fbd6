import { useState } from "preact/hooks";
import type { SecondStep } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Loading, useLoaded } from "../components/loaded";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Square } from "../components/square";
import { onlyDigits } from "../digits";
import { useInside } from "../locker/inside";
import { NewsNote } from "../locker/news";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { Lines } from "./lines";

/** A code of an app besides the words: off, being set up, or on. Some services ask for it before anything is written. */
export function SecondStepPage() {
  const { armoire, texts } = useSetting();
  const { outgoing, tell } = useInside();
  const loaded = useLoaded(() => armoire.secondStep());
  const [secret, setSecret] = useState<{ secret: string; uri: string }>();
  const task = useTask();

  const begin = () => {
    task.run(async () => {
      setSecret(await armoire.beginSecondStep());
    });
  };
  const confirm = (code: string) => {
    task.run(async () => {
      await armoire.confirmSecondStep(code);
      setSecret(undefined);
      tell({ sentence: texts.secondStep.confirmed });
      loaded.load();
      // Papers that waited for it leave now.
      for (const { id, code: why } of outgoing) if (why === "second_step_required") await armoire.retry(id);
    });
  };
  const end = (code: string) => {
    task.run(async () => {
      await armoire.endSecondStep(code);
      tell({ sentence: texts.secondStep.ended });
      loaded.load();
    });
  };

  return (
    <Screen key={secret === undefined ? "state" : "setting up"} title={texts.secondStep.title} say={texts.secondStep.say} lockable>
      <NewsNote />
      {secret !== undefined ? (
        <>
          <p>{texts.secondStep.scan}</p>
          <div class="square-large">
            <Square text={secret.uri} label={texts.secondStep.square} />
          </div>
          <p>
            {texts.secondStep.orType}
            <br />
            <bdi dir="ltr" class="typing">
              {inFours(secret.secret)}
            </bdi>
          </p>
          <CodeForm label={texts.secondStep.confirm} go={texts.secondStep.confirmGo} main task={task} onCode={confirm} />
        </>
      ) : (
        <Loading of={loaded}>{(state) => <State state={state} task={task} onBegin={begin} onEnd={end} />}</Loading>
      )}
    </Screen>
  );
}

interface StateProps {
  state: SecondStep;
  task: ReturnType<typeof useTask>;
  onBegin: () => void;
  onEnd: (code: string) => void;
}

function State({ state: { active, required }, task, onBegin, onEnd }: StateProps) {
  const { texts } = useSetting();
  if (!active)
    return (
      <>
        <Note kind={required ? "wait" : "info"}>
          <b>{required ? texts.secondStep.required : texts.secondStep.off}</b>
        </Note>
        <Lines title={texts.secondStep.why} lines={texts.secondStep.what} picture="info" />
        <Refusal error={task.error} />
        <Button kind="main" picture="phone" busy={task.busy} onClick={onBegin}>
          {texts.secondStep.begin}
        </Button>
      </>
    );
  return (
    <>
      <Note kind="ok">
        <b>{texts.secondStep.on}</b> {required && texts.secondStep.requiredOn}
      </Note>
      <p>{texts.secondStep.askLost}</p>
      {!required && (
        <section class="section stack">
          <h2>{texts.secondStep.end}</h2>
          <CodeForm label={texts.secondStep.ask} go={texts.secondStep.endGo} task={task} onCode={onEnd} />
        </section>
      )}
    </>
  );
}

interface CodeProps {
  label: string;
  go: string;
  main?: boolean;
  task: ReturnType<typeof useTask>;
  onCode: (code: string) => void;
}

function CodeForm({ label, go, main = false, task, onCode }: CodeProps) {
  const [code, setCode] = useState("");
  return (
    <Form
      id="code"
      onSubmit={() => {
        onCode(onlyDigits(code));
      }}
    >
      <Field label={label} value={code} onInput={setCode} digits longest={16} wrong={task.error !== undefined} />
      <Refusal error={task.error} />
      <Button kind={main ? "main" : "stop"} picture={main ? "check" : "bin"} submits busy={task.busy}>
        {go}
      </Button>
    </Form>
  );
}

/** A key that is typed by hand: in groups of four. */
function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
