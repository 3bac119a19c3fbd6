import type { Grantee } from "../../bridge/bridge";
import { Button } from "../components/button";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";
import { useTask } from "../task";
import { calledIn, capital } from "../lent/called";

/** One touch: nothing comes from them any more, and what they had sent goes. It is undone as quickly. */
export function BlockButton({ who }: { who: Grantee }) {
  const { armoire, texts, way } = useOthersSetting();
  const { blocking } = texts;
  const { refresh, tell } = useInside();
  const task = useTask();
  return (
    <>
      <Button
        small
        picture="people/block"
        busy={task.busy}
        onClick={() => {
          task.run(async () => {
            await armoire.block(who.account);
            await refresh();
            tell({
              sentence: `${capital(blocking.blocked(calledIn(who, texts.lent.unknown)))} ${blocking.lends}`,
              undoWord: blocking.undo,
              undone: blocking.undone,
              undo: () => armoire.unblock(who.account),
            });
            way.back();
          });
        }}
      >
        {blocking.block}
      </Button>
      <OthersRefusal error={task.error} />
    </>
  );
}
