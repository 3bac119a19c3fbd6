import { WaitingArea } from "../requests/waiting-area";
import { LentArea } from "./area";
import "./acting.css";
import { HandingKeeper } from "./handing";
import "./lent.css";
import { isArea, type LentPlace } from "./place";

/** Screens about what others lend, hand in, ask and tell; and what is done in their lockers. */
export function LentScreens({ place }: { place: LentPlace }) {
  return isArea(place) ? (
    <HandingKeeper key="area" place={place}>
      <LentArea place={place} />
    </HandingKeeper>
  ) : (
    <WaitingArea key="waiting" place={place} />
  );
}
