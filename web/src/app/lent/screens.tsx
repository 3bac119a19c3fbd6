import { useState } from "preact/hooks";
import { WaitingArea } from "../requests/waiting-area";
import { LentArea, type Handed } from "./area";
import "./lent.css";
import { isArea, type LentPlace } from "./place";

/** Screens about what others lend, hand in, ask and tell. */
export function LentScreens({ place }: { place: LentPlace }) {
  const [handed, setHanded] = useState<readonly Handed[]>([]);
  if (isArea(place)) {
    return (
      <LentArea
        key="area"
        place={place}
        handed={handed}
        onHanded={(one) => {
          setHanded((before) => [one, ...before]);
        }}
      />
    );
  }
  return <WaitingArea key="waiting" place={place} />;
}
