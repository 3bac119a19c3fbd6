import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Armoire, DeviceUse, Loss, NewSecrets, Remembered, Server } from "../bridge/bridge";
import type { Language, LanguageEntry, Texts } from "../languages";
import type { Preferences } from "./hide/preferences";
import type { Keeper } from "./locker/keeper";
import type { InsidePlace, Way } from "./way";

/** New ways in, shown once, and why; after a recovery the card is the one that the person has just typed. */
export interface NewKeys {
  keys: NewSecrets;
  why: "created" | "recovered" | "renewed" | Loss;
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
  /** Asks again what the device knows; done once `remembered` says it. */
  remember: () => Promise<void>;
  /** Whose device this is, for the next opening. */
  device: DeviceUse;
  use: (device: DeviceUse) => void;
  /** Whether somebody's invitation waits until a locker is open. */
  invited: boolean;
  texts: Texts;
  language: LanguageEntry;
  way: Way;
  /** Changes the language, and keeps the choice on this device. */
  speak: (tag: Language) => void;
  /** Locks: the worker forgets the keys, the screen its content. `why` is a refusal to show at the door. */
  close: (why?: unknown) => void;
  /** Locks as `close` does, and shows the neutral screen at once. */
  hide: () => void;
  /** From the neutral screen to the closed door. */
  unhide: () => void;
  preferences: Preferences;
  /** Changes them, and keeps them where the device is the person's own. */
  prefer: (preferences: Preferences) => void;
  /** Shows new words, a new card, or both, once. */
  welcome: (created: NewKeys) => void;
  /** Enters the open locker; `safe` when its two ways in were just proven: then the first paper is added. Else home, and on to `to`. */
  enter: (to?: "safe" | InsidePlace) => void;
}

export const SettingContext = createContext<Setting | undefined>(undefined);

export function useSetting(): Setting {
  const setting = useContext(SettingContext);
  if (setting === undefined) throw new Error("a screen stands outside the app");
  return setting;
}
