import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { Viewer, isShown } from "../viewer/viewer";
import { useInside } from "./inside";
import type { OpenedPaper } from "./opened";
import { Unopened } from "./unopened";

/** Whether its kind is one that can be looked at; a broken picture of that kind still can't. */
export function isSeen(opened: OpenedPaper): boolean {
  return opened.step === "open" && isShown(opened.kind);
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
