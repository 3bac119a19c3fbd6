/** Meetings: called by oneself, or by others. */
export type MeetingPlace =
  | { show: "meetings" }
  /** The questions of a new one; it begins with somebody, or with nobody yet. */
  | { show: "meetingWho"; to?: string }
  | { show: "meetingWhen" | "meetingSees" | "meetingRead" }
  /** One that this person has called. */
  | { show: "meeting" | "meetingMove" | "meetingOff"; meeting: string }
  /** One to which this person is invited. */
  | { show: "invited" | "invitedNo"; meeting: string };

export function isMeeting(place: { show: string }): place is MeetingPlace {
  return Object.hasOwn(shows, place.show);
}

// A record, so that the compiler keeps it equal to the places.
const shows: Record<MeetingPlace["show"], true> = {
  meetings: true,
  meetingWho: true,
  meetingWhen: true,
  meetingSees: true,
  meetingRead: true,
  meeting: true,
  meetingMove: true,
  meetingOff: true,
  invited: true,
  invitedNo: true,
};
