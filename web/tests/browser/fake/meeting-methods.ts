import { ArmoireError, type Contents } from "../../../src/bridge/bridge";
import type { CalledMeeting, InvitedMeeting, Meetings, Told } from "../../../src/bridge/meetings";
import { FakePeopleMethods } from "./people-methods";

/** Meetings as a test sets them. */
export interface Appointments {
  called: CalledMeeting[];
  invited: InvitedMeeting[];
}

/** Meetings in the page's memory: who is invited never answers unless a test says so. */
export abstract class FakeMeetingMethods extends FakePeopleMethods implements Meetings {
  readonly appointments: Appointments = { called: [], invited: [] };
  #made = 0;

  override async known() {
    return this.#counted(await super.known());
  }

  override async contents() {
    return this.#counted(await super.contents());
  }

  #counted(contents: Contents): Contents {
    const { called, invited } = this.appointments;
    const meetings = called.filter(({ off }) => !off).length + invited.filter(({ accepted, off }) => accepted && !off).length;
    if (meetings === 0) return contents;
    return { ...contents, others: { ...(contents.others ?? { seeing: 0, helping: 0, waiting: 0, lent: 0 }), meetings } };
  }

  async meetings() {
    await this.fromServer("meetings");
    return { called: [...this.appointments.called], invited: [...this.appointments.invited] };
  }

  async callMeeting({ guests, ...input }: Parameters<Meetings["callMeeting"]>[0]): Promise<Told> {
    await this.fromServer("callMeeting");
    const meeting: CalledMeeting = {
      ...input,
      id: `meeting ${String((this.#made += 1))}`,
      sequence: 0,
      off: false,
      guests: guests.map(({ account, sees }) => ({
        who: this.others.person(account),
        sees: sees.map((id) => {
          const { documents, folders } = this.shelves.contents();
          const shelf = folders.find((folder) => folder.id === id);
          const { name } = shelf ?? documents.find((paper) => paper.id === id) ?? { name: id };
          return { grant: `${account} ${id}`, name, ...(shelf !== undefined && { shelf: true as const }), end: input.until };
        }),
      })),
    };
    this.appointments.called.push(meeting);
    return this.#told(meeting);
  }

  async moveMeeting(id: string, to: Parameters<Meetings["moveMeeting"]>[1]): Promise<Told> {
    await this.fromServer("moveMeeting");
    const meeting = this.#called(id);
    Object.assign(meeting, to, { sequence: meeting.sequence + 1, guests: meeting.guests.map(({ who, sees }) => ({ who, sees: sees.map((one) => ({ ...one, end: to.until })) })) });
    return this.#told(meeting);
  }

  async cancelMeeting(id: string): Promise<Told> {
    await this.fromServer("cancelMeeting");
    const meeting = this.#called(id);
    Object.assign(meeting, { off: true, sequence: meeting.sequence + 1, guests: meeting.guests.map((guest) => ({ ...guest, sees: [] })) });
    return this.#told(meeting);
  }

  async remindOfMeeting(id: string): Promise<Told> {
    await this.fromServer("remindOfMeeting");
    return this.#told(this.#called(id));
  }

  async answerMeeting(id: string, comes: boolean) {
    await this.fromServer("answerMeeting");
    const { invited } = this.appointments;
    this.appointments.invited = comes ? invited.map((one) => (one.id === id ? { ...one, accepted: true } : one)) : invited.filter((one) => one.id !== id);
    this.tell({ kind: "changed" });
  }

  async forgetMeeting(id: string) {
    await this.fromServer("forgetMeeting");
    this.appointments.invited = this.appointments.invited.filter((one) => one.id !== id);
    this.tell({ kind: "changed" });
  }

  async meetingCalendar(_: string, { title }: Parameters<Meetings["meetingCalendar"]>[1]) {
    await this.fromServer("meetingCalendar");
    return `BEGIN:VCALENDAR\r\nSUMMARY:${title}\r\nEND:VCALENDAR\r\n`;
  }

  #called(id: string): CalledMeeting {
    const meeting = this.appointments.called.find((one) => one.id === id);
    if (meeting === undefined) throw new ArmoireError("not_found");
    return meeting;
  }

  #told(meeting: CalledMeeting): Told {
    this.tell({ kind: "changed" });
    return { meeting, untold: [] };
  }
}
