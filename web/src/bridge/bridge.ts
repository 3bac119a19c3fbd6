/**
 * What the page may ask of the worker that holds the keys. Plain data only: no key, no cipher, no sealed byte
 * crosses this line.
 */
export interface Armoire {
  /** The server behind the address that the person uses, and whether it takes new lockers. */
  server(): Promise<Server>;
  /** Makes a handle of a first name: "Nadia" becomes "nadia4821", with four random digits. */
  prepareHandle(name: string): Promise<string>;
  /** Creates an account, a locker and its two ways in. The words and the card are shown once. */
  createLocker(input: NewLocker): Promise<Created>;
  /** Opens the locker with its handle and five words (or five numbers). */
  signIn(input: { handle: string; words: string }): Promise<void>;
  /** Opens the locker with the recovery card alone, and makes new words. Every other way in and session ends. */
  recover(input: { card: string; language?: "fr" | "en" }): Promise<Created>;
  /** The locker as it stands on the server, fetched and verified. */
  contents(): Promise<Contents>;
  createFolder(input: { name: string; pictogram: string }): Promise<Folder>;
  /** Seals and stores a document; `progress` counts sealed bytes sent. The buffer moves to the worker. */
  add(input: NewDocument, progress: Progress): Promise<Document>;
  /** Fetches, verifies and opens a document whole. */
  open(id: string): Promise<OpenDocument>;
  /** Renames a document or a folder. */
  rename(id: string, name: string): Promise<void>;
  /** Moves a document into another folder. */
  move(id: string, folder: string): Promise<void>;
  /** Puts a document or a folder into the bin. */
  trash(id: string): Promise<void>;
  /** Takes it out again. */
  restore(id: string): Promise<void>;
  /** Forgets the keys; the session on the server goes on. */
  lock(): Promise<void>;
  /** Forgets the keys and ends the session. */
  signOut(): Promise<void>;
}

export interface Server {
  origin: string;
  signUp: "open" | "code" | "closed";
}

export interface NewLocker {
  handle: string;
  language: "fr" | "en";
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

export interface RecoveryCard {
  /** Nine groups of six digits. */
  groups: string[];
  /** The text of the QR code, in characters of its alphanumeric mode. */
  qr: string;
}

export interface Contents {
  folders: Folder[];
  documents: Document[];
  head: { seq: number };
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

export interface NewDocument {
  name: string;
  type: string;
  bytes: ArrayBuffer;
  folder: string;
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
