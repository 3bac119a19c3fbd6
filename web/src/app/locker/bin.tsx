import { useState } from "preact/hooks";
import type { Document } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";
import { NewsNote } from "./news";

/** Binned papers, the latest first; each can come back. */
export function BinScreen() {
  const { armoire, texts } = useSetting();
  const { contents, refresh, tell } = useInside();
  const [asked, setAsked] = useState<string>();
  const task = useTask();
  const papers = contents.documents
    .filter(({ trashed }) => trashed !== undefined)
    .sort((one, other) => (other.trashed ?? 0) - (one.trashed ?? 0));

  const restore = (paper: Document) => {
    setAsked(paper.id);
    task.run(async () => {
      await armoire.restore(paper.id);
      await refresh();
      tell({ sentence: texts.bin.restored });
    });
  };

  return (
    <Screen title={texts.bin.title} say={texts.bin.say} lockable>
      <NewsNote />
      <Refusal error={task.error} />
      {papers.length === 0 ? (
        <p class="placeholder">{texts.bin.empty}</p>
      ) : (
        <ul class="panel">
          {papers.map((paper) => (
            <li key={paper.id} class="row">
              <span class="token">
                <Pictogram name="sheet" />
              </span>
              <BinnedName paper={paper} />
              <Button
                small
                picture="restore"
                label={texts.bin.restoreName(displayName(paper.name))}
                busy={task.busy && asked === paper.id}
                onClick={() => {
                  restore(paper);
                }}
              >
                {texts.bin.restore}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
}

function BinnedName({ paper }: { paper: Document }) {
  const { texts, language } = useSetting();
  return (
    <span class="grow">
      <Name of={paper.name} />
      <span class="second">{texts.bin.since(longDay(paper.trashed ?? 0, language.formats))}</span>
    </span>
  );
}
