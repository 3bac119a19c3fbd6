import { useState } from "preact/hooks";
import { Ask } from "../components/ask";
import { Meter } from "../components/meter";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { binned } from "./bin";
import { useInside } from "./inside";

/** Deleting all binned papers for good, one after the other: what has gone when something stops it, has gone. */
export function EmptyBinScreen() {
  const { armoire, texts, way } = useSetting();
  const { contents, refresh, tell } = useInside();
  const [step, setStep] = useState<{ done: number; of: number }>();
  const task = useTask();
  const papers = binned(contents.documents);

  const empty = () => {
    const { length } = papers;
    task.run(async () => {
      try {
        for (const [done, { id }] of papers.entries()) {
          setStep({ done, of: length });
          await armoire.delete(id);
        }
      } finally {
        setStep(undefined);
        await refresh();
      }
      tell({ sentence: texts.bin.emptied });
      way.back();
    });
  };

  return (
    <Ask
      title={texts.emptyBin.title}
      say={texts.emptyBin.say}
      no={texts.emptyBin.no}
      yes={texts.emptyBin.yes}
      picture="bin"
      busy={task.busy}
      error={task.error}
      onYes={empty}
    >
      <p>{texts.emptyBin.what(step?.of ?? papers.length)}</p>
      <p>
        <b>{texts.deletePaper.forever}</b>
      </p>
      {step !== undefined && (
        <p class="state">
          {texts.emptyBin.step(step.done, step.of)}
          <Meter label={texts.emptyBin.bar} percent={Math.floor((100 * step.done) / step.of)} />
        </p>
      )}
    </Ask>
  );
}
