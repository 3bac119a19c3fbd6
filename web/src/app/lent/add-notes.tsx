import { useEffect, useState } from "preact/hooks";
import type { Grantee } from "../../bridge/bridge";
import { Note } from "../components/note";
import { useOthersSetting } from "../people/others-setting";
import { calledIn } from "./called";

/** Before a paper goes onto one's own shelf: who is lent that shelf, or the whole locker, and will see it. */
export function AddNotes({ folder }: { folder: string | undefined }) {
  const { texts } = useOthersSetting();
  const seers = useSeers(folder);
  const [first, ...others] = seers;
  if (first === undefined) return null;
  const name = calledIn(first, texts.lent.unknown);
  return <Note kind="wait">{others.length === 0 ? texts.seen.one(name) : texts.seen.more(name, others.length)}</Note>;
}

/** Each account once. */
function useSeers(folder: string | undefined): Grantee[] {
  const { armoire } = useOthersSetting();
  const [seers, setSeers] = useState<{ folder: string | undefined; by: Grantee }[]>([]);

  useEffect(() => {
    let here = true;
    armoire.grants().then(
      (grants) => {
        const now = Date.now();
        const living = grants.filter(({ over, end }) => over === undefined && end > now);
        const wide = living.filter(({ on }) => on === "locker" || on === "shelf");
        if (here) setSeers(wide.map(({ node, to }) => ({ folder: node, by: to })));
      },
      // Without a network nobody can be named; the paper is kept all the same.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [armoire]);

  const these = seers.filter((seer) => seer.folder === undefined || seer.folder === folder).map(({ by }) => by);
  return [...new Map(these.map((one) => [one.account, one])).values()];
}
