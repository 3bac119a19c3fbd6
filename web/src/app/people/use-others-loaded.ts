import { useEffect, useRef } from "preact/hooks";
import { useLoaded, type Loaded } from "../components/loaded";
import { useSetting } from "../setting";

/** Asks for something when a screen comes, and again whenever something of this locker or of other people's is new. */
export function useOthersLoaded<T>(ask: () => Promise<T>): Loaded<T> {
  const { armoire } = useSetting();
  const loaded = useLoaded(ask);
  const { busy, load } = loaded;
  // What became new while it was being asked may not be in the answer.
  const again = useRef(false);
  const asking = useRef(busy);
  asking.current = busy;

  useEffect(
    () =>
      armoire.watch(({ kind }) => {
        if (kind !== "changed" && kind !== "people") return;
        if (asking.current) again.current = true;
        else load();
      }),
    [armoire, load],
  );

  useEffect(() => {
    if (busy || !again.current) return;
    again.current = false;
    load();
  }, [busy, load]);

  return loaded;
}
