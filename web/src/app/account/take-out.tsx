import { useEffect, useRef, useState } from "preact/hooks";
import type { Exported, ExportForm } from "../../bridge/bridge";
import { holdAttention } from "../attention";
import { Button } from "../components/button";
import { Meter } from "../components/meter";
import { Name } from "../components/name";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { useInside } from "../locker/inside";
import { fileName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { canChoosePlace, choosePlace } from "./choose-place";
import { useAccountSetting } from "./account-setting";

/** Everything in one file: written where the person wants it, or else made here and saved like a download. */
export function TakeOutScreen() {
  const { armoire, texts } = useAccountSetting();
  const { outgoing } = useInside();
  const [form, setForm] = useState<ExportForm>("open");
  const [step, setStep] = useState<{ done: number; of: number }>();
  const [exported, setExported] = useState<Exported>();
  const task = useTask();

  const takeOut = () => {
    task.run(async () => {
      const into = canChoosePlace() ? await choosePlace(suggestedName(), texts.takeOut.description) : undefined;
      if (into === undefined && canChoosePlace()) return;
      const release = holdAttention();
      try {
        const progress = (done: number, of: number) => {
          setStep({ done, of });
        };
        setExported(await armoire.export({ form, ...(into && { into }) }, progress));
      } finally {
        release();
        setStep(undefined);
      }
    });
  };

  if (exported !== undefined) return <TakenOut exported={exported} />;
  return (
    <Screen
      title={texts.takeOut.title}
      say={texts.takeOut.say}
      lockable
      foot={
        <Button kind="main" picture="save" busy={task.busy} onClick={takeOut}>
          {texts.takeOut.go}
        </Button>
      }
    >
      <fieldset class="field" disabled={task.busy}>
        <legend>{texts.takeOut.form}</legend>
        <ul class="panel">
          <Form form="open" chosen={form} word={texts.takeOut.open} why={texts.takeOut.openWhy} onChoose={setForm} />
          <Form form="sealed" chosen={form} word={texts.takeOut.sealed} why={texts.takeOut.sealedWhy} onChoose={setForm} />
        </ul>
      </fieldset>
      <Note kind="wait">{texts.takeOut.caution}</Note>
      {outgoing.length > 0 && <Note kind="wait">{texts.takeOut.unsent(outgoing.length)}</Note>}
      {step !== undefined && (
        <p class="state">
          {texts.takeOut.step(step.done, step.of)}
          <Meter label={texts.takeOut.bar} percent={step.of > 0 ? Math.floor((100 * step.done) / step.of) : 0} />
        </p>
      )}
      <Refusal error={task.error} />
    </Screen>
  );
}

interface FormProps {
  form: ExportForm;
  chosen: ExportForm;
  word: string;
  why: string;
  onChoose: (form: ExportForm) => void;
}

function Form({ form, chosen, word, why, onChoose }: FormProps) {
  return (
    <li>
      <label class="row choice">
        <input
          type="radio"
          name="form"
          value={form}
          checked={form === chosen}
          onChange={() => {
            onChoose(form);
          }}
        />
        <span class="grow">
          <span class="name ours">{word}</span>
          <span class="second">{why}</span>
        </span>
      </label>
    </li>
  );
}

/** The archive is there: saved already, or to be saved; what didn't open is named. */
function TakenOut({ exported: { file, name, documents, altered } }: { exported: Exported }) {
  const { armoire, texts, way } = useAccountSetting();
  const { tell } = useInside();
  const [saved, setSaved] = useState(false);
  const address = useAddress(file);
  const task = useTask();

  const save = () => {
    const link = document.createElement("a");
    link.href = address.current ?? "";
    link.download = fileName(name, ["zip"]);
    link.click();
    setSaved(true);
  };

  const finish = () => {
    task.run(async () => {
      await armoire.dropExport();
      tell({ sentence: texts.takeOut.done });
      way.back();
    });
  };

  return (
    <Screen
      key="taken out"
      title={texts.takeOut.title}
      say={file === undefined ? texts.takeOut.written(documents) : texts.takeOut.ready(documents)}
      lockable
      foot={
        file === undefined ? undefined : (
          <>
            <Button kind={saved ? "second" : "main"} picture="save" onClick={save}>
              {saved ? texts.takeOut.saveAgain : texts.takeOut.save}
            </Button>
            {saved && (
              <Button kind="main" picture="check" busy={task.busy} onClick={finish}>
                {texts.takeOut.saved}
              </Button>
            )}
          </>
        )
      }
    >
      <div role="status">
        <Note kind="ok">{file === undefined ? texts.takeOut.written(documents) : texts.takeOut.ready(documents)}</Note>
      </div>
      {saved && <p>{texts.takeOut.savedAsk}</p>}
      <Note kind="wait">{texts.takeOut.caution}</Note>
      {altered.length > 0 && (
        <section class="section stack">
          <Note kind="stop">{texts.takeOut.altered}</Note>
          <Some
            items={altered}
            row={(paper) => (
              <li class="row">
                <span class="token">
                  <Pictogram name="sheet" />
                </span>
                <span class="grow">
                  <Name of={paper} />
                </span>
              </li>
            )}
          />
        </section>
      )}
      <Refusal error={task.error} />
    </Screen>
  );
}

/** A blob: address that lives as long as its screen. */
function useAddress(file: File | undefined) {
  const address = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (file !== undefined) address.current = URL.createObjectURL(file);
    return () => {
      if (address.current !== undefined) URL.revokeObjectURL(address.current);
    };
  }, [file]);
  return address;
}

function suggestedName(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `armoire-${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}.zip`;
}
