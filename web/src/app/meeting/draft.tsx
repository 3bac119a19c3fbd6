import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext, useMemo, useState } from "preact/hooks";

/** What was answered so far about a new meeting. Going back keeps it. */
export interface Draft {
  /** Accounts. */
  people: readonly string[];
  /** By account, ids of papers and shelves. */
  sees: Readonly<Record<string, readonly string[]>>;
  /** As fields have them. */
  day: string;
  time: string;
  minutes: number;
  place: string;
  purpose: string;
  /** Whether each is told who the others are. */
  named: boolean;
}

interface Calling {
  draft: Draft;
  change: (answer: Partial<Draft>) => void;
  /** A new meeting, with this person or with nobody yet. */
  begin: (to: string | undefined) => void;
}

export const noDraft: Draft = { people: [], sees: {}, day: "", time: "", minutes: 60, place: "", purpose: "", named: false };

const CallingContext = createContext<Calling | undefined>(undefined);

export function useCalling(): Calling {
  const calling = useContext(CallingContext);
  if (calling === undefined) throw new Error("a step of a meeting stands elsewhere");
  return calling;
}

/** Keeps the answers while one goes from step to step. */
export function CallingKeeper({ children }: { children: ComponentChildren }) {
  const [draft, setDraft] = useState(noDraft);
  const calling = useMemo(
    () => ({
      draft,
      change: (answer: Partial<Draft>) => {
        setDraft((before) => ({ ...before, ...answer }));
      },
      begin: (to: string | undefined) => {
        setDraft({ ...noDraft, people: to === undefined ? [] : [to] });
      },
    }),
    [draft],
  );
  return <CallingContext.Provider value={calling}>{children}</CallingContext.Provider>;
}
