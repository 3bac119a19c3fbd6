import { WaitingArea } from "../requests/waiting-area";
import { LentArea } from "./area";
import "./acting.css";
import "./lent.css";
import { isArea, type LentPlace } from "./place";

/** Screens about what others lend, hand in, ask and tell; and what is done in their lockers. */
export function LentScreens({ place }: { place: LentPlace }) {
  return isArea(place) ? <LentArea key="area" place={place} /> : <WaitingArea key="waiting" place={place} />;
}
