import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { holdAttention } from "../attention";
import { useDeparture } from "../departure";
import { dropPreviews, look, type Choice } from "../papers/choice";
import { mediaType } from "../papers/kinds";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";

/** A file on its way to somebody's locker: at most one at a time. */
export interface Handing {
  choice: Choice | undefined;
  /** While it is being sent. */
  percent: number | undefined;
  /** What was handed in last, by its name. */
  done: string | undefined;
  busy: boolean;
  error: unknown;
  take: (files: readonly File[]) => void;
  send: () => void;
}

type Kept = Pick<Handing, "choice" | "percent" | "done"> & { to: string | undefined };

const HandingContext = createContext<((account: string) => Handing) | undefined>(undefined);

/** What is handed in to this account. */
export function useHanding(account: string): Handing {
  const handing = useContext(HandingContext);
  if (handing === undefined) throw new Error("something is handed in elsewhere");
  return handing(account);
}

const nothing: Kept = { to: undefined, choice: undefined, percent: undefined, done: undefined };

/**
 * Keeps what is handed in while the same screen stands in another layout, as when a window grows or its text does. Going to another place
 * forgets it, unless it is being sent.
 */
export function HandingKeeper({ place, children }: { place: object; children: ComponentChildren }) {
  const { armoire } = useOthersSetting();
  const [kept, setKept] = useState<Kept>(nothing);
  const task = useTask();
  const lastKey = useRef(0);
  const held = useRef(kept.choice);
  held.current = kept.choice;
  const busy = useRef(task.busy);
  busy.current = task.busy;

  const forget = () => {
    if (busy.current) return;
    if (held.current !== undefined) dropPreviews([held.current]);
    held.current = undefined;
    setKept(nothing);
    task.refuse(undefined);
  };
  useEffect(() => forget, [place]);
  useEffect(
    () => () => {
      if (held.current !== undefined) dropPreviews([held.current]);
    },
    [],
  );
  useDeparture(task.busy);
  useEffect(() => (task.busy ? holdAttention() : undefined), [task.busy]);

  const handingTo = (account: string): Handing => {
    const { choice, percent, done } = kept.to === account ? kept : nothing;
    const change = (part: Partial<Kept>) => {
      setKept((before) => ({ ...(before.to === account ? before : nothing), to: account, ...part }));
    };
    const take = (files: readonly File[]) => {
      const [file] = files;
      if (file === undefined || task.busy) return;
      lastKey.current += 1;
      void look(lastKey.current, file, file.name).then((next) => {
        if (held.current !== undefined) dropPreviews([held.current]);
        task.refuse(undefined);
        change({ choice: next, done: undefined });
      });
    };
    const send = () => {
      if (choice === undefined) return;
      change({ percent: 0 });
      task.run(async () => {
        try {
          const bytes = await choice.file.arrayBuffer();
          await armoire.handIn(account, { name: choice.name, type: mediaType(choice.kind), bytes }, (sent, total) => {
            change({ percent: total > 0 ? Math.min(100, Math.floor((100 * sent) / total)) : 0 });
          });
          dropPreviews([choice]);
          change({ choice: undefined, done: choice.name });
        } finally {
          change({ percent: undefined });
        }
      });
    };
    const isTheirs = kept.to === account;
    return { choice, percent, done, busy: isTheirs && task.busy, error: isTheirs ? task.error : undefined, take, send };
  };

  return <HandingContext.Provider value={handingTo}>{children}</HandingContext.Provider>;
}
