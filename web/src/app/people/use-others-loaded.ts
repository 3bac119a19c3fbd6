import { useEffect } from "preact/hooks";
import { useLoaded, type Loaded } from "../components/loaded";
import { useSetting } from "../setting";

/** Asks for something when a screen comes, and again whenever something of this locker or of other people's is new. */
export function useOthersLoaded<T>(ask: () => Promise<T>): Loaded<T> {
  const { armoire } = useSetting();
  const loaded = useLoaded(ask);
  const { load } = loaded;
  useEffect(
    () =>
      armoire.watch(({ kind }) => {
        if (kind === "changed" || kind === "people") load();
      }),
    [armoire, load],
  );
  return loaded;
}
