import { useState } from "preact/hooks";
import { ArmoireError, type Imported } from "../../bridge/bridge";
import { refusal } from "../../languages/refusal";
import { holdAttention } from "../attention";
import { Button } from "../components/button";
import { FileButton } from "../components/file-button";
import { Meter } from "../components/meter";
import { Name } from "../components/name";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { useAccountSetting } from "./account-setting";

/** Takes in an archive that was taken out before; what doesn't come in is named, and doesn't stop the rest. */
export function BringInScreen() {
  const { armoire, texts, way } = useAccountSetting();
  const [step, setStep] = useState<{ done: number; of: number }>();
  const [imported, setImported] = useState<Imported>();
  const task = useTask();

  const bringIn = ([archive]: File[]) => {
    if (archive === undefined) return;
    task.run(async () => {
      setImported(undefined);
      const release = holdAttention();
      try {
        setImported(
          await armoire.import(archive, (done, of) => {
            setStep({ done, of });
          }),
        );
      } finally {
        release();
        setStep(undefined);
      }
    });
  };

  return (
    <Screen
      title={texts.bringIn.title}
      say={texts.bringIn.say}
      lockable
      foot={
        imported === undefined ? undefined : (
          <Button
            kind="main"
            picture="armoire"
            onClick={() => {
              way.restart({ at: "home" });
            }}
          >
            {texts.bringIn.see}
          </Button>
        )
      }
    >
      {imported === undefined && (
        <>
          <p>{texts.bringIn.lead}</p>
          {task.busy ? (
            <p class="state" role="status">
              {step === undefined ? texts.wait : texts.bringIn.step(step.done, step.of)}
              {step !== undefined && <Meter label={texts.bringIn.bar} percent={step.of > 0 ? Math.floor((100 * step.done) / step.of) : 0} />}
            </p>
          ) : (
            <FileButton kind="main" picture="archive" single accept=".zip,application/zip" onFiles={bringIn}>
              {texts.bringIn.choose}
            </FileButton>
          )}
        </>
      )}
      {imported !== undefined && <Result imported={imported} />}
      <Refusal error={task.error} />
    </Screen>
  );
}

function Result({ imported: { documents, refused } }: { imported: Imported }) {
  const { texts } = useAccountSetting();
  return (
    <>
      <div role="status">
        {documents > 0 ? <Note kind="ok">{texts.bringIn.done(documents)}</Note> : <Note kind="wait">{texts.bringIn.nothing}</Note>}
      </div>
      {refused.length > 0 && (
        <section class="section stack">
          <h2>{texts.bringIn.refused}</h2>
          <Some
            items={refused}
            row={({ name, code }) => (
              <li class="row">
                <span class="token">
                  <Pictogram name="sheet" />
                </span>
                <span class="grow">
                  <Name of={name} />
                  <span class="state stop">
                    <Pictogram name="stop" /> {refusal(texts, new ArmoireError(code))}
                  </span>
                </span>
              </li>
            )}
          />
        </section>
      )}
    </>
  );
}
