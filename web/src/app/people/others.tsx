import { HomeScreen } from "../locker/home";
import { isLent } from "../lent/place";
import { LentScreens } from "../lent/screens";
import type { OthersPlace } from "./places";
import "./people.css";

/** The screens about other people. */
export function Others({ place }: { place: OthersPlace }) {
  if (isLent(place)) return <LentScreens place={place} />;
  switch (place.show) {
    default:
      return <HomeScreen safe={false} />;
  }
}
