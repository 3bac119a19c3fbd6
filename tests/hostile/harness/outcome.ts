/** What a client did with what it was given. */
export interface Outcome {
  /** The stable code of its refusal; absent when it went on. */
  code?: string;
  /** How the command line ended. */
  exit?: number;
  /** Everything that it showed or wrote for the person: lists, documents, files. */
  shown: string;
}

/** A person's device that has opened the locker before, and knows its state of then. */
export interface Device {
  list(): Promise<Outcome>;
  /** Opens a document by its id, as far as showing or saving it. */
  open(id: string, name: string): Promise<Outcome>;
  /** Closes the locker, and opens it again. */
  signInAgain(): Promise<Outcome>;
}

/** One of our real clients. */
export interface Client {
  readonly name: string;
  /** A device that has never seen this locker: signs in and lists. */
  arrive(): Promise<Outcome>;
  /** The same, and opens a document. */
  arriveAndOpen(id: string, name: string): Promise<Outcome>;
  /** A device that has seen the locker as it is now. */
  device(): Promise<Device>;
  /** Comes back with the recovery card. */
  recover(): Promise<Outcome>;
  /** Makes a new locker. What is shown are its words. */
  signUp(): Promise<Outcome>;
  /** Adds a file to a folder of this name, or wherever it adds files. */
  add(name: string, content: Uint8Array, folder?: string): Promise<Outcome>;
}

/** By what a device of the holder's own opens the locker. */
export type By = "words" | "pin" | "passkey";

/** A device of the holder's own: it keeps what it has seen, opens by a way of its own, and changes ways in. */
export interface OwnDevice extends Device {
  /** Makes new words, and shows them. */
  newWords(): Promise<Outcome>;
  /** Makes a new recovery card, and shows it. */
  newCard(): Promise<Outcome>;
  /** A new PIN for this device. */
  setPin(pin: string): Promise<Outcome>;
  /** Changes every key. The words stay where they are known, and the card unless somebody has it. */
  rotate(because: "phone" | "words" | "card"): Promise<Outcome>;
  /** Lists what opens the locker. */
  waysIn(): Promise<Outcome>;
  /** Removes one of these, by its id. */
  removeWay(id: string): Promise<Outcome>;
}

/** A client that can change ways in. */
export interface OwnClient extends Client {
  /** A device that has seen the locker as it is now. */
  own(by: By): Promise<OwnDevice>;
}
