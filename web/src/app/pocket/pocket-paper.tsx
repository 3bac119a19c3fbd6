import { useEffect, useState } from "preact/hooks";
import type { PocketPaper } from "../../bridge/bridge";
import { Refusal } from "../components/note";
import { openedFrom, type OpenedPaper } from "../locker/opened";
import { displayName } from "../papers/names";
import { useSetting } from "../setting";
import { WholePaper } from "../viewer/whole";

/** One paper out of the pocket. */
export function PocketPaperScreen({ paper }: { paper: PocketPaper }) {
  const { armoire } = useSetting();
  const [opened, setOpened] = useState<OpenedPaper & { step: "open" }>();
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    let here = true;
    let address: string | undefined;
    armoire.pocketRead(paper.id).then(
      ({ bytes }) => {
        if (!here) return;
        const open = openedFrom(bytes);
        address = open.address;
        setOpened(open);
      },
      (refusal: unknown) => {
        if (here) setError(refusal);
      },
    );
    return () => {
      here = false;
      if (address !== undefined) URL.revokeObjectURL(address);
    };
  }, [armoire, paper]);

  return (
    <WholePaper name={displayName(paper.name)} opened={opened}>
      <Refusal error={error} />
    </WholePaper>
  );
}
