import { MeetingOffScreen } from "./off";
import { CalledScreen } from "./called";
import { InvitedScreen } from "./invited";
import { InvitedNoScreen } from "./invited-no";
import { MeetingsScreen } from "./list";
import { MoveScreen } from "./move";
import type { MeetingPlace } from "./place";
import { MeetingReadScreen } from "./read";
import { MeetingSeesScreen } from "./sees";
import { MeetingWhenScreen } from "./when";
import { MeetingWhoScreen } from "./who";

/** Calling meetings, and answering who calls one. */
export function MeetingScreens({ place }: { place: MeetingPlace }) {
  switch (place.show) {
    case "meetings":
      return <MeetingsScreen key="meetings" />;
    case "meetingWho":
      return <MeetingWhoScreen key="meetingWho" to={place.to} />;
    case "meetingWhen":
      return <MeetingWhenScreen key="meetingWhen" />;
    case "meetingSees":
      return <MeetingSeesScreen key="meetingSees" />;
    case "meetingRead":
      return <MeetingReadScreen key="meetingRead" />;
    case "meeting":
      return <CalledScreen key="meeting" id={place.meeting} />;
    case "meetingMove":
      return <MoveScreen key="meetingMove" id={place.meeting} />;
    case "meetingOff":
      return <MeetingOffScreen key="meetingOff" id={place.meeting} />;
    case "invited":
      return <InvitedScreen key="invited" id={place.meeting} />;
    case "invitedNo":
      return <InvitedNoScreen key="invitedNo" id={place.meeting} />;
  }
}
