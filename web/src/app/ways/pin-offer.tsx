import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Note } from "../components/note";
import { focusTitle } from "../focus";
import { useSetting } from "../setting";

// As long as the page lives: nothing about it is kept on the device.
let later = false;

/** Opening with six digits, offered on one's own device that has no PIN yet, once there is something worth opening. */
export function PinOffer() {
  const { texts, way, remembered } = useSetting();
  const [put, setPut] = useState(later);
  if (put || remembered?.handle === undefined || remembered.pin === true || !remembered.keeps) return null;
  return (
    <Note kind="info">
      {texts.setPin.offer}
      <div class="pair">
        <Button
          small
          picture="digits"
          onClick={() => {
            way.go({ at: "setPin" });
          }}
        >
          {texts.setPin.offerGo}
        </Button>
        <Button
          small
          kind="plain"
          onClick={() => {
            later = true;
            setPut(true);
            focusTitle();
          }}
        >
          {texts.setPin.offerLater}
        </Button>
      </div>
    </Note>
  );
}
