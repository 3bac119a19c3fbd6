import { Screen } from "../components/screen";
import { Languages } from "../door/languages";
import { useAccountSetting } from "./account-setting";

/** Each language by its own name. */
export function LanguageScreen() {
  const { texts } = useAccountSetting();
  return (
    <Screen title={texts.language.title} say={texts.language.say} lockable>
      <Languages />
    </Screen>
  );
}
