import type { Store } from "./device/store";
import type { Tabs } from "./device/tabs";

/** What the vault needs of the machine it runs on; tests pass their own. */
export type World = Remote & Surroundings;

/** The server, and a clock. */
export interface Remote {
  /** The address that the person uses: scheme, host, port unless default; no slash at the end. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** The later of this and the machine's own clock, where a server corrects it: what is over isn't brought back by a server's word. */
  latest?(): number;
  fetch(path: string, request: RequestInit): Promise<Response>;
}

/** What a browser has around the page. `alone` has the least. */
export interface Surroundings {
  /** What this device keeps beyond the page; `null` where it keeps nothing. */
  readonly openStore: () => Promise<Store | null>;
  /** Other pages of this origin that have the same account open. */
  readonly tabs: (account: string) => Tabs;
  /** Runs `action` once, after so many milliseconds; what this gives stops it. */
  readonly later: (milliseconds: number, action: () => void) => () => void;
  /** Calls `listener` when the device finds a network again; what this gives stops it. */
  readonly onOnline: (listener: () => void) => () => void;
  /** Hears what the server says without being asked (`EventSource`); what this gives stops it. */
  readonly hear: (path: string, listener: Hearing) => () => void;
  /** Bytes that this origin uses and may use on the device. */
  readonly room: () => Promise<{ used: number; quota: number } | null>;
  /** The origin's own folder on the disk, for what is too large for memory. */
  readonly folder: () => Promise<FileSystemDirectoryHandle | null>;
}

export interface Hearing {
  /** Names of events. */
  readonly events: readonly string[];
  event(name: string, data: string): void;
  /** The connection stands, or is lost and tried again. */
  connection(here: boolean): void;
}
