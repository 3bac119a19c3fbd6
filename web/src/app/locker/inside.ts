import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Contents, Outgoing } from "../../bridge/bridge";
import type { Shelf } from "../papers/shelves";
import type { Keeper, Keeping } from "./keeper";
import type { OpenedPaper } from "./opened";

/** What the screens of an open locker share. */
export interface Inside {
  contents: Contents;
  shelves: readonly Shelf[];
  /** On this device, and not sent yet. */
  outgoing: readonly Outgoing[];
  /** The same with what goes into lockers of others. */
  leaving: readonly Outgoing[];
  /** Chosen, and not sealed yet. */
  keeping: readonly Keeping[];
  keeper: Keeper;
  /** Whether the server answers. */
  here: boolean;
  /** When the account is deleted; `null` unless that was asked for, absent until it is known. */
  deletion: number | null | undefined;
  setDeletion: (due: number | null) => void;
  /** The paper whose screens are shown, while it opens and once it is open. */
  opened: OpenedPaper;
  /** Good news of the last act, with a way back where there is one. */
  news: News | undefined;
  /** What is searched: it outlives the paper that it found, so that Back leads to the same list. */
  asked: { current: string };
  /** Whether nothing was touched since the locker was opened. */
  fresh: { current: boolean };
  /** Looks again at what the worker knows. */
  refresh: () => Promise<void>;
  /** Tells what was done; it stays on the next screen. */
  tell: (news: News) => void;
}

export interface News {
  sentence: string;
  undo?: () => Promise<void>;
  /** The button's word, where it isn't that something is put back. */
  undoWord?: string;
  /** What the undoing is called afterwards. */
  undone?: string;
}

export const InsideContext = createContext<Inside | undefined>(undefined);

export function useInside(): Inside {
  const inside = useContext(InsideContext);
  if (inside === undefined) throw new Error("a screen stands outside the locker");
  return inside;
}
