import { Name } from "../components/name";
import { Note } from "../components/note";
import type { Choice } from "../papers/choice";
import { isPicture } from "../papers/kinds";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";

interface Props {
  choice: Choice;
  /** One of several: shown smaller. */
  many?: boolean;
  onRemove?: () => void;
}

/** A chosen paper before it is kept: its picture where it has one, its name, and what its bytes say when that is news. */
export function ChosenPaper({ choice, many = false, onRemove }: Props) {
  const { texts } = useSetting();
  return (
    <li class={many ? "preview many" : "preview"}>
      {choice.preview !== undefined && <img src={choice.preview} alt="" />}
      <div class="row alone">
        <span class="token">
          <Pictogram name={isPicture(choice.kind) ? "picture" : "sheet"} />
        </span>
        <span class="grow">
          <Name of={choice.name} />
        </span>
        {onRemove !== undefined && (
          <button type="button" class="tool" aria-label={texts.keep.remove(displayName(choice.name))} onClick={onRemove}>
            <Pictogram name="cross" />
          </button>
        )}
      </div>
      <Remark choice={choice} />
    </li>
  );
}

/** What the file's bytes say, when that is news. */
function Remark({ choice: { refused, lies, huge, kind } }: { choice: Choice }) {
  const { texts } = useSetting();
  if (refused !== undefined) {
    return (
      <div role="alert">
        <Note kind="stop">{texts.keep[refused]}</Note>
      </div>
    );
  }
  if (huge) return <Note kind="wait">{texts.keep.huge}</Note>;
  if (lies) return <Note kind="wait">{texts.keep.lies(texts.kinds[kind])}</Note>;
  if (kind === "video") return <Note kind="info">{texts.keep.video}</Note>;
  if (!isPicture(kind) && kind !== "pdf") return <Note kind="info">{texts.keep.unknown}</Note>;
  return null;
}
