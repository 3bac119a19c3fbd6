import type { OpenDocument, NewFile, Progress } from "./bridge";

/** How sure it is that an account is the person whose name stands beside it, the surest first. */
export type Trust = "scanned" | "vouched" | "invited" | "unverified";

/** `read`: open; `add`: and new papers; `edit`: and versions, names, places, the bin; `manage`: and answer deposits and lend. */
export type Right = "read" | "add" | "edit" | "manage";

/** How somebody introduces themselves: their own words, which nobody has checked. */
export interface Introduction {
  name: string;
  organisation?: string;
  site?: string;
  mission?: string;
  /** A telephone number, an address, hours: free text. */
  reach?: string;
}

/** Somebody who was met. */
export interface Person extends Introduction {
  account: string;
  trust: Trust;
  /** Since when they are trusted so, milliseconds since 1970. */
  since: number;
  /** Who vouches for them, where `trust` says so. */
  vouch?: Vouched;
  /** Whether it is known where to hand something in to them. */
  reachable: boolean;
  /** The server has shown them another history of one's locker than oneself: what they wrote isn't taken in. */
  forked?: true;
}

/** What an organisation whose code was scanned says of a member. */
export interface Vouched {
  /** Its name, as one knows it. */
  organisation: string;
  /** The organisation's words: what they do there, and where. */
  role: string;
  site?: string;
  /** Milliseconds since 1970. */
  until: number;
}

export type Carrier = "qr" | "link";

/** An invitation that is still open. */
export interface Invitation {
  /** Names it in `takeBackInvitation`. */
  id: string;
  carrier: Carrier;
  /** What the square holds, or the link to send. */
  text: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** Who invites, as far as the invitation tells; nothing is answered by reading it. */
export interface Inviter extends Introduction {
  account: string;
  carrier: Carrier;
  until: number;
  /** Who vouches for them. */
  vouch?: Vouched;
}

/** What became of invitations; each is told until it was heard. */
export type PeopleNews =
  | { news: "met"; person: Person }
  /** Somebody else has tried the same invitation: whoever answered first isn't trusted by it. */
  | { news: "tried"; person: Person }
  /** A reply that isn't signed by the account that gave it. */
  | { news: "refused" };

/** What is lent, or was. */
export interface Grant {
  id: string;
  /** A paper's id, a shelf's, or absent for the whole locker. */
  node?: string;
  on: "locker" | "shelf" | "paper" | "entry";
  /** Of the paper or shelf; absent where it isn't there any more. */
  name?: string;
  /** To whom. */
  to: Grantee;
  /** By whom, when it isn't the holder. */
  by?: Grantee;
  right: Right;
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  /** Since when it is over, if it is. */
  over?: number;
  purpose?: string;
  /** In somebody else's locker: whether it is this account's to take back. */
  mine?: boolean;
}

export interface Grantee {
  account: string;
  /** Absent for somebody whom the holder doesn't know. */
  name?: string;
  organisation?: string;
  trust: Trust;
}

/** Something that somebody has lent to this account. */
export interface Loan {
  grant: string;
  /** In which locker: what is done in it takes this as `of`. */
  locker: string;
  /** The shelf or the paper; absent for the whole locker. */
  node?: string;
  /** Whose it is; or, where that is none of one's people, who lent it for them. */
  from: Person;
  /** Who lent it, where that isn't whose it is. */
  by?: Grantee;
  on: "locker" | "shelf" | "paper" | "entry";
  right: Right;
  start: number;
  end: number;
  purpose?: string;
}

/** A locker of somebody else's, as far as it was lent: by all grants there, as one. */
export interface LentLocker {
  locker: string;
  /** Whose it is; or, where that is none of one's people, who lent it for them. */
  from: Person;
  /** Who lent it, where that isn't whose it is. */
  by?: Grantee;
  /** What may be done with the whole of it; absent where only parts were lent. With `manage` one runs it. */
  right?: Right;
  /** Until when that may be done; where only parts were lent, when the last one ends. */
  end: number;
  grants: string[];
}

/** What was lent there, what lies in the bin too. */
export interface LentContents extends LentLocker {
  folders: LentFolder[];
  papers: LentPaper[];
  /** Papers that can't be opened until somebody who may gives their new key. */
  awaited: number;
}

export interface LentFolder {
  id: string;
  name: string;
  pictogram: string;
  right: Right;
  end: number;
  trashed?: number;
}

export interface LentPaper {
  /** One that reaches it. */
  grant: string;
  id: string;
  name: string;
  type: string;
  size: number;
  added: number;
  /** Of its shelf, where that was lent: its name, and its id. */
  folder?: string;
  shelf?: string;
  /** The highest that one's grants give. */
  right: Right;
  trashed?: number;
  /** Whether the holder, or who lent it, vouches for its newest state. */
  confirmed: boolean;
}

/** A line of somebody else's accompaniment list that was shown to this account. */
export interface LentEntry extends Introduction {
  grant: string;
  kind: "person" | "team";
  since: number;
  until?: number;
  /** Whether it is about this account. */
  mine: boolean;
  /** Whether the holder, or who showed it, vouches for its newest state. */
  confirmed: boolean;
}

/** Something that waits in one's own locker until it is accepted or refused. */
export interface HandedIn {
  id: string;
  from: Grantee;
  name: string;
  type: string;
  size: number;
  /** When, milliseconds since 1970. */
  time: number;
}

/** A paper that somebody asks for, in their words. */
export interface AskedPaper {
  name: string;
}

/** Something that this account has asked for, and what was answered. */
export interface Asked {
  id: string;
  to: Grantee;
  /** Milliseconds since 1970. */
  time: number;
  papers: AskedPaper[];
  purpose: string;
  until: number;
  /** By paper, in the order in which they were asked. */
  answer?: { granted: boolean[]; motive?: string; time: number };
}

/** Something that it has handed in. What became of it only its receiver knows. */
export interface Handed {
  id: string;
  to: Grantee;
  time: number;
  name: string;
  type: string;
  size: number;
}

/** Whose locker a matter is about, or who helps. */
export type Side = "holder" | "practitioner";

/** A letter from somebody, or to somebody: something to answer, or an answer. */
export interface Letter {
  id: string;
  from: Grantee;
  /** Milliseconds since 1970. */
  time: number;
  content:
    | { kind: "ask"; papers: AskedPaper[]; purpose: string; until: number }
    /** An answer to an `ask` of one's own: by paper, in the order in which they were asked. */
    | { kind: "answer"; to: string; granted: boolean[]; motive?: string }
    /** `by`: who the author is in this: a practitioner who offers themselves, or a holder who asks for a referent. */
    | { kind: "propose"; what: "entry" | "referent"; by: Side; entry?: Introduction; motive?: string }
    | { kind: "accept" | "decline"; to: string; what: "entry" | "referent"; by: Side; motive?: string }
    | { kind: "end"; what: "entry" | "referent"; by: Side; motive?: string; successor?: Introduction };
}

/** One entry of the accompaniment list. */
export interface Entry extends Introduction {
  id: string;
  /** A professional's or a relative's account; absent for somebody whom the holder typed in. */
  account?: string;
  trust?: Trust;
  /** A person, or a team that was met one day. */
  kind: "person" | "team";
  /** Since when (for a team: met on), and until when they helped; milliseconds since 1970. */
  since: number;
  until?: number;
  /** Who proposed it, when that wasn't the holder. */
  addedBy?: Grantee;
  /** Accounts that see this entry, besides the holder. */
  shownTo: Grantee[];
}

/** Somebody on whose list one stands. */
export interface Standing {
  who: Grantee;
  /** Whether one is their referent. */
  referent: boolean;
}

/** What stands between the holder and a referent. */
export type ReferentState =
  | { state: "none" }
  | { state: "proposed"; entry: string; by: Side; time: number }
  | { state: "accepted"; entry: string; time: number }
  | { state: "declined"; entry: string; by: Side; time: number; motive?: string }
  | { state: "ended"; entry: string; by: Side; time: number; motive?: string; successor?: Introduction };

/** Who looked at what: recorded by the server, so its word, not a proof. */
export interface Read {
  who: Grantee;
  /** Of the paper; absent where it isn't there any more. */
  name?: string;
  time: number;
}

/**
 * What the page may ask of the worker about other people. `of` is the locker of somebody else in which it is done, by what they have lent; absent
 * for one's own. There, what one's right doesn't reach is `right`, before anything is sent; once all is taken back or over it is `lent_over`; where a
 * key is out of use and only its holder, or who runs the whole locker, can give a new one `stale_key`; after new keys of one's own `renewal`.
 */
export interface People {
  /** What others are told; absent until it was given. */
  introduction(): Promise<Introduction | undefined>;
  introduce(introduction: Introduction): Promise<void>;
  /** Makes an invitation: a square that holds for 10 minutes, or a link that holds for 7 days. */
  invite(carrier: Carrier): Promise<Invitation>;
  /** Open invitations, and what became of others; replies are fetched. */
  invitations(): Promise<{ open: Invitation[]; news: PeopleNews[] }>;
  takeBackInvitation(id: string): Promise<void>;
  /** `malformed`, `invitation_elsewhere` (with `origin`), `invitation_over`, `invitation_own`, `card`. */
  readInvitation(text: string): Promise<Inviter>;
  /** Answers it. `mailbox_replied` when somebody else was first. */
  join(text: string, introduction: Introduction): Promise<Person>;
  people(): Promise<Person[]>;

  /**
   * Lends papers, shelves or (with no node) the whole locker. `unverified`, `end`, `card`. With `of` what one runs there is lent on, for as long as it
   * was lent to oneself at most (`end`, with the latest one).
   */
  lend(input: { nodes: string[]; to: string; right: Right; start?: number; end: number; purpose?: string; of?: string }): Promise<Grant[]>;
  /** Everything that is lent now, and what ended in the last 30 days. With `of`: what lives of what one runs there, but for one's own. */
  grants(of?: string): Promise<Grant[]>;
  /** Takes grants back, all at once. */
  takeBack(grants: string[], of?: string): Promise<void>;
  /** Takes back all that somebody has, or everybody; also what a delegate gave them. */
  takeBackAll(account?: string): Promise<void>;
  /** Who looked, the newest first; the server's word. */
  reads(): Promise<Read[]>;

  /** What was lent to this account, soonest end first. */
  loans(): Promise<Loan[]>;
  lentPapers(grant: string): Promise<LentPaper[]>;
  /** What a line says that was shown. `null` for a note that is none, and while its new key hasn't come; `not_found` once it is over. */
  lentEntry(grant: string): Promise<LentEntry | null>;
  openLent(grant: string, id: string, progress?: Progress): Promise<OpenDocument>;
  /** Lockers of others in which something is lent to this account: those that it runs first, then by name. */
  lentLockers(): Promise<LentLocker[]>;
  lentLocker(of: string): Promise<LentContents>;
  /** Gives loans back: they are over at once. */
  giveBack(grants: string[]): Promise<void>;

  /** Hands a file in to somebody's locker, where it waits. `no_locker`, `too_many_deposits`. */
  handIn(to: string, file: NewFile, progress?: Progress): Promise<void>;
  /** Papers that wait in one's own locker, or in one that one runs. */
  inbox(of?: string): Promise<HandedIn[]>;
  /** Looks at one that waits; nothing is kept of it. */
  openHandedIn(id: string, of?: string, progress?: Progress): Promise<OpenDocument>;
  acceptHandedIn(id: string, folder: string, of?: string): Promise<void>;
  refuseHandedIn(id: string, of?: string): Promise<void>;

  /** Wants nothing any more that somebody hands in or writes; what waits of them goes, what they were lent stays lent. `too_many_blocked`. */
  block(account: string): Promise<void>;
  unblock(account: string): Promise<void>;
  blocked(): Promise<Grantee[]>;

  /** What this account has asked for, and handed in, the newest first. */
  asked(): Promise<Asked[]>;
  handed(): Promise<Handed[]>;

  /**
   * Letters that wait for an answer, or that answer one's own, the newest first. An answer to something that is in `asked` is taken in there; the end by
   * somebody who helped is taken in at once, and told until it is dismissed.
   */
  letters(): Promise<Letter[]>;
  ask(input: { to: string; papers: AskedPaper[]; purpose: string; until: number }): Promise<void>;
  /** Answers an `ask` paper by paper: which paper of the locker is lent for each that was asked, or none. */
  answer(input: { letter: string; papers: (string | undefined)[]; until: number; motive?: string }): Promise<void>;
  /** Answers a proposal. */
  decide(input: { letter: string; accepted: boolean; motive?: string }): Promise<void>;
  /** A letter that asks nothing was read: it goes. */
  dismiss(letter: string): Promise<void>;

  /** The accompaniment list, those who help now first. */
  entries(): Promise<Entry[]>;
  saveEntry(entry: Omit<Entry, "id" | "trust" | "addedBy" | "shownTo"> & { id?: string }): Promise<Entry>;
  removeEntry(id: string): Promise<void>;
  referent(): Promise<ReferentState>;
  /** Asks somebody of the list to be referent. */
  proposeReferent(entry: string): Promise<void>;
  endReferent(motive?: string): Promise<void>;
  /** As somebody who helps: on whose lists one stands, by what was accepted of it. Whoever was taken off a list isn't told. */
  standing(): Promise<Standing[]>;
  /** As somebody who helps: ends it, being referent too, and gives back all that they have lent. */
  leave(input: { to: string; motive?: string; successor?: Introduction }): Promise<void>;
  /** Offers a person to stand on their list, or to be their referent. */
  propose(input: { to: string; what: "entry" | "referent"; motive?: string }): Promise<void>;
  /** What a service says of oneself, of several what ends last; nothing that is over. Whoever meets one from now on is shown it. */
  ownVouch(): Promise<Vouched | null>;
  /** Shows that to somebody who was met before; `no_vouch` where it is over, or was never said. */
  showVouch(to: string): Promise<void>;
  /** As a service, of a member: what they do there, until then (milliseconds since 1970, at most 90 days ahead). Again renews it. */
  vouch(input: { to: string; role: string; site?: string; until: number }): Promise<void>;
}
