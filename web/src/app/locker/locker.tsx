import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useDeparture } from "../departure";
import { shelvesOf } from "../papers/shelves";
import { useSetting } from "../setting";
import type { InsidePlace } from "../way";
import { useContents } from "./contents";
import { InsideContext, type Inside, type News } from "./inside";
import { Opening } from "./opening";
import { useOpened } from "./opened";
import { Place } from "./place";
import { useUploads } from "./uploads";

/** The open locker: what is in it, what is on its way, and the screen of the present place. */
export function Locker({ place }: { place: InsidePlace }) {
  const { texts } = useSetting();
  const { contents, error, load, refresh, onFolder, onPaper } = useContents();
  const shelves = useMemo(
    () => shelvesOf(contents ?? { folders: [], documents: [], head: { seq: 0 } }, texts),
    [contents, texts],
  );
  const { news, tell } = useNews(place);
  const { uploads, keep, retry } = useUploads(shelves, { onFolder, onPaper });
  const opened = useOpened("id" in place ? place.id : undefined);
  useDeparture(uploads.length > 0);

  const inside = useMemo<Inside | undefined>(
    () => contents && { contents, shelves, uploads, opened, news, keep, retry, refresh, tell },
    [contents, shelves, uploads, opened, news, keep, retry, refresh, tell],
  );

  if (inside === undefined) return <Opening error={error} onRetry={load} />;
  return (
    <InsideContext.Provider value={inside}>
      <Place place={place} />
      <p class="unseen" role="status">
        {news?.sentence}
      </p>
    </InsideContext.Provider>
  );
}

/** News is shown on the screen that comes next, and gone with the one after. */
function useNews(place: InsidePlace) {
  const [news, setNews] = useState<News>();
  const steps = useRef(0);

  const tell = useCallback((said: News) => {
    steps.current = 0;
    setNews(said);
  }, []);

  useEffect(() => {
    steps.current += 1;
    if (steps.current > 1) setNews(undefined);
  }, [place]);

  return { news, tell };
}
