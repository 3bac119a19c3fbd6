import type { LentLocker } from "../../bridge/bridge";
import { Screen } from "../components/screen";
import { useOthersSetting } from "../people/others-setting";
import { Whose } from "./whose";

/** The paper isn't there any more, or one's right doesn't reach it: nothing can be done. */
export function NothingThere({ of }: { of: LentLocker }) {
  const { texts } = useOthersSetting();
  return (
    <Screen title={texts.lent.title} say={texts.acting.gone} lockable>
      <Whose of={of} />
      <p class="placeholder" role="alert">
        {texts.acting.gone}
      </p>
    </Screen>
  );
}
