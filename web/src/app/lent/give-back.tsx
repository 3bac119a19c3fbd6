import type { LentContents } from "../../bridge/bridge";
import { Ask } from "../components/ask";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";
import { capital } from "./called";
import { Whose, ownerIn } from "./whose";

/** Everything that is lent there is given back, at once. Its holder doesn't have to agree. */
export function GiveBackScreen({ locker }: { locker: LentContents }) {
  const { armoire, texts, way } = useOthersSetting();
  const { giveBack } = texts;
  const { refresh, tell } = useInside();
  const task = useTask();
  const owner = ownerIn(locker, texts);
  return (
    <Ask
      title={giveBack.title}
      say={giveBack.what(owner)}
      no={giveBack.no}
      yes={giveBack.yes}
      picture="people/take"
      busy={task.busy}
      error={task.error}
      onYes={() => {
        task.run(async () => {
          await armoire.giveBack(locker.grants);
          await refresh();
          tell({ sentence: giveBack.done(owner) });
          way.restart({ at: "home" }, { at: "others", show: "lent" });
        });
      }}
    >
      <Whose of={locker} />
      <p>
        {giveBack.what(owner)} {capital(giveBack.told(owner))}
      </p>
      <p>{giveBack.again}</p>
    </Ask>
  );
}
