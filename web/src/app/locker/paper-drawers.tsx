import type { Document } from "../../bridge/bridge";
import { Refusal } from "../components/note";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";
import { savePaper } from "./save";

/** What one does with a paper: save, rename, move, bin. Binning asks nothing, since it can be undone. */
export function PaperDrawers({ paper }: { paper: Document }) {
  const { armoire, texts, way } = useSetting();
  const { opened, refresh, tell } = useInside();
  const task = useTask();

  const trash = () => {
    task.run(async () => {
      await armoire.trash(paper.id);
      await refresh();
      tell({ sentence: texts.bin.trashed, undo: () => armoire.restore(paper.id) });
      way.back();
    });
  };

  return (
    <>
      <Refusal error={task.error} />
      <ul class="shelf drawers many">
        {opened.step === "open" && opened.picture && (
          <Drawer
            picture="save"
            word={texts.paper.save}
            onClick={() => {
              savePaper(paper.name, opened);
            }}
          />
        )}
        <Drawer
          picture="pen"
          word={texts.paper.rename}
          onClick={() => {
            way.go({ at: "rename", id: paper.id });
          }}
        />
        <Drawer
          picture="drawer"
          word={texts.paper.move}
          onClick={() => {
            way.go({ at: "move", id: paper.id });
          }}
        />
        <Drawer picture={task.busy ? "clock" : "bin"} word={task.busy ? texts.wait : texts.paper.trash} onClick={trash} />
      </ul>
    </>
  );
}

function Drawer({ picture, word, onClick }: { picture: PictogramName; word: string; onClick: () => void }) {
  return (
    <li>
      <button type="button" onClick={onClick}>
        <Pictogram name={picture} />
        {word}
      </button>
    </li>
  );
}
