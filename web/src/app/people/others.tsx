import { LendKeeper } from "../lend/draft";
import { isLend, LendScreens } from "../lend/screens";
import { isLent } from "../lent/place";
import { LentScreens } from "../lent/screens";
import { CallingKeeper } from "../meeting/draft";
import { isMeeting } from "../meeting/place";
import { MeetingScreens } from "../meeting/screens";
import { MeetingsKeeper } from "./meetings";
import type { OthersPlace } from "./places";
import { PeopleScreens } from "./screens";
import "./people.css";

export { MoveNotes } from "../lend/move-notes";
export { AddNotes } from "../lent/add-notes";
export { HomeBlock } from "../lent/home-block";
export { JournalOthers } from "../lent/journal-others";

/** The screens about other people; answers of a lending and news of invitations stay while one goes from one to the other. */
export function Others({ place }: { place: OthersPlace }) {
  return (
    <MeetingsKeeper>
      <LendKeeper>
        <CallingKeeper>{isMeeting(place) ? <MeetingScreens place={place} /> : isLent(place) ? <LentScreens place={place} /> : isLend(place) ? <LendScreens place={place} /> : <PeopleScreens place={place} />}</CallingKeeper>
      </LendKeeper>
    </MeetingsKeeper>
  );
}
