import { useMemo, useState } from "preact/hooks";
import type { Document, Folder } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { focusTitle } from "../focus";
import { longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";
import { NewsNote } from "./news";
import { Token } from "./rows";

/** Binned papers and shelves, the latest first; each can come back, papers can go for good. */
export function BinScreen() {
  const { armoire, texts, way } = useSetting();
  const { contents, refresh, tell } = useInside();
  const [asked, setAsked] = useState<string>();
  const task = useTask();
  const papers = useMemo(() => binned(contents.documents), [contents]);
  const shelves = useMemo(() => binned(contents.folders), [contents]);

  const restore = (node: Document | Folder, sentence: string) => {
    setAsked(node.id);
    task.run(async () => {
      // A paper whose shelf was binned meanwhile would come back to nowhere.
      const shelf = "folder" in node ? shelves.find(({ id }) => id === node.folder) : undefined;
      if (shelf !== undefined) await armoire.restore(shelf.id);
      await armoire.restore(node.id);
      await refresh();
      tell({ sentence });
      focusTitle();
    });
  };

  const restoreButton = (node: Document | Folder, sentence: string) => (
    <Button
      small
      picture="restore"
      label={texts.bin.restoreName(displayName(node.name))}
      busy={task.busy && asked === node.id}
      onClick={() => {
        restore(node, sentence);
      }}
    >
      {texts.bin.restore}
    </Button>
  );

  return (
    <Screen title={texts.bin.title} say={texts.bin.say} lockable>
      <NewsNote />
      <Refusal error={task.error} />
      {papers.length + shelves.length === 0 && <p class="placeholder">{texts.bin.empty}</p>}
      {papers.length > 0 && (
        <Some
          items={papers}
          row={(paper) => (
            <li key={paper.id} class="row">
              <Token name="sheet" />
              <Binned node={paper} />
              <div class="pair">
                {restoreButton(paper, texts.bin.restored)}
                <Button
                  small
                  kind="stop"
                  picture="cross"
                  label={texts.bin.deleteName(displayName(paper.name))}
                  onClick={() => {
                    way.go({ at: "deletePaper", id: paper.id });
                  }}
                >
                  {texts.bin.delete}
                </Button>
              </div>
            </li>
          )}
        />
      )}
      {shelves.length > 0 && (
        <section class="section stack">
          <h2>{texts.bin.shelves}</h2>
          <Some
            items={shelves}
            row={(shelf) => (
              <li key={shelf.id} class="row">
                <Token name="drawer" />
                <Binned node={shelf} />
                {restoreButton(shelf, texts.bin.shelfRestored)}
              </li>
            )}
          />
        </section>
      )}
      {papers.length > 1 && (
        <Button
          kind="stop"
          picture="bin"
          onClick={() => {
            way.go({ at: "emptyBin" });
          }}
        >
          {texts.bin.emptyAll}
        </Button>
      )}
    </Screen>
  );
}

/** What lies in the bin, the latest first. */
export function binned<T extends { trashed?: number }>(nodes: readonly T[]): T[] {
  return nodes.filter(({ trashed }) => trashed !== undefined).sort((one, other) => (other.trashed ?? 0) - (one.trashed ?? 0));
}

function Binned({ node }: { node: Document | Folder }) {
  const { texts, language } = useSetting();
  return (
    <span class="grow">
      <Name of={node.name} />
      <span class="second">{texts.bin.since(longDay(node.trashed ?? 0, language.formats))}</span>
    </span>
  );
}
