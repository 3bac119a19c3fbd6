/** Ways into the locker, and what is done when one is lost or known. Everything here but `unlockWith…`, `check…` and `passkeyRequest` needs it open. */
export interface Ways {
  /** The ways into this locker, what is missing, and since when each was used. */
  waysIn(): Promise<WaysIn>;
  /** Exactly six digits for this device, else `digits`; replaces the device's PIN. On a shared device `shared_device`. */
  setPin(pin: string): Promise<void>;
  /**
   * Opens with this device's PIN. Fails with `sign_in_refused` and detail `{left}`: how many tries are left; 0 when the PIN
   * is gone, for good.
   */
  unlockWithPin(pin: string): Promise<void>;
  /** Whether a secret that the person has opens; nothing is changed. Tries of a PIN count. Of a passkey: base64url of its answer. */
  testWay(input: { kind: WayKind; secret: string }): Promise<boolean>;
  /** What was typed of the five words so far, as the lists know it, on this device alone; works while locked. */
  checkWords(typed: string): Promise<TypedWord[]>;
  /** Which of a card's groups, counted from 0, have a typing mistake or aren't there; on this device alone, while locked too. */
  checkGroups(groups: string[]): Promise<number[]>;
  /** What the page passes to the browser to make or use a passkey: public values only. While locked `user` and `name` are empty. */
  passkeyRequest(): Promise<PasskeyRequest>;
  /** Adds a passkey by its two answers, 32 bytes each; `passkey_changes` when they differ. The arrays move to the worker. */
  addPasskey(input: { first: ArrayBuffer; second: ArrayBuffer; name: string }): Promise<void>;
  /** Opens with a passkey's answer, which moves to the worker. */
  unlockWithPasskey(secret: ArrayBuffer, device: DeviceUse): Promise<void>;
  /** Removes one; `last_way_in` when neither words nor card would remain. */
  removeWay(id: string): Promise<void>;
  /** Five new words; the old ones open nothing from then on. */
  newWords(language: Language): Promise<NewSecrets>;
  /** A new recovery card; the old one opens nothing from then on. */
  newCard(): Promise<NewSecrets>;
  /**
   * Changes every key after a loss, and ends every other session and every PIN and passkey. What it makes anew is shown once. `words_first`
   * where words that nobody typed on this page, and the card, would both be new: `newWords` comes before.
   */
  rotate(cause: Loss, language: Language): Promise<NewSecrets>;
  /** Names this device in its holder's lists. */
  nameDevice(name: string): Promise<void>;
  /** Whether signing in with words asks for a code as well. */
  secondStep(): Promise<SecondStep>;
  /** For an authenticator; nothing is asked before `confirmSecondStep`. */
  beginSecondStep(): Promise<{ secret: string; uri: string }>;
  /** `second_step_refused` for a wrong code. */
  confirmSecondStep(code: string): Promise<void>;
  endSecondStep(code: string): Promise<void>;
}

export type Language = "fr" | "en";

/** On a shared device nothing is written that outlives the page. */
export type DeviceUse = "mine" | "shared";

export type WayKind = "words" | "card" | "pin" | "passkey";

/** What happened: a phone is gone, or somebody knows the words, or has the card. */
export type Loss = "stolen" | "wordsKnown" | "cardKnown";

export interface WaysIn {
  ways: Way[];
  /** Whether two ways of different kinds exist. */
  safe: boolean;
  /** Kinds that could still be added. */
  missing: WayKind[];
}

export interface Way {
  id: string;
  kind: WayKind;
  /** As its holder named it; the device's name for a PIN. */
  name?: string;
  /** Whether it is this device's PIN. */
  here: boolean;
  /** Milliseconds since 1970. */
  created: number;
  /** Last time that somebody came in by it, to the hour. */
  used?: number;
}

export interface TypedWord {
  typed: string;
  /** The word or number of a list that this stands for. */
  word?: string;
  /** Where it stands for none: at most three that are spelt nearly so, the nearest first. */
  near: string[];
}

/** What was made anew, shown once. What isn't there stayed as it was. */
export interface NewSecrets {
  handle: string;
  words?: string[];
  numbers?: string[];
  card?: RecoveryCard;
}

export interface RecoveryCard {
  /** Nine groups of six digits. */
  groups: string[];
  /** The text of the QR code, in characters of its alphanumeric mode. */
  qr: string;
}

export interface PasskeyRequest {
  /** Input of the PRF. */
  input: Uint8Array<ArrayBuffer>;
  /** User handle. */
  user: Uint8Array<ArrayBuffer>;
  /** How the authenticator lists it. */
  name: string;
}

export interface SecondStep {
  active: boolean;
  /** Whether this account may write only with it. */
  required: boolean;
}
