import { codeOf } from "../../languages/refusal";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { InsideContext, useInside } from "../locker/inside";
import type { LentContents } from "../../bridge/bridge";
import { useLentShelves } from "../lent/use-lent-locker";
import type { WaitingPlace } from "../lent/place";
import { useOthersSetting } from "../people/others-setting";
import { useOthersLoaded } from "../people/use-others-loaded";
import { Waits } from "./waiting-area";

type Place = Exclude<WaitingPlace, { show: "blocked" }>;

/** What waits in a locker that one runs: the same screens, with its shelves in place of one's own. */
export function RunWaiting({ of, place }: { of: string; place: Place }) {
  const { armoire, texts } = useOthersSetting();
  const loaded = useOthersLoaded(() => armoire.lentLocker(of));
  const isOver = ["lent_over", "not_found", "right"].includes(codeOf(loaded.error)) || (loaded.value !== undefined && loaded.value.right !== "manage");
  if (loaded.value !== undefined && !isOver) return <InLocker locker={loaded.value} place={place} />;
  return (
    <Screen title={texts.waiting.title} say={isOver ? texts.lent.backLine : texts.wait} lockable>
      {isOver ? (
        <p class="placeholder" role="alert">
          {texts.lent.backLine}
        </p>
      ) : (
        <Loading of={loaded}>{() => null}</Loading>
      )}
    </Screen>
  );
}

function InLocker({ locker, place }: { locker: LentContents; place: Place }) {
  const inside = useInside();
  const shelves = useLentShelves(locker);
  return (
    <InsideContext.Provider value={{ ...inside, shelves }}>
      <Waits place={place} locker={locker} />
    </InsideContext.Provider>
  );
}
