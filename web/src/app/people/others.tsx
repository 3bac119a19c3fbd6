import { HomeScreen } from "../locker/home";
import type { OthersPlace } from "./places";
import "./people.css";

/** The screens about other people. */
export function Others({ place }: { place: OthersPlace }) {
  switch (place.show) {
    default:
      return <HomeScreen safe={false} />;
  }
}
