import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { Button } from "./button";
import { Refusal } from "./note";

export interface Loaded<T> {
  value: T | undefined;
  busy: boolean;
  error: unknown;
  load: () => void;
}

/** Asks for something when a screen comes, and again when `load` is called. */
export function useLoaded<T>(ask: () => Promise<T>): Loaded<T> {
  const { busy, error, run } = useTask();
  const [value, setValue] = useState<T>();
  const load = useCallback(() => {
    run(async () => {
      const answer = await ask();
      setValue(() => answer);
    });
    // `ask` is another function at every drawing; it asks the same.
  }, []);
  useEffect(load, [load]);
  return { value, busy, error, load };
}

/** What was loaded, a word while it isn't there, or why it can't be. */
export function Loading<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  const { texts } = useSetting();
  return (
    <>
      {of.value === undefined && of.error === undefined && (
        <p class="placeholder" role="status">
          {texts.wait}
        </p>
      )}
      <Refusal error={of.error} />
      {of.error !== undefined && (
        <Button picture="turn" busy={of.busy} onClick={of.load}>
          {texts.trouble.again}
        </Button>
      )}
      {of.value !== undefined && children(of.value)}
    </>
  );
}
