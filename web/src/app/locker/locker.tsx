import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { ArmoireError } from "../../bridge/bridge";
import { holdAttention } from "../attention";
import { useDeparture } from "../departure";
import { shelvesOf } from "../papers/shelves";
import { useSelfLock } from "../self-lock";
import { useSetting } from "../setting";
import type { InsidePlace } from "../way";
import { useApart } from "./apart-screen";
import { InsideContext, type Inside, type News } from "./inside";
import type { Keeping } from "./keeper";
import { useLive } from "./live";
import { useOpened } from "./opened";
import { Opening } from "./opening";
import { Place } from "./place";
import { useVault } from "./vault";

/** The open locker: what is in it, what is on its way, and the screen of the present place. */
export function Locker({ place }: { place: InsidePlace }) {
  const { texts, keeper, close, preferences } = useSetting();
  const { contents, outgoing: leaving, here, error, load, refresh } = useVault();
  // What is on its way into somebody else's locker stands there, not here.
  const outgoing = useMemo(() => leaving.filter(({ of }) => of === undefined), [leaving]);
  const shelves = useMemo(
    () => shelvesOf(contents ?? { folders: [], documents: [], head: { seq: 0 } }, texts),
    [contents, texts],
  );
  const { news, tell } = useNews(place);
  const keeping = useKeeping();
  const said = useLive({ outgoing, here, contents }, texts);
  const { deletion, setDeletion } = useDeletion();
  const opened = useOpened(place, contents, outgoing);
  const asked = useRef("");
  const fresh = useFresh();
  useApart();
  useDeparture(keeping.length > 0 || leaving.some(({ durable }) => !durable));
  // What only this page has isn't cut off in the middle.
  const leaves = leaving.some(({ durable, step }) => !durable && step === "sending");
  useLayoutEffect(() => (leaves ? holdAttention() : undefined), [leaves]);
  useSelfLock(preferences.lockAfter, (why) => {
    close(new ArmoireError(why));
  });

  const inside = useMemo<Inside | undefined>(
    () => contents && { contents, shelves, outgoing, leaving, keeping, keeper, here, deletion, setDeletion, opened, news, asked, fresh, refresh, tell },
    [contents, shelves, outgoing, leaving, keeping, keeper, here, deletion, setDeletion, opened, news, refresh, tell],
  );

  if (inside === undefined || error !== undefined) return <Opening error={error} onRetry={load} />;
  return (
    <InsideContext.Provider value={inside}>
      <Place place={place} />
      <p class="unseen" role="status">
        {news?.sentence}
      </p>
      <p class="unseen" role="status">
        {said}
      </p>
    </InsideContext.Provider>
  );
}

/** Until the person touches something, another screen than the home may come first. */
function useFresh() {
  const fresh = useRef(true);
  useLayoutEffect(() => {
    const touched = () => {
      fresh.current = false;
    };
    addEventListener("pointerdown", touched, true);
    addEventListener("keydown", touched, true);
    return () => {
      removeEventListener("pointerdown", touched, true);
      removeEventListener("keydown", touched, true);
    };
  }, []);
  return fresh;
}

/** News is shown on the screen that comes next, and gone with the one after. */
function useNews(place: InsidePlace) {
  const [news, setNews] = useState<News>();
  const steps = useRef(0);

  const tell = useCallback((said: News) => {
    steps.current = 0;
    setNews(said);
  }, []);

  useLayoutEffect(() => {
    steps.current += 1;
    if (steps.current > 1) setNews(undefined);
  }, [place]);

  return { news, tell };
}

function useKeeping(): readonly Keeping[] {
  const { keeper } = useSetting();
  const [keeping, setKeeping] = useState(keeper.papers);
  useLayoutEffect(
    () =>
      keeper.watch(() => {
        setKeeping(keeper.papers);
      }),
    [keeper],
  );
  return keeping;
}

/** Asked once, when the locker opens: what can't be known now is asked again on its own screen. */
function useDeletion() {
  const { armoire } = useSetting();
  const [deletion, setDeletion] = useState<number | null>();
  useEffect(() => {
    armoire.deletion().then(setDeletion, () => undefined);
  }, [armoire]);
  return { deletion, setDeletion };
}
