import type { Queue } from "../queue";
import type { Around } from "../ways/context";
import type { Surroundings } from "../world";

/** What is done with other people stands on: an open locker. */
export interface PeopleAround extends Around {
  /** Changes of the log follow one another. */
  queue: Queue;
  later: Surroundings["later"];
}
