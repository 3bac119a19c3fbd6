import type { InvitedMeeting, CalledMeeting, Meetings, Told } from "../bridge/meetings";
import { PeopleMethods } from "./people-methods";

/** What is done about meetings: the part that does it comes when it is used. */
export abstract class MeetingMethods extends PeopleMethods implements Meetings {
  /** `locked` unless a locker is open. */
  protected abstract appointments(): Promise<Meetings>;

  async meetings(): Promise<{ called: CalledMeeting[]; invited: InvitedMeeting[] }> {
    return (await this.appointments()).meetings();
  }

  async callMeeting(input: Parameters<Meetings["callMeeting"]>[0]): Promise<Told> {
    return (await this.appointments()).callMeeting(input);
  }

  async moveMeeting(id: string, to: Parameters<Meetings["moveMeeting"]>[1]): Promise<Told> {
    return (await this.appointments()).moveMeeting(id, to);
  }

  async cancelMeeting(id: string): Promise<Told> {
    return (await this.appointments()).cancelMeeting(id);
  }

  async remindOfMeeting(id: string): Promise<Told> {
    return (await this.appointments()).remindOfMeeting(id);
  }

  async answerMeeting(id: string, comes: boolean, motive?: string): Promise<void> {
    return (await this.appointments()).answerMeeting(id, comes, motive);
  }

  async forgetMeeting(id: string): Promise<void> {
    return (await this.appointments()).forgetMeeting(id);
  }

  async meetingCalendar(id: string, shown: Parameters<Meetings["meetingCalendar"]>[1]): Promise<string> {
    return (await this.appointments()).meetingCalendar(id, shown);
  }
}
