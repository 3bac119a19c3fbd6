import { useState } from "preact/hooks";
import type { Document } from "../../bridge/bridge";
import { Screen } from "../components/screen";
import { Tool } from "../components/tool";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { Viewer, isShown } from "../viewer/viewer";
import { useInside } from "./inside";

/** The paper and nothing else, to be turned to whoever stands at the counter. */
export function LargeScreen({ paper }: { paper: Document }) {
  const { texts } = useSetting();
  const { opened } = useInside();
  const [turned, setTurned] = useState(false);
  const name = displayName(paper.name);
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
        {opened.step === "open" && isShown(opened.kind) && (
          <Viewer name={name} opened={opened} large turned={turned} onShown={() => undefined} />
        )}
      </div>
      <p class="copy">
        <Pictogram name="copy" /> {texts.paper.copy}
      </p>
    </Screen>
  );
}
