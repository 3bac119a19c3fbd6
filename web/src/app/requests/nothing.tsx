import { Button } from "../components/button";
import { Screen } from "../components/screen";
import { useOthersSetting } from "../people/others-setting";

/** What was looked at doesn't wait any more: it was answered, here or on another device. */
export function NothingWaits({ what }: { what: "paper" | "letter" }) {
  const { texts, way } = useOthersSetting();
  const sentence = what === "paper" ? texts.handedIn.gone : texts.request.gone;
  return (
    <Screen
      title={texts.waiting.title}
      say={sentence}
      lockable
      foot={
        <Button
          picture="people/inbox"
          onClick={() => {
            way.restart({ at: "home" }, { at: "others", show: "waiting" });
          }}
        >
          {texts.waiting.title}
        </Button>
      }
    >
      <p class="placeholder">{sentence}</p>
    </Screen>
  );
}
