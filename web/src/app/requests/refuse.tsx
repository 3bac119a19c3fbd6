import type { HandedIn } from "../../bridge/bridge";
import { Ask } from "../components/ask";
import { Name } from "../components/name";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";
import { calledIn, capital } from "../lent/called";
import type { Waiting } from "./waiting-area";

/** Refusing can't be undone here: whoever brought it may bring it again. */
export function RefuseScreen({ paper, waiting }: { paper: HandedIn; waiting: Waiting }) {
  const { armoire, texts, way } = useOthersSetting();
  const { refresh, tell } = useInside();
  const task = useTask();
  return (
    <Ask
      title={texts.handedIn.refuseTitle}
      say={texts.handedIn.refuseSay}
      no={texts.handedIn.no}
      yes={texts.handedIn.yes}
      picture="cross"
      busy={task.busy}
      error={task.error}
      onYes={() => {
        task.run(async () => {
          await waiting.decide(async () => {
            await armoire.refuseHandedIn(paper.id);
            await refresh();
          });
          tell({ sentence: texts.handedIn.refused });
          way.backBy(2);
        });
      }}
    >
      <p>
        <Name of={paper.name} />
      </p>
      <p>{capital(texts.handedIn.refuseWhat(calledIn(paper.from, texts.lent.unknown)))}</p>
    </Ask>
  );
}
