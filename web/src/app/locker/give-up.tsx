import type { Outgoing } from "../../bridge/bridge";
import { Ask } from "../components/ask";
import { Name } from "../components/name";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";

/** Giving up a paper that isn't sent: asked once, since it is nowhere else. */
export function GiveUpScreen({ paper }: { paper: Outgoing }) {
  const { armoire, texts, way } = useSetting();
  const { tell } = useInside();
  const task = useTask();
  return (
    <Ask
      title={texts.giveUp.title}
      say={texts.giveUp.say}
      no={texts.giveUp.no}
      yes={texts.giveUp.yes}
      picture="cross"
      busy={task.busy}
      error={task.error}
      onYes={() => {
        task.run(async () => {
          await armoire.discard(paper.id);
          tell({ sentence: texts.giveUp.done });
          way.back();
        });
      }}
    >
      <Name of={paper.name} />
      <p>{paper.replaces ? texts.giveUp.whatVersion : texts.giveUp.what}</p>
    </Ask>
  );
}
