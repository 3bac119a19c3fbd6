import { EndedScreen } from "./ended";
import { ModeScreen } from "./mode-screen";
import type { LendPlace } from "./place";
import { LendReadScreen } from "./read";
import { ReadsScreen } from "./reads";
import { SeesScreen } from "./sees";
import { TakeAllBackScreen } from "./take-all";
import { LendWhatScreen } from "./what";
import { LendWhoScreen } from "./who";
import { LendWhyScreen } from "./why";

/** Lending, who sees what, and how one lives with the locker. */
export function LendScreens({ place }: { place: LendPlace }) {
  switch (place.show) {
    case "lendWho":
      return <LendWhoScreen key="who" start={place.start} />;
    case "lendWhat":
      return <LendWhatScreen key="what" start={place.start} />;
    case "lendWhy":
      return <LendWhyScreen key="why" />;
    case "lendRead":
      return <LendReadScreen key="read" />;
    case "sees":
      return <SeesScreen key="sees" />;
    case "takeAllBack":
      return <TakeAllBackScreen key="takeAllBack" />;
    case "reads":
      return <ReadsScreen key="reads" />;
    case "mode":
      return <ModeScreen key="mode" />;
    case "ended":
      return <EndedScreen key="ended" />;
  }
}

export function isLend(place: { show: string }): place is LendPlace {
  return Object.hasOwn(shows, place.show);
}

// A record, so that the compiler keeps it equal to the places.
const shows: Record<LendPlace["show"], true> = {
  lendWho: true,
  lendWhat: true,
  lendWhy: true,
  lendRead: true,
  sees: true,
  takeAllBack: true,
  reads: true,
  mode: true,
  ended: true,
};
