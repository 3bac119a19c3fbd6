import { WaitingArea } from "../requests/waiting-area";
import { LentArea } from "./area";
import "./lent.css";
import { isArea, type LentPlace } from "./place";

/** Screens about what others lend, hand in, ask and tell. */
export function LentScreens({ place }: { place: LentPlace }) {
  if (isArea(place)) return <LentArea key="area" place={place} />;
  return <WaitingArea key="waiting" place={place} />;
}
