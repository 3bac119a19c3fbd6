import type { Loan } from "../../bridge/bridge";
import { WayRow } from "../components/way-row";
import { useOthersSetting } from "../people/others-setting";
import { useOthersLoaded } from "../people/use-others-loaded";
import { lendsOn, runs } from "./rights";

/** What whoever manages something of a locker does there besides its papers: lending on, what they have lent; where they run all of it, what waits. */
export function RunRows({ locker, loans, owner }: { locker: string; loans: readonly Loan[]; owner: string }) {
  const { texts } = useOthersSetting();
  const { run } = texts;
  if (!lendsOn(loans)) return null;
  return (
    <ul class="panel">
      {runs(loans) && <WaitingRow locker={locker} owner={owner} />}
      <WayRow picture="people/lend" word={run.lend(owner)} why={run.lendWhy} to={{ at: "others", show: "runLend", of: locker }} />
      <WayRow picture="eye" word={run.lent(owner)} why={run.lentWhy} to={{ at: "others", show: "runLent", of: locker }} />
    </ul>
  );
}

function WaitingRow({ locker, owner }: { locker: string; owner: string }) {
  const { armoire, texts } = useOthersSetting();
  const { run } = texts;
  const inbox = useOthersLoaded(() => armoire.inbox(locker));
  const waiting = inbox.value?.length;
  return (
    <WayRow
      picture="people/inbox"
      word={run.waiting(owner)}
      why={waiting === undefined ? run.waitingWhy : run.waits(waiting)}
      to={{ at: "others", show: "waiting", of: locker }}
    />
  );
}
