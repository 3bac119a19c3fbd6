import { useEffect, useRef, useState } from "preact/hooks";
import type { Document } from "../../bridge/bridge";
import { Button } from "../components/button";
import { FileButton } from "../components/file-button";
import { Name } from "../components/name";
import { Screen } from "../components/screen";
import { useDeparture } from "../departure";
import { dropPreviews, look, type Choice } from "../papers/choice";
import { otherShelf } from "../papers/shelves";
import { useSetting } from "../setting";
import { ChosenPaper } from "./chosen";
import { useInside } from "./inside";

/** A new version of a paper, from the camera or from the phone. It keeps its name; the version before stays. */
export function ReplaceScreen({ paper }: { paper: Document }) {
  const { texts, way, keeper } = useSetting();
  const { shelves, tell } = useInside();
  const [choice, setChoice] = useState<Choice>();
  const kept = useRef(false);
  const held = useRef(choice);
  held.current = choice;
  const shelf = shelves.find(({ folder }) => folder?.id === paper.folder) ?? shelves.find(({ key }) => key === otherShelf);

  useEffect(
    () => () => {
      if (held.current !== undefined) dropPreviews([held.current]);
      keeper.unconfirmed = undefined;
    },
    [keeper],
  );

  const take = ([file]: File[]) => {
    if (file === undefined) return;
    void look(1, file, file.name).then((looked) => {
      setChoice((before) => {
        if (before !== undefined) dropPreviews([before]);
        return looked;
      });
    });
  };

  const usable = choice !== undefined && choice.refused === undefined;
  const keep = () => {
    // Fingers tremble: a second touch replaces nothing twice.
    if (kept.current || choice === undefined || shelf === undefined) return;
    kept.current = true;
    keeper.keep([{ ...choice, name: paper.name }], { shelf, replaces: paper.id });
  };
  // A photo that was just taken is nowhere else: closing the locker keeps it too. The version before stays.
  keeper.unconfirmed = usable ? keep : undefined;
  useDeparture(usable);

  const replace = () => {
    if (kept.current) return;
    keep();
    tell({ sentence: texts.replace.done });
    way.backBy(2);
  };

  return (
    <Screen
      title={texts.replace.title}
      say={texts.replace.say}
      lockable
      foot={
        choice === undefined ? undefined : (
          <Button kind="main" picture="check" missing={usable ? undefined : texts.replace.none} onClick={replace}>
            {texts.replace.go}
          </Button>
        )
      }
    >
      <Name of={paper.name} />
      <p>{texts.replace.lead}</p>
      {choice !== undefined && (
        <ul class="previews">
          <ChosenPaper choice={choice} />
        </ul>
      )}
      <FileButton kind={choice === undefined ? "main" : "second"} picture="camera" camera onFiles={take}>
        {texts.add.camera}
      </FileButton>
      <FileButton picture="phone" single onFiles={take}>
        {texts.add.file}
      </FileButton>
    </Screen>
  );
}
