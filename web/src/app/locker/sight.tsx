import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { Viewer, isShown } from "../viewer/viewer";
import { useInside } from "./inside";
import type { OpenedPaper } from "./opened";
import { savePaper } from "./save";
import { Unopened } from "./unopened";

/** Whether its kind is one that can be looked at; a broken picture of that kind still can't. */
export function isSeen(opened: OpenedPaper): boolean {
  return opened.step === "open" && isShown(opened.kind);
}

/** Whether the paper is looked at on this screen, and what its `Sight` says of that. */
export function useSight(): Pick<SightParts, "shown" | "onShown"> {
  const { opened } = useInside();
  const [hides, setHides] = useState(false);
  return {
    shown: isSeen(opened) && !hides,
    onShown: (there) => {
      setHides(!there);
    },
  };
}

/** Saves the paper that is open, under its own name; `main` where it can't be looked at. */
export function SaveButton({ name, main = false }: { name: string; main?: boolean }) {
  const { texts } = useSetting();
  const { opened } = useInside();
  if (opened.step !== "open") return null;
  return (
    <Button
      kind={main ? "main" : "second"}
      picture="save"
      onClick={() => {
        savePaper(name, opened);
      }}
    >
      {texts.paper.saveFile}
    </Button>
  );
}

/** The paper itself, as far as it is open: on its way, looked at, or why it didn't open. */
export function Sight({ name, title = name, shown, copy = false, onShown }: SightParts) {
  const { texts } = useSetting();
  const { opened } = useInside();
  switch (opened.step) {
    case "none":
      return null;
    case "opening":
      return (
        <p class="placeholder" role="status">
          {texts.paper.opening}
        </p>
      );
    case "open":
      return (
        <div class={shown ? "paper" : undefined}>
          {shown && copy && (
            <p class="copy">
              <Pictogram name="copy" /> {texts.paper.copy}
            </p>
          )}
          <Viewer name={title} opened={opened} onShown={onShown} />
        </div>
      );
    case "failed":
      return <Unopened name={name} opened={opened} />;
  }
}

interface SightParts {
  name: string;
  /** What the picture is called, where that isn't the paper's name. */
  title?: string;
  shown: boolean;
  /** Says that it is a copy. */
  copy?: boolean;
  onShown: (there: boolean) => void;
}
