import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Contents } from "../../bridge/bridge";
import type { Choice } from "../papers/choice";
import type { Shelf } from "../papers/shelves";
import type { OpenedPaper } from "./opened";
import type { Upload } from "./uploads";

/** What the screens of an open locker share. */
export interface Inside {
  contents: Contents;
  shelves: readonly Shelf[];
  uploads: readonly Upload[];
  /** The paper whose screens are shown, while it opens and once it is open. */
  opened: OpenedPaper;
  /** Good news of the last act, with a way back where there is one. */
  news: News | undefined;
  keep: (choices: readonly Choice[], shelf: string) => void;
  retry: (key: number) => void;
  /** Fetches the contents again. */
  refresh: () => Promise<void>;
  /** Tells what was done; it stays on the next screen. */
  tell: (news: News) => void;
}

export interface News {
  sentence: string;
  undo?: () => Promise<void>;
}

export const InsideContext = createContext<Inside | undefined>(undefined);

export function useInside(): Inside {
  const inside = useContext(InsideContext);
  if (inside === undefined) throw new Error("a screen stands outside the locker");
  return inside;
}
