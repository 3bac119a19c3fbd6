import type { HandedIn } from "../../bridge/bridge";
import { Ask } from "../components/ask";
import { Name } from "../components/name";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";
import { calledIn, capital } from "../lent/called";
import { Whose, ownerIn } from "../lent/whose";
import type { Waiting } from "./waiting-area";

/** Refusing can't be undone here: whoever brought it may bring it again. */
export function RefuseScreen({ paper, waiting }: { paper: HandedIn; waiting: Waiting }) {
  const { armoire, texts, way } = useOthersSetting();
  const { refresh, tell } = useInside();
  const task = useTask();
  const { locker } = waiting;
  const owner = locker && ownerIn(locker, texts);
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
            await armoire.refuseHandedIn(paper.id, locker?.locker);
            await refresh();
          });
          tell({ sentence: owner === undefined ? texts.handedIn.refused : texts.runWaiting.refused(owner) });
          way.backBy(2);
        });
      }}
    >
      {locker !== undefined && <Whose of={locker} />}
      <p>
        <Name of={paper.name} />
      </p>
      <p>{capital(texts.handedIn.refuseWhat(calledIn(paper.from, texts.lent.unknown)))}</p>
      {owner !== undefined && (
        <p>
          {texts.runWaiting.refuse(owner)} {texts.acting.seen(owner)}
        </p>
      )}
    </Ask>
  );
}
