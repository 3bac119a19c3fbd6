import type { Document } from "../../bridge/bridge";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import { savePaper } from "./save";
import { isSeen } from "./sight";

/** What one does with a paper: save, rename, move; the rest is one step further. */
export function PaperDrawers({ paper }: { paper: Document }) {
  const { texts, way } = useSetting();
  const { opened } = useInside();
  const { id } = paper;
  return (
    <ul class="shelf drawers many">
      {opened.step === "open" && isSeen(opened) && (
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
          way.go({ at: "rename", id });
        }}
      />
      <Drawer
        picture="drawer"
        word={texts.paper.move}
        onClick={() => {
          way.go({ at: "move", id });
        }}
      />
      <Drawer
        picture="dots"
        word={texts.paper.more}
        onClick={() => {
          way.go({ at: "paperMore", id });
        }}
      />
    </ul>
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
