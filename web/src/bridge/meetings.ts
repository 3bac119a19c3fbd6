import type { Grantee } from "./people";

/** When, where and what for. */
export interface Appointment {
  /** Milliseconds since 1970; at most a year ahead. */
  start: number;
  /** 1 to 1,440. */
  minutes: number;
  place?: string;
  purpose: string;
}

/** A meeting that one has called. */
export interface CalledMeeting extends Appointment {
  id: string;
  /** How often it was moved or called off. */
  sequence: number;
  /** Until when what is lent for it stays lent, milliseconds since 1970. */
  until: number;
  off: boolean;
  /** Whether each is told who the others are. */
  named: boolean;
  guests: Guest[];
}

/** One of those who are invited. */
export interface Guest {
  who: Grantee;
  /** Absent until they have answered. */
  comes?: boolean;
  motive?: string;
  /** What they see for it now. */
  sees: { grant: string; name?: string; shelf?: true; end: number }[];
}

/** A meeting that one is invited to. */
export interface InvitedMeeting extends Appointment {
  /** Of the letter. */
  id: string;
  sequence: number;
  from: Grantee;
  /** When they wrote. */
  time: number;
  /** Names of the others who are invited, where that is said. */
  with?: string[];
  off: boolean;
  /** Whether one has said yes. */
  accepted: boolean;
}

/** What a call gives: what stands now, and whom it couldn't write to; `remindOfMeeting` tries again. */
export interface Told {
  meeting: CalledMeeting;
  untold: Grantee[];
}

/** What the page may ask of the worker about meetings. */
export interface Meetings {
  /** Those that one has called and those that one is invited to, the next one first; answers that wait are taken in. */
  meetings(): Promise<{ called: CalledMeeting[]; invited: InvitedMeeting[] }>;
  /**
   * Calls one: lends what each shall see (papers, shelves; 30 in all) until `until`, at most 48 hours after its end, then writes to them (1 to 20). `past`, `end`,
   * `too_many` beyond 100 that aren't over, `unverified`, `card`.
   */
  callMeeting(input: Appointment & { until: number; named: boolean; guests: { account: string; sees: string[] }[] }): Promise<Told>;
  /** Asks everybody anew; what they see for it they see until the new `until`. `off`. */
  moveMeeting(id: string, to: Omit<Appointment, "purpose"> & { until: number }): Promise<Told>;
  /** Takes back what was lent for it, then tells them. */
  cancelMeeting(id: string): Promise<Told>;
  /** Writes again to those who haven't answered. */
  remindOfMeeting(id: string): Promise<Told>;
  /** Says whether one comes. `off` for one that is over or doesn't take place. */
  answerMeeting(id: string, comes: boolean, motive?: string): Promise<void>;
  /** A meeting that was called off was read: it goes. */
  forgetMeeting(id: string): Promise<void>;
  /** One of either kind as a calendar file; `title` is what the calendar shows, and where only if it is said. */
  meetingCalendar(id: string, shown: { title: string; place?: string }): Promise<string>;
}
