import { useEffect, useRef, useState } from "preact/hooks";
import { ArmoireError, type Contents, type Outgoing } from "../../bridge/bridge";
import type { Texts } from "../../languages";
import { refusal } from "../../languages/refusal";
import { displayName } from "../papers/names";

interface Heard {
  outgoing: readonly Outgoing[];
  here: boolean;
  contents: Contents | undefined;
}

/** What has changed for papers on their way, as one sentence to be said; percentages aren't news. */
export function useLive({ outgoing, here, contents }: Heard, texts: Texts): string {
  const [said, say] = useState("");
  const before = useRef<Heard | undefined>(undefined);

  useEffect(() => {
    const then = before.current;
    before.current = { outgoing, here, contents };
    if (then === undefined) return;
    const changes = [
      ...(then.here === here ? [] : [here ? texts.home.back : texts.home.away]),
      ...outgoing.flatMap((paper) => changeOf(paper, then.outgoing.find(({ id }) => id === paper.id), texts)),
      ...then.outgoing.flatMap(({ id, name }) => {
        if (outgoing.some((paper) => paper.id === id)) return [];
        const arrived = editionOf(id, contents) !== editionOf(id, then.contents);
        return arrived ? [texts.live.arrived(displayName(name))] : [];
      }),
    ];
    const last = changes.at(-1);
    if (last !== undefined) say(last);
  }, [outgoing, here, contents, texts]);

  return said;
}

function changeOf(paper: Outgoing, earlier: Outgoing | undefined, texts: Texts): string[] {
  const name = displayName(paper.name);
  if (paper.step === "stopped" && earlier?.step !== "stopped") {
    return [`${texts.live.stopped(name)} ${refusal(texts, new ArmoireError(paper.code ?? "internal"))}`];
  }
  if (earlier === undefined) return [paper.durable ? texts.live.kept(name) : texts.live.keptOpen(name)];
  return [];
}

/** Tells a new version from the one before; absent where there is no such paper. */
function editionOf(id: string, contents: Contents | undefined): number | undefined {
  return contents?.documents.find((paper) => paper.id === id)?.edition;
}
