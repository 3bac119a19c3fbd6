import { useState } from "preact/hooks";
import type { Document } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { displayName } from "../papers/names";
import { otherShelf } from "../papers/shelves";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";
import { WithOthers } from "./others-screen";
import { ShelfChoice } from "./shelf-grid";

/** Another shelf for a paper; it is made if this is its first paper. */
export function MoveScreen({ paper }: { paper: Document }) {
  const { armoire, texts, way } = useSetting();
  const { contents, shelves, refresh } = useInside();
  const present = shelves.find(({ folder }) => folder?.id === paper.folder)?.key ?? otherShelf;
  const [chosen, setChosen] = useState(present);
  const target = shelves.find(({ key }) => key === chosen);
  const task = useTask();

  const move = () => {
    task.run(async () => {
      if (target !== undefined && target.folder?.id !== paper.folder) {
        const folder = target.folder ?? (await armoire.createFolder({ name: target.name, pictogram: target.pictogram }));
        await armoire.move(paper.id, folder.id);
        await refresh();
      }
      way.back();
    });
  };

  return (
    <Screen
      title={texts.move.title}
      say={texts.move.say}
      lockable
      foot={
        <Button kind="main" picture="drawer" busy={task.busy} onClick={move}>
          {texts.move.go(displayName(target?.name ?? ""))}
        </Button>
      }
    >
      <ShelfChoice
        legend={displayName(paper.name)}
        chosen={chosen}
        here={{ shelf: present, sentence: texts.move.here }}
        onChoose={setChosen}
      />
      <div role="status" class="stack">
        <WithOthers wanted={(contents.others?.seeing ?? 0) > 0}>
          {(there) => there && <there.MoveNotes from={paper.folder} to={target?.folder?.id ?? ""} />}
        </WithOthers>
      </div>
      <Refusal error={task.error} />
    </Screen>
  );
}
