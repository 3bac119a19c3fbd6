import { ArmoireError } from "../../bridge/bridge";
import { accountTextsOf } from "../../languages/account";
import { AccountTextsContext } from "../account/account-setting";
import type { Accepted } from "../account/lost";
import { Loading, useLoaded } from "../components/loaded";
import { Screen } from "../components/screen";
import { useSelfLock } from "../self-lock";
import { useSetting } from "../setting";

/** What the service has lost: fetched when it has, and never else. */
export function LostPart({ onAccepted }: { onAccepted: Accepted }) {
  const { texts, language } = useSetting();
  const loaded = useLoaded(async () => {
    const [{ LostScreen }, account] = await Promise.all([import("../account/lost"), accountTextsOf(language.tag)]);
    return { LostScreen, account };
  });
  if (loaded.value === undefined) {
    return (
      <Screen title={texts.wait} say={texts.wait} look="shut" brand={texts.brand} lockable>
        <Loading of={loaded}>{() => null}</Loading>
      </Screen>
    );
  }
  const { LostScreen, account } = loaded.value;
  return (
    <AccountTextsContext.Provider value={account}>
      <LostScreen onAccepted={onAccepted} />
    </AccountTextsContext.Provider>
  );
}

/** At the door: whoever has signed in isn't in yet, and whoever leaves now has to sign in again. */
export function LostAtDoor() {
  const { close, enter, welcome, preferences } = useSetting();
  useSelfLock(preferences.lockAfter, (why) => {
    close(new ArmoireError(why));
  });
  return (
    <LostPart
      onAccepted={(made) => {
        if (made === null) enter();
        else welcome({ keys: made, why: "recovered" });
      }}
    />
  );
}
