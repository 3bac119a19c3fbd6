import { useEffect, useState } from "preact/hooks";
import { ArmoireError, type PocketPaper } from "../../bridge/bridge";
import { useSelfLock } from "../self-lock";
import { useSetting } from "../setting";
import type { PocketPlace } from "../way";
import { PocketCodeScreen } from "./pocket-code";
import { PocketListScreen } from "./pocket-list";
import { PocketPaperScreen } from "./pocket-paper";

/**
 * Papers that are always with their holder, outside the locker and without a network. What is in there is known to these screens
 * alone, and only while it is open: closing, hiding or leaving forgets it.
 */
export function PocketScreens({ place }: { place: PocketPlace }) {
  const { armoire, way, close, preferences } = useSetting();
  const [papers, setPapers] = useState<readonly PocketPaper[]>();

  useSelfLock(preferences.lockAfter, (why) => {
    close(new ArmoireError(why));
  });

  useEffect(
    () => () => {
      void armoire.pocketClose().catch(() => undefined);
    },
    [armoire],
  );

  const paper = place.at === "pocketPaper" ? papers?.find(({ id }) => id === place.id) : undefined;
  if (papers === undefined || place.at === "pocket") {
    return (
      <PocketCodeScreen
        onOpen={(opened) => {
          setPapers(opened);
          // Back leads to the closed door, and not to the code.
          way.restart({ at: "signIn" }, { at: "pocketPapers" });
        }}
      />
    );
  }
  if (paper === undefined) return <PocketListScreen papers={papers} />;
  return <PocketPaperScreen key={paper.id} paper={paper} />;
}
