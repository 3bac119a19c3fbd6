import type { Meetings } from "./meetings";
import type { People } from "./people";
import type { Pocket } from "./pocket";
import type { DeviceUse, RecoveryCard, Ways } from "./ways";

export type * from "./people";
export type * from "./pocket";
export type * from "./ways";

/**
 * What the page may ask of the worker that holds the keys. Plain data only: no key, no cipher, no sealed byte
 * crosses this line.
 */
export interface Armoire extends Ways, Pocket, People, Meetings {
  /** The server behind the address that the person uses, and whether it takes new lockers. */
  server(): Promise<Server>;
  /** Makes a handle of a first name: "Nadia" becomes "nadia4821", with four random digits. */
  prepareHandle(name: string): Promise<string>;
  /** Creates an account, a locker and its two ways in. The words and the card are shown once. */
  createLocker(input: NewLocker): Promise<Created>;
  /** What this device knows before anything is opened: never a name of a paper, never a key. */
  remembered(): Promise<Remembered>;
  /**
   * Opens the locker with its handle and five words (or five numbers). `second_step` when a code is asked for as well, which then
   * comes with the next try; `second_step_refused` for a wrong one.
   */
  signIn(input: { handle: string; words: string; device: DeviceUse; code?: string }): Promise<void>;
  /** Opens the locker with the recovery card alone, and makes new words. Every other way in and session ends. */
  recover(input: { card: string; language?: "fr" | "en"; device: DeviceUse }): Promise<Created>;

  /**
   * Where `rolled_back` stands in the way, at the door or in the open locker: what the server lost, as after a backup; `null` where it lost
   * nothing. What stands there instead is refused as ever.
   */
  loss(): Promise<Lost | null>;
  /**
   * The holder's word that it is lost, signed: the locker opens, or goes on, with what the server has. Gives what `recover` would have, where that
   * was what stood still.
   */
  acceptLoss(): Promise<Created | null>;

  /** The locker as this device last verified it. Nothing is fetched. */
  known(): Promise<Contents>;
  /** The locker as it stands on the server: what changed since is fetched and verified. */
  contents(): Promise<Contents>;
  /** `of`, here and below: in this locker of somebody else's, by what they have lent (`People`). */
  createFolder(input: NewFolder, of?: string): Promise<Folder>;
  /** Seals a document and keeps it on this device; it is sent from then on, by itself. The buffer moves to the worker. */
  add(input: NewDocument): Promise<Outgoing>;
  /** Like `add`, a new version of a document. If it was changed elsewhere meanwhile, both changes stand. */
  replace(id: string, file: NewFile, of?: string): Promise<Outgoing>;
  /** Waits until the server has what `add` or `replace` kept; fails by what stopped it. */
  sent(id: string): Promise<Document>;
  /** What is kept on this device and not sent yet, the oldest first. */
  outgoing(): Promise<Outgoing[]>;
  /** Sends again what stopped. */
  retry(id: string): Promise<void>;
  /** Gives up what isn't sent yet: it is nowhere afterwards. */
  discard(id: string): Promise<void>;
  /** Fetches, verifies and opens a document whole; `progress` counts sealed bytes. One that isn't sent yet opens from this device. */
  open(id: string, progress?: Progress): Promise<OpenDocument>;
  /** A document's files, the newest first. */
  versions(id: string): Promise<Version[]>;
  openVersion(id: string, version: number, progress?: Progress): Promise<OpenDocument>;
  /** Makes an earlier version the newest one. */
  restoreVersion(id: string, version: number): Promise<void>;
  /** Renames a document or a folder. */
  rename(id: string, name: string, of?: string): Promise<void>;
  /** Moves a document into another folder. */
  move(id: string, folder: string, of?: string): Promise<void>;
  /** Puts a document or a folder into the bin. */
  trash(id: string, of?: string): Promise<void>;
  /** Takes it out again. */
  restore(id: string, of?: string): Promise<void>;
  /** Deletes a document for good, with all its versions: its key and its objects go at once. */
  delete(id: string): Promise<void>;

  /** What happened in the locker, verified, the newest first: at most 50 entries before `before` (a seq). */
  journal(input: { before?: number }): Promise<Journal>;
  /** Devices and programs that are signed in. */
  sessions(): Promise<Session[]>;
  endSession(id: string): Promise<void>;
  endOtherSessions(): Promise<void>;
  /** How much room is left, on the server and on this device. */
  room(): Promise<Room>;
  /** Takes everything out, in one archive (ZIP); `progress` counts documents. */
  export(input: { form: ExportForm; into?: FileSystemFileHandle }, progress?: Progress): Promise<Exported>;
  /** The archive was saved: this device's copy of it goes. */
  dropExport(): Promise<void>;
  /** Takes in an archive that `export` or the command line made; `progress` counts documents. */
  import(archive: Blob, progress?: Progress): Promise<Imported>;
  /** When the account is deleted, in milliseconds since 1970; `null` unless that was asked for. */
  deletion(): Promise<number | null>;
  /** Asks for the account's deletion; gives its time. Until then it can be cancelled. */
  askDeletion(): Promise<number>;
  cancelDeletion(): Promise<void>;

  /** Forgets the keys; the session on the server goes on, and so does what is kept on this device. */
  lock(): Promise<void>;
  /** Forgets the keys, ends the session, and clears this device but for papers that aren't sent yet. */
  signOut(): Promise<void>;
  /** Tells what happens without being asked; what this gives stops it. */
  watch(listener: (event: ArmoireEvent) => void): () => void;
}

/** What a server has lost of a locker. */
export interface Lost {
  /** Of the newest act that it still has, milliseconds since 1970. */
  since: number;
  /** Names of papers that aren't there any more, or not as they were, 100 at most; `null` where this device doesn't know. */
  papers: string[] | null;
  /** Whether somebody has something lent there that, for all this device knows, was taken back since. */
  others: boolean;
  /** Whether the log has everything, also since this device has given it back; then only people who were met since may be missing. */
  whole: boolean;
}

export interface Remembered {
  /** Of who signed in last, where this device is theirs. */
  handle?: string;
  /** Papers that wait on this device until their locker is open again. */
  waiting: number;
  /** Whether this browser can keep anything; `false` in a private window that has no storage. */
  keeps: boolean;
  /** Whether this device has a PIN. */
  pin?: boolean;
  /** Whether a passkey was added or used here. */
  passkey?: boolean;
  /** Papers in the pocket. */
  pocket?: number;
}

export type ArmoireEvent =
  /** The list of `outgoing` has changed, or how far something is sent. */
  | { kind: "outgoing"; papers: Outgoing[] }
  /** `known` gives something else than before. */
  | { kind: "changed" }
  /** Something of other people's is new: a reply to an invitation, what was lent to this account, or is no longer. */
  | { kind: "people" }
  /** Whether the server answers. */
  | { kind: "connection"; here: boolean }
  /** The keys are gone without this page having asked for it. */
  | { kind: "closed"; code: string };

/** A document on its way. */
export interface Outgoing {
  /** Of the document that it becomes, or whose new version it is. */
  id: string;
  /** Its id, or the folder that is made on the way. */
  folder: string | NewFolder;
  /** The locker that it is for, where that isn't one's own. */
  of?: string;
  name: string;
  type: string;
  size: number;
  /** Milliseconds since 1970. */
  added: number;
  /** Whether it is a new version. */
  replaces: boolean;
  /** Whether a closed page or a reboot leaves it here; `false` where the device keeps nothing. */
  durable: boolean;
  /** `kept` waits for its turn or for the network; `stopped` waits for the person. */
  step: "kept" | "sending" | "stopped";
  /** Sealed bytes that the server has. */
  sent: number;
  total: number;
  /** Why it stopped. */
  code?: string;
}

export interface Version {
  version: number;
  edition: number;
  type: string;
  size: number;
  /** Milliseconds since 1970. */
  time: number;
  current: boolean;
}

export interface Journal {
  entries: JournalEntry[];
  /** Whether there are earlier ones. */
  more: boolean;
}

/** Somebody, as the holder's own people are called; without a name for somebody whom they don't know. */
export interface Somebody {
  name?: string;
  account?: string;
}

/** One act in the locker. */
export interface JournalEntry {
  seq: number;
  /** Milliseconds since 1970. */
  time: number;
  act: JournalAct;
  /** Of the paper or folder, as it was called then; absent where it was deleted for good. */
  name?: string;
  /** The new name, or the folder where it went. */
  to?: string;
  /** Who did it; absent for the holder. */
  by?: Somebody;
  /** To whom something was lent, from whom it was taken back, or who had handed it in. */
  whom?: Somebody;
  /** What was lent. */
  on?: "locker" | "shelf" | "paper";
  /** Until when it was lent, milliseconds since 1970; and from when, where it didn't begin at once. */
  until?: number;
  from?: number;
}

export type JournalAct =
  | "locker"
  | "folder"
  | "folder_renamed"
  | "folder_trashed"
  | "folder_restored"
  | "added"
  | "renamed"
  | "moved"
  | "replaced"
  | "trashed"
  | "restored"
  | "deleted"
  | "lent"
  | "taken_back"
  /** By whom it was lent to. */
  | "given_back"
  /** Somebody has handed something in, and it was accepted or refused. */
  | "deposited"
  | "accepted"
  | "refused"
  /** What is no paper: the list of people, notes. */
  | "notes"
  /** New keys. */
  | "keys"
  /** The account's keys were replaced. */
  | "card"
  /** The log was confirmed, with no change of any paper. */
  | "checkpoint"
  /** The holder acknowledged that the server lost acts. */
  | "gap";

export interface Session {
  id: string;
  client: "browser" | "command line" | "other";
  /** Milliseconds since 1970. */
  created: number;
  lastUsed: number;
  current: boolean;
  /** As its holder named the device. */
  name?: string;
}

export interface Room {
  /** Bytes of sealed objects. */
  used: number;
  quota: number;
  /** Of this device, as its browser estimates it. */
  device?: { used: number; quota: number };
}

/** `open`: files as they were added. `sealed`: age files and their key, for the stock age tool. */
export type ExportForm = "open" | "sealed";

export interface Exported {
  /** To be saved under `name`; absent where the archive was written into a chosen file. */
  file?: File;
  name: string;
  documents: number;
  /** Names of papers that didn't open: they aren't in it. */
  altered: string[];
}

export interface Imported {
  /** Kept on this device, and on their way. */
  documents: number;
  refused: { name: string; code: string }[];
}

export interface Server {
  origin: string;
  signUp: "open" | "code" | "closed";
}

export interface NewLocker {
  handle: string;
  language: "fr" | "en";
  device: DeviceUse;
  /** Where signing up needs one. */
  code?: string;
}

/** Two ways in, shown once: five words (or the same as numbers), and the recovery card. */
export interface Created {
  handle: string;
  words: string[];
  numbers: string[];
  card: RecoveryCard;
}

export interface Contents {
  folders: Folder[];
  documents: Document[];
  head: { seq: number };
  /** How many other people have to do with this locker; absent when nobody has, and its holder has met nobody. */
  others?: OthersCounts;
}

export interface OthersCounts {
  /** Accounts that something is lent to now. */
  seeing: number;
  /** Who helps now, on the accompaniment list. */
  helping: number;
  /** What waits for the holder: papers handed in, and letters. */
  waiting: number;
  /** What is lent to this account, as far as it is known without asking. */
  lent: number;
  /** Meetings ahead that this person has called or said yes to; else absent. */
  meetings?: number;
  /** Somebody's time in the whole locker has ended by itself, and what they had opens it until it is next written; else absent. */
  ended?: boolean;
}

export interface Folder {
  id: string;
  name: string;
  pictogram: string;
  /** When it was put into the bin, in milliseconds since 1970. */
  trashed?: number;
}

export interface Document {
  id: string;
  folder: string;
  name: string;
  type: string;
  /** True length in bytes. */
  size: number;
  /** 1, then one more for each replacement of the file. */
  edition: number;
  /** Milliseconds since 1970. */
  added: number;
  trashed?: number;
}

export interface NewFile {
  name: string;
  type: string;
  bytes: ArrayBuffer;
}

export interface NewDocument extends NewFile {
  /** Its id, or a folder that doesn't exist yet: it is made with its first document, when the network allows. */
  folder: string | NewFolder;
  /** Whose locker it is for, where that isn't one's own; then its folder is there. */
  of?: string;
}

export interface NewFolder {
  name: string;
  pictogram: string;
}

export interface OpenDocument {
  name: string;
  type: string;
  bytes: ArrayBuffer;
}

export type Progress = (sent: number, total: number) => void;

/**
 * Every refusal that reaches the page. `code` is stable: a name of the protocol, a problem code of the HTTP
 * interface, or one of `network` (no answer), `locked` (no key in memory) and `internal`.
 */
export class ArmoireError extends Error {
  readonly code: string;
  readonly detail?: Record<string, unknown>;

  constructor(code: string, detail?: Record<string, unknown>) {
    super(code);
    this.name = "ArmoireError";
    this.code = code;
    if (detail !== undefined) this.detail = detail;
  }
}
