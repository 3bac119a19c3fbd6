import { Button } from "../components/button";
import { FileButton } from "../components/file-button";
import { Name } from "../components/name";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { mostFiles, type Choice } from "../papers/choice";
import { isPicture } from "../papers/kinds";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { ShelfChoice } from "./shelf-grid";

interface Props {
  choices: readonly Choice[];
  shelf: string;
  onShelf: (key: string) => void;
  onMore: (files: readonly File[]) => void;
  onRemove: (choice: Choice) => void;
  onKeep: (choices: readonly Choice[]) => void;
}

/** Is the paper whole, and where does it go? What can't be kept says why, and doesn't stop the others. */
export function KeepScreen({ choices, shelf, onShelf, onMore, onRemove, onKeep }: Props) {
  const { texts } = useSetting();
  const keepable = choices.filter(({ refused }) => refused === undefined);
  const pictures = choices.some(({ preview }) => preview !== undefined);
  return (
    <Screen
      title={pictures ? texts.keep.title : texts.keep.titleFiles}
      say={texts.keep.say}
      lockable
      foot={
        <Button
          kind="main"
          picture="check"
          missing={keepable.length === 0 ? texts.keep.none : undefined}
          onClick={() => {
            onKeep(keepable);
          }}
        >
          {texts.keep.go(keepable.length)}
        </Button>
      }
    >
      <ul class="previews" aria-label={texts.keep.chosen}>
        {choices.map((choice) => (
          <li key={choice.key} class={choices.length > 1 ? "preview many" : "preview"}>
            {choice.preview !== undefined && <img src={choice.preview} alt="" />}
            <div class="row alone">
              <span class="token">
                <Pictogram name={isPicture(choice.kind) ? "picture" : "sheet"} />
              </span>
              <span class="grow">
                <Name of={choice.name} />
              </span>
              <button
                type="button"
                class="tool"
                aria-label={texts.keep.remove(displayName(choice.name))}
                onClick={() => {
                  onRemove(choice);
                }}
              >
                <Pictogram name="cross" />
              </button>
            </div>
            <Remark choice={choice} />
          </li>
        ))}
      </ul>
      <ShelfChoice legend={texts.keep.where} chosen={shelf} onChoose={onShelf} />
      {choices.length < mostFiles && (
        <FileButton small picture="sheet" onFiles={onMore}>
          {texts.keep.again}
        </FileButton>
      )}
    </Screen>
  );
}

/** What the file's bytes say, when that is news. */
function Remark({ choice: { refused, lies, kind } }: { choice: Choice }) {
  const { texts } = useSetting();
  if (refused !== undefined) {
    return (
      <div role="alert">
        <Note kind="stop">{texts.keep[refused]}</Note>
      </div>
    );
  }
  if (lies) return <Note kind="wait">{texts.keep.lies(texts.kinds[kind])}</Note>;
  if (!isPicture(kind)) return <Note kind="info">{texts.keep.unknown}</Note>;
  return null;
}
