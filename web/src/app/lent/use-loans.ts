import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { LentEntry, LentPaper, Loan } from "../../bridge/bridge";
import { codeOf } from "../../languages/refusal";
import { useSetting } from "../setting";
import { useTask } from "../task";

/** A loan that was there and isn't any more, as long as the page lives. */
export interface Over {
  loan: Loan;
  /** When this page saw it. */
  time: number;
  /** Whether its time was over; else it was taken back. */
  ended: boolean;
}

export interface Loans {
  /** Absent until they were told once. */
  now: readonly Loan[] | undefined;
  over: readonly Over[];
  busy: boolean;
  error: unknown;
  load: () => void;
}

/** Longest time that a timer takes, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** What is lent to this account, told again when something is new and when the first loan ends. */
export function useLoans(): Loans {
  const { armoire } = useSetting();
  const [now, setNow] = useState<readonly Loan[]>();
  const [over, setOver] = useState<readonly Over[]>([]);
  const { busy, error, run } = useTask();
  const known = useRef<readonly Loan[]>([]);

  const take = useCallback((loans: readonly Loan[]) => {
    const time = Date.now();
    const living = loans.filter(({ end }) => end > time);
    const gone = known.current.filter(({ grant }) => !living.some((loan) => loan.grant === grant));
    known.current = living;
    setNow(living);
    if (gone.length > 0) setOver((before) => [...gone.map((loan) => ({ loan, time: Math.min(loan.end, time), ended: loan.end <= time })), ...before]);
  }, []);

  const load = useCallback(() => {
    run(async () => {
      take(await armoire.loans());
    });
  }, [armoire, run, take]);
  useEffect(load, []);

  useEffect(
    () =>
      armoire.watch((event) => {
        if (event.kind !== "people") return;
        // Beside whatever is running: what was taken back closes now.
        armoire.loans().then(take, () => undefined);
      }),
    [armoire, take],
  );

  useEffect(() => {
    const end = Math.min(...(now ?? []).map((loan) => loan.end));
    if (!Number.isFinite(end)) return undefined;
    const timer = setTimeout(() => {
      take(known.current);
    }, Math.min(Math.max(0, end - Date.now()), longestTimer));
    return () => {
      clearTimeout(timer);
    };
  }, [now, take]);

  return { now, over, busy, error, load };
}

/** What some loans show, each told once. */
export interface Told<T> {
  of: (grant: string) => T | undefined;
  errors: readonly unknown[];
  load: () => void;
}

export type LentPapers = Told<readonly LentPaper[]>;
/** `null` for a line that can't be read. */
export type LentEntries = Told<LentEntry | null>;

/** Fetches what is in these loans, and again when something of other people's is new. */
export function useLentPapers(loans: readonly Loan[], onOver: () => void): LentPapers {
  const { armoire } = useSetting();
  const ask = useCallback((grant: string) => armoire.lentPapers(grant), [armoire]);
  return useTold(loans.filter(({ on }) => on !== "entry"), ask, onOver);
}

/** The same for lines of their lists. */
export function useLentEntries(loans: readonly Loan[], onOver: () => void): LentEntries {
  const { armoire } = useSetting();
  const ask = useCallback((grant: string) => armoire.lentEntry(grant), [armoire]);
  return useTold(loans.filter(({ on }) => on === "entry"), ask, onOver);
}

function useTold<T>(loans: readonly Loan[], ask: (grant: string) => Promise<T>, onOver: () => void): Told<T> {
  const { armoire } = useSetting();
  const [told, setTold] = useState<ReadonlyMap<string, T>>(new Map());
  const [errors, setErrors] = useState<readonly unknown[]>([]);
  const wanted = loans.map(({ grant }) => grant).join(" ");

  const load = useCallback(() => {
    if (wanted === "") return;
    setErrors([]);
    for (const grant of wanted.split(" ")) {
      ask(grant).then(
        (one) => {
          setTold((before) => new Map([...before, [grant, one]]));
        },
        (error: unknown) => {
          // Taken back in this moment: the list of loans says so.
          if (codeOf(error) === "not_found") onOver();
          else setErrors((before) => [...before, error]);
        },
      );
    }
    // `onOver` asks the same at every drawing.
  }, [ask, wanted]);

  useEffect(load, [load]);
  useEffect(
    () =>
      armoire.watch((event) => {
        if (event.kind === "people") load();
      }),
    [armoire, load],
  );

  return { of: (grant) => told.get(grant), errors, load };
}
