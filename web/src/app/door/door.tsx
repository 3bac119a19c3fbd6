import { useSetting } from "../setting";
import { LostAtDoor } from "../locker/lost-part";
import type { DoorPlace } from "../way";
import { CreateScreen } from "./create";
import { FirstScreen } from "./first";
import { PinGoneScreen, PinScreen } from "./pin";
import { RecoverScreen } from "./recover";
import { RecoverByScan } from "./recover-scan";
import { SignInScreen } from "./sign-in";

/** What stands before the door. `reason` says why the locker closed, when it closed by itself. */
export function Door({ place, reason }: { place: DoorPlace; reason: unknown }) {
  const { remembered } = useSetting();
  switch (place.at) {
    case "first":
      return <FirstScreen key="first" />;
    case "create":
      return <CreateScreen key="create" />;
    case "signIn":
      return remembered?.pin === true && place.words !== true ? (
        <PinScreen key="pin" reason={reason} />
      ) : (
        <SignInScreen key="signIn" reason={reason} />
      );
    case "pinGone":
      return <PinGoneScreen key="pinGone" />;
    case "recover":
      return <RecoverScreen key="recover" />;
    case "scan":
      return <RecoverByScan key="scan" />;
    case "lost":
      return <LostAtDoor key="lost" />;
  }
}
