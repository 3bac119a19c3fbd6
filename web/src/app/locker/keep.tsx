import { Button } from "../components/button";
import { FileButton } from "../components/file-button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { mostFiles, type Choice } from "../papers/choice";
import { useSetting } from "../setting";
import { ChosenPaper } from "./chosen";
import { useInside } from "./inside";
import { WithOthers } from "./others-screen";
import { ShelfChoice } from "./shelf-grid";

interface Props {
  choices: readonly Choice[];
  /** Whether more were chosen than are taken at once. */
  over: boolean;
  shelf: string;
  onShelf: (key: string) => void;
  onMore: (files: readonly File[]) => void;
  onRemove: (choice: Choice) => void;
  onKeep: (choices: readonly Choice[]) => void;
}

/** Is the paper whole, and where does it go? What can't be kept says why, and doesn't stop the others. */
export function KeepScreen({ choices, over, shelf, onShelf, onMore, onRemove, onKeep }: Props) {
  const { texts } = useSetting();
  const { contents, shelves } = useInside();
  const folder = shelves.find(({ key }) => key === shelf)?.folder?.id;
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
      {over && (
        <div role="alert">
          <Note kind="wait">{texts.keep.most(mostFiles)}</Note>
        </div>
      )}
      <ul class="previews" aria-label={texts.keep.chosen}>
        {choices.map((choice) => (
          <ChosenPaper
            key={choice.key}
            choice={choice}
            many={choices.length > 1}
            onRemove={() => {
              onRemove(choice);
            }}
          />
        ))}
      </ul>
      <ShelfChoice legend={texts.keep.where} chosen={shelf} onChoose={onShelf} />
      <div role="status" class="stack">
        <WithOthers wanted={(contents.others?.seeing ?? 0) > 0}>{(there) => there && <there.AddNotes folder={folder} />}</WithOthers>
      </div>
      {choices.length < mostFiles && (
        <FileButton small picture="sheet" onFiles={onMore}>
          {texts.keep.again}
        </FileButton>
      )}
    </Screen>
  );
}
