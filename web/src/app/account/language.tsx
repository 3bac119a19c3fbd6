import { Screen } from "../components/screen";
import { Languages } from "../door/languages";
import { useSetting } from "../setting";

/** Each language by its own name. */
export function LanguageScreen() {
  const { texts } = useSetting();
  return (
    <Screen title={texts.language.title} say={texts.language.say} lockable>
      <Languages />
    </Screen>
  );
}
