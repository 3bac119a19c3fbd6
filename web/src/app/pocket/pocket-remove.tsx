import type { Document } from "../../bridge/bridge";
import { Ask } from "../components/ask";
import { Name } from "../components/name";
import { useInside } from "../locker/inside";
import { useSetting } from "../setting";
import { useTask } from "../task";

/** Takes a paper out of the pocket; it stays in the locker. */
export function PocketRemoveScreen({ paper }: { paper: Document }) {
  const { armoire, texts, way, remember } = useSetting();
  const { tell } = useInside();
  const task = useTask();
  const { pocket } = texts;
  return (
    <Ask
      title={pocket.outTitle}
      say={pocket.outSay}
      no={pocket.outNo}
      yes={pocket.outYes}
      picture="cross"
      busy={task.busy}
      error={task.error}
      onYes={() => {
        task.run(async () => {
          await armoire.pocketRemove(paper.id);
          void remember();
          tell({ sentence: pocket.outDone });
          way.back();
        });
      }}
    >
      <Name of={paper.name} />
      <p>{pocket.outWhat}</p>
    </Ask>
  );
}
