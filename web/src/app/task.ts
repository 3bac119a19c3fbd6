import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { isClosed } from "../languages/refusal";
import { useSetting } from "./setting";

/** One thing a screen asks of the worker: running, refused, or neither. */
export interface Task {
  busy: boolean;
  error: unknown;
  /** Runs `work` unless it is running already. A refusal that means "closed" leads back to the door. */
  run: (work: () => Promise<void>) => void;
  refuse: (error: unknown) => void;
}

export function useTask(): Task {
  const { close } = useSetting();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const running = useRef(false);
  const here = useRef(true);

  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const run = useCallback(
    (work: () => Promise<void>) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setError(undefined);
      work()
        .catch((refusal: unknown) => {
          if (!here.current) return;
          if (isClosed(refusal)) close(refusal);
          else setError(refusal);
        })
        .finally(() => {
          running.current = false;
          if (here.current) setBusy(false);
        });
    },
    [close],
  );

  return { busy, error, run, refuse: setError };
}
