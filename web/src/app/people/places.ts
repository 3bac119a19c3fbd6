import type { LendPlace } from "../lend/place";
import type { LentPlace } from "../lent/place";
import type { MeetingPlace } from "../meeting/place";
import type { PeoplePlace } from "./place";

/** Everything about other people: its screens are fetched when the first of them is asked for. */
export type OthersPlace = PeoplePlace | LendPlace | LentPlace | MeetingPlace;
