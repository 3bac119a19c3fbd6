import { useEffect, useState } from "preact/hooks";
import type { Document } from "../../bridge/bridge";
import { WayRow } from "../components/way-row";
import { useSetting } from "../setting";

/** On a paper's page: whether it is always with its holder, and the way to change that. */
export function PocketRow({ paper: { id } }: { paper: Document }) {
  const { armoire, texts, remembered } = useSetting();
  const [inside, setInside] = useState<boolean>();
  // Where the device keeps nothing of its holder, nothing can be taken along.
  const own = remembered?.handle !== undefined;

  useEffect(() => {
    if (!own) return;
    armoire.pocketPapers().then(
      (ids) => {
        setInside(ids.includes(id));
      },
      () => undefined,
    );
  }, [armoire, own, id]);

  if (!own || inside === undefined) return null;
  return (
    <ul class="panel">
      <WayRow
        picture="pocket"
        word={texts.pocket.row}
        why={inside ? texts.pocket.rowIn : texts.pocket.rowWhy}
        to={{ at: inside ? "pocketRemove" : "pocketAdd", id }}
      />
    </ul>
  );
}
