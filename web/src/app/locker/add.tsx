import { useEffect, useRef, useState } from "preact/hooks";
import { FileButton } from "../components/file-button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useDeparture } from "../departure";
import { dropPreviews, look, mostFiles, type Choice } from "../papers/choice";
import { hour, shortDay } from "../papers/dates";
import { otherShelf } from "../papers/shelves";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import { KeepScreen } from "./keep";

/** Adding: from the camera or from the phone, several at once; then the papers are looked at and put on a shelf. */
export function AddScreen({ shelf, first }: { shelf: string | undefined; first: boolean }) {
  const { texts, language, way, keeper } = useSetting();
  const { shelves } = useInside();
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [over, setOver] = useState(false);
  const [place, setPlace] = useState(shelf ?? otherShelf);
  const lastKey = useRef(0);
  const kept = useRef(false);
  const held = useRef(choices);
  held.current = choices;

  const keep = (wanted: readonly Choice[]) => {
    const target = shelves.find(({ key }) => key === place);
    // Fingers tremble: a second touch on the same button keeps nothing twice.
    if (kept.current || target === undefined) return;
    kept.current = true;
    keeper.keep(wanted, { shelf: target });
  };

  useEffect(
    () => () => {
      dropPreviews(held.current);
      keeper.unconfirmed = undefined;
    },
    [keeper],
  );

  // A photo that was just taken is nowhere else: closing the locker keeps it too.
  const keepable = choices.filter(({ refused }) => refused === undefined);
  keeper.unconfirmed =
    keepable.length === 0
      ? undefined
      : () => {
          keep(keepable);
        };
  useDeparture(keepable.length > 0);

  const take = (files: readonly File[], photo: boolean) => {
    const now = Date.now();
    setOver(choices.length + files.length > mostFiles);
    const looks = files.slice(0, mostFiles - choices.length).map((file) => {
      lastKey.current += 1;
      // A camera names its files with numbers; a day and an hour can be found again.
      const name = photo ? texts.add.photoName(shortDay(now, language.formats), hour(now, language.formats)) : file.name;
      return look(lastKey.current, file, name);
    });
    void Promise.all(looks).then((more) => {
      setChoices((before) => [...before, ...more]);
    });
  };

  if (choices.length > 0) {
    return (
      <KeepScreen
        choices={choices}
        over={over}
        shelf={place}
        onShelf={setPlace}
        onMore={(files) => {
          take(files, false);
        }}
        onRemove={(choice) => {
          dropPreviews([choice]);
          setChoices(choices.filter(({ key }) => key !== choice.key));
        }}
        onKeep={(wanted) => {
          if (kept.current) return;
          keep(wanted);
          way.back();
        }}
      />
    );
  }

  return (
    <Screen title={texts.add.title} say={texts.add.say} lockable>
      {first && (
        <>
          <Steps done={5} />
          <Note kind="ok">{texts.home.safe}</Note>
        </>
      )}
      <p>{texts.add.say}</p>
      <div class="stack">
        <FileButton
          kind="main"
          picture="camera"
          camera
          onFiles={(files) => {
            take(files, true);
          }}
        >
          {texts.add.camera}
        </FileButton>
        <FileButton
          picture="phone"
          onFiles={(files) => {
            take(files, false);
          }}
        >
          {texts.add.file}
        </FileButton>
      </div>
      <p class="second">{texts.add.size}</p>
    </Screen>
  );
}
