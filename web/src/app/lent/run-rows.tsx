import { WayRow } from "../components/way-row";
import { useOthersSetting } from "../people/others-setting";
import { useOthersLoaded } from "../people/use-others-loaded";

/** What whoever runs a locker does there besides its papers: what waits, lending on, what they have lent. */
export function RunRows({ locker, owner }: { locker: string; owner: string }) {
  const { armoire, texts } = useOthersSetting();
  const { run } = texts;
  const inbox = useOthersLoaded(() => armoire.inbox(locker));
  const waiting = inbox.value?.length;
  return (
    <ul class="panel">
      <WayRow
        picture="people/inbox"
        word={run.waiting(owner)}
        why={waiting === undefined ? run.waitingWhy : run.waits(waiting)}
        to={{ at: "others", show: "waiting", of: locker }}
      />
      <WayRow picture="people/lend" word={run.lend(owner)} why={run.lendWhy} to={{ at: "others", show: "runLend", of: locker }} />
      <WayRow picture="eye" word={run.lent(owner)} why={run.lentWhy} to={{ at: "others", show: "runLent", of: locker }} />
    </ul>
  );
}
