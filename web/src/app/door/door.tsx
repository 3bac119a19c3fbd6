import type { DoorPlace } from "../way";
import { CreateScreen } from "./create";
import { FirstScreen } from "./first";
import { RecoverScreen } from "./recover";
import { RecoverByScan } from "./recover-scan";
import { SignInScreen } from "./sign-in";

/** What stands before the door. `reason` says why the locker closed, when it closed by itself. */
export function Door({ place, reason }: { place: DoorPlace; reason: unknown }) {
  switch (place.at) {
    case "first":
      return <FirstScreen key="first" />;
    case "create":
      return <CreateScreen key="create" />;
    case "signIn":
      return <SignInScreen key="signIn" reason={reason} />;
    case "recover":
      return <RecoverScreen key="recover" />;
    case "scan":
      return <RecoverByScan key="scan" />;
  }
}
