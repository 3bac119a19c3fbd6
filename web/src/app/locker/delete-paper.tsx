import type { Document } from "../../bridge/bridge";
import { Ask } from "../components/ask";
import { Name } from "../components/name";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";

/** Deleting for good, asked once: what goes, and that it can't come back. */
export function DeletePaperScreen({ paper }: { paper: Document }) {
  const { armoire, texts, way } = useSetting();
  const { refresh, tell } = useInside();
  const task = useTask();
  return (
    <Ask
      title={texts.deletePaper.title}
      say={texts.deletePaper.say}
      no={texts.deletePaper.no}
      yes={texts.deletePaper.yes}
      picture="cross"
      busy={task.busy}
      error={task.error}
      onYes={() => {
        task.run(async () => {
          await armoire.delete(paper.id);
          tell({ sentence: texts.bin.deleted });
          way.back();
          await refresh();
        });
      }}
    >
      <Name of={paper.name} />
      <p>{texts.deletePaper.what}</p>
      <p>
        <b>{texts.deletePaper.forever}</b>
      </p>
    </Ask>
  );
}
