import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Armoire, Created, DeviceUse, Remembered, Server } from "../bridge/bridge";
import type { Language, LanguageEntry, Texts } from "../languages";
import type { Keeper } from "./locker/keeper";
import type { Way } from "./way";

/** New ways in; after a recovery the card is the one that the person has just typed. */
export interface NewKeys {
  keys: Created;
  recovered: boolean;
}

/** What every screen may use. */
export interface Setting {
  armoire: Armoire;
  /** Gives chosen papers to the worker; locking waits for it. */
  keeper: Keeper;
  /** Absent until the server has answered once. */
  server: Server | undefined;
  /** What this device knows of its person; absent until the worker has said so. */
  remembered: Remembered | undefined;
  /** Whose device this is, for the next opening. */
  device: DeviceUse;
  use: (device: DeviceUse) => void;
  texts: Texts;
  language: LanguageEntry;
  way: Way;
  /** Changes the language, and keeps the choice on this device. */
  speak: (tag: Language) => void;
  /** Locks: the worker forgets the keys, the screen its content. `why` is a refusal to show at the door. */
  close: (why?: unknown) => void;
  /** Shows new words, and the card of a new locker, once. */
  welcome: (created: NewKeys) => void;
  /** Enters the open locker; `safe` when its two ways in were just proven: then the first paper is added. */
  enter: (safe?: true) => void;
}

export const SettingContext = createContext<Setting | undefined>(undefined);

export function useSetting(): Setting {
  const setting = useContext(SettingContext);
  if (setting === undefined) throw new Error("a screen stands outside the app");
  return setting;
}
