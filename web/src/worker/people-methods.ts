import type {
  Asked,
  Carrier,
  Entry,
  Grant,
  Grantee,
  Handed,
  HandedIn,
  Introduction,
  Invitation,
  Inviter,
  LentContents,
  LentLocker,
  LentEntry,
  LentPaper,
  Letter,
  Loan,
  NewFile,
  OpenDocument,
  People,
  PeopleNews,
  Person,
  Progress,
  Read,
  ReferentState,
  Standing,
  Vouched,
} from "../bridge/bridge";
import { WaysMethods } from "./ways-methods";

/** What is done with other people: the part that does it comes when it is used. */
export abstract class PeopleMethods extends WaysMethods implements People {
  /** `locked` unless a locker is open. */
  protected abstract others(): Promise<People>;

  async introduction(): Promise<Introduction | undefined> {
    return (await this.others()).introduction();
  }

  async introduce(introduction: Introduction): Promise<void> {
    return (await this.others()).introduce(introduction);
  }

  async invite(carrier: Carrier): Promise<Invitation> {
    return (await this.others()).invite(carrier);
  }

  async invitations(): Promise<{ open: Invitation[]; news: PeopleNews[] }> {
    return (await this.others()).invitations();
  }

  async takeBackInvitation(id: string): Promise<void> {
    return (await this.others()).takeBackInvitation(id);
  }

  async readInvitation(text: string): Promise<Inviter> {
    return (await this.others()).readInvitation(text);
  }

  async join(text: string, introduction: Introduction): Promise<Person> {
    return (await this.others()).join(text, introduction);
  }

  async people(): Promise<Person[]> {
    return (await this.others()).people();
  }

  async lend(input: Parameters<People["lend"]>[0]): Promise<Grant[]> {
    return (await this.others()).lend(input);
  }

  async grants(of?: string): Promise<Grant[]> {
    return (await this.others()).grants(of);
  }

  async takeBack(grants: string[], of?: string): Promise<void> {
    return (await this.others()).takeBack(grants, of);
  }

  async takeBackAll(account?: string): Promise<void> {
    return (await this.others()).takeBackAll(account);
  }

  async reads(): Promise<Read[]> {
    return (await this.others()).reads();
  }

  async loans(): Promise<Loan[]> {
    return (await this.others()).loans();
  }

  async lentPapers(grant: string): Promise<LentPaper[]> {
    return (await this.others()).lentPapers(grant);
  }

  async lentEntry(grant: string): Promise<LentEntry | null> {
    return (await this.others()).lentEntry(grant);
  }

  async openLent(grant: string, id: string, progress?: Progress): Promise<OpenDocument> {
    return (await this.others()).openLent(grant, id, progress);
  }

  async lentLockers(): Promise<LentLocker[]> {
    return (await this.others()).lentLockers();
  }

  async lentLocker(of: string): Promise<LentContents> {
    return (await this.others()).lentLocker(of);
  }

  async giveBack(grants: string[]): Promise<void> {
    return (await this.others()).giveBack(grants);
  }

  async handIn(to: string, file: NewFile, progress?: Progress): Promise<void> {
    return (await this.others()).handIn(to, file, progress);
  }

  async inbox(of?: string): Promise<HandedIn[]> {
    return (await this.others()).inbox(of);
  }

  async openHandedIn(id: string, of?: string, progress?: Progress): Promise<OpenDocument> {
    return (await this.others()).openHandedIn(id, of, progress);
  }

  async acceptHandedIn(id: string, folder: string, of?: string): Promise<void> {
    return (await this.others()).acceptHandedIn(id, folder, of);
  }

  async refuseHandedIn(id: string, of?: string): Promise<void> {
    return (await this.others()).refuseHandedIn(id, of);
  }

  async block(account: string): Promise<void> {
    return (await this.others()).block(account);
  }

  async unblock(account: string): Promise<void> {
    return (await this.others()).unblock(account);
  }

  async blocked(): Promise<Grantee[]> {
    return (await this.others()).blocked();
  }

  async asked(): Promise<Asked[]> {
    return (await this.others()).asked();
  }

  async handed(): Promise<Handed[]> {
    return (await this.others()).handed();
  }

  async standing(): Promise<Standing[]> {
    return (await this.others()).standing();
  }

  async leave(input: Parameters<People["leave"]>[0]): Promise<void> {
    return (await this.others()).leave(input);
  }

  async letters(): Promise<Letter[]> {
    return (await this.others()).letters();
  }

  async ask(input: Parameters<People["ask"]>[0]): Promise<void> {
    return (await this.others()).ask(input);
  }

  async answer(input: Parameters<People["answer"]>[0]): Promise<void> {
    return (await this.others()).answer(input);
  }

  async decide(input: Parameters<People["decide"]>[0]): Promise<void> {
    return (await this.others()).decide(input);
  }

  async dismiss(letter: string): Promise<void> {
    return (await this.others()).dismiss(letter);
  }

  async entries(): Promise<Entry[]> {
    return (await this.others()).entries();
  }

  async saveEntry(entry: Parameters<People["saveEntry"]>[0]): Promise<Entry> {
    return (await this.others()).saveEntry(entry);
  }

  async removeEntry(id: string): Promise<void> {
    return (await this.others()).removeEntry(id);
  }

  async referent(): Promise<ReferentState> {
    return (await this.others()).referent();
  }

  async proposeReferent(entry: string): Promise<void> {
    return (await this.others()).proposeReferent(entry);
  }

  async endReferent(motive?: string): Promise<void> {
    return (await this.others()).endReferent(motive);
  }

  async ownVouch(): Promise<Vouched | null> {
    return (await this.others()).ownVouch();
  }

  async showVouch(to: string): Promise<void> {
    return (await this.others()).showVouch(to);
  }

  async vouch(input: Parameters<People["vouch"]>[0]): Promise<void> {
    return (await this.others()).vouch(input);
  }

  async propose(input: Parameters<People["propose"]>[0]): Promise<void> {
    return (await this.others()).propose(input);
  }
}
