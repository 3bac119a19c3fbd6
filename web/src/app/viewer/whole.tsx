import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Screen } from "../components/screen";
import { Tool } from "../components/tool";
import type { OpenedPaper } from "../locker/opened";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { Viewer, isShown } from "./viewer";

interface Props {
  /** As it is shown. */
  name: string;
  opened: OpenedPaper | undefined;
  /** Why it didn't open. */
  children?: ComponentChildren;
}

/** A paper and nothing else, to be turned to whoever stands at the counter. */
export function WholePaper({ name, opened, children }: Props) {
  const { texts } = useSetting();
  const [turned, setTurned] = useState(false);
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
        {opened?.step === "open" && isShown(opened.kind) && (
          <Viewer name={name} opened={opened} large turned={turned} onShown={() => undefined} />
        )}
      </div>
      {children}
      <p class="copy">
        <Pictogram name="copy" /> {texts.paper.copy}
      </p>
    </Screen>
  );
}
