import { useEffect, useState } from "preact/hooks";
import type { PocketPaper } from "../../bridge/bridge";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Tool } from "../components/tool";
import { openedFrom, type OpenedPaper } from "../locker/opened";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { Viewer, isShown } from "../viewer/viewer";

/** One paper out of the pocket, and nothing else: to be turned to whoever stands at the counter. */
export function PocketPaperScreen({ paper }: { paper: PocketPaper }) {
  const { armoire, texts } = useSetting();
  const [opened, setOpened] = useState<OpenedPaper & { step: "open" }>();
  const [error, setError] = useState<unknown>();
  const [turned, setTurned] = useState(false);
  const name = displayName(paper.name);

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
    <Screen
      title={name}
      quiet
      say={texts.paper.say}
      look="whole"
      lockable
      tools={
        <Tool
          name="turn"
          word={texts.paper.turn}
          pressed={turned}
          onClick={() => {
            setTurned(!turned);
          }}
        />
      }
    >
      <div class="sight">
        {opened !== undefined && isShown(opened.kind) && <Viewer name={name} opened={opened} large turned={turned} onShown={() => undefined} />}
      </div>
      <Refusal error={error} />
      <p class="copy">
        <Pictogram name="copy" /> {texts.paper.copy}
      </p>
    </Screen>
  );
}
