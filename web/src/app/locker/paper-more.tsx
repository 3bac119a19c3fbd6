import type { Document } from "../../bridge/bridge";
import { Name } from "../components/name";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";

/** What one does less often with a paper. Binning asks nothing, since it can be undone. */
export function PaperMoreScreen({ paper }: { paper: Document }) {
  const { armoire, texts, way } = useSetting();
  const { refresh, tell } = useInside();
  const task = useTask();

  const trash = () => {
    task.run(async () => {
      await armoire.trash(paper.id);
      await refresh();
      tell({ sentence: texts.bin.trashed, undo: () => armoire.restore(paper.id) });
      way.backBy(2);
    });
  };

  return (
    <Screen title={texts.paperMore.title} say={texts.paperMore.say} lockable>
      <Name of={paper.name} />
      <Refusal error={task.error} />
      <ul class="panel">
        <WayRow
          picture="people/lend"
          word={texts.paperMore.lend}
          why={texts.paperMore.lendWhy}
          to={{ at: "others", show: "lendWho", start: { papers: [paper.id] } }}
        />
        <WayRow picture="turn" word={texts.paperMore.replace} why={texts.paperMore.replaceWhy} to={{ at: "replace", id: paper.id }} />
        <WayRow picture="versions" word={texts.paperMore.versions} why={texts.paperMore.versionsWhy} to={{ at: "versions", id: paper.id }} />
        <WayRow picture="bin" word={texts.paperMore.trash} why={texts.paperMore.trashWhy} busy={task.busy} onClick={trash} />
      </ul>
    </Screen>
  );
}
