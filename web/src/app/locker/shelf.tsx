import { useMemo } from "preact/hooks";
import { Button } from "../components/button";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { displayName } from "../papers/names";
import { papersOn, shelfOf, type Shelf } from "../papers/shelves";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import { NewsNote } from "./news";
import { Notices } from "./notices";
import { KeepingRow, OutgoingRow, PaperRow } from "./rows";

/** One shelf and its papers. */
export function ShelfScreen({ shelf }: { shelf: Shelf }) {
  const { texts, way } = useSetting();
  const { contents, shelves, keeping, outgoing } = useInside();
  const papers = useMemo(() => papersOn(shelf, shelves, contents), [shelf, shelves, contents]);
  const coming = new Map(outgoing.map((paper) => [paper.id, paper]));
  const name = displayName(shelf.name);
  const rows = [
    ...keeping
      .filter((paper) => paper.shelf.key === shelf.key && paper.replaces === undefined)
      .map((paper) => <KeepingRow key={`keeping ${paper.key}`} paper={paper} />),
    ...outgoing
      .filter((paper) => !paper.replaces && shelfOf(paper, shelves)?.key === shelf.key)
      .map((paper) => <OutgoingRow key={paper.id} paper={paper} />),
  ];
  return (
    <Screen
      title={name}
      say={texts.shelf.say(name)}
      lockable
      foot={
        <Button
          kind="main"
          picture="camera"
          onClick={() => {
            way.go({ at: "add", shelf: shelf.key });
          }}
        >
          {texts.shelf.add}
        </Button>
      }
    >
      <Notices />
      <NewsNote />
      {papers.length + rows.length === 0 && <p class="placeholder">{texts.shelf.empty}</p>}
      {rows.length > 0 && <Some items={rows} row={(row) => row} />}
      {papers.length > 0 && (
        <Some items={papers} row={(paper) => <PaperRow key={paper.id} paper={paper} coming={coming.get(paper.id)} />} />
      )}
      {shelf.folder !== undefined && <Lend folder={shelf.folder.id} />}
      <Button
        kind="plain"
        picture="pen"
        onClick={() => {
          way.go({ at: "changeShelf", shelf: shelf.key });
        }}
      >
        {texts.shelf.change}
      </Button>
    </Screen>
  );
}

/** A shelf is lent once it is there, with what comes to it later. */
function Lend({ folder }: { folder: string }) {
  const { texts, way } = useSetting();
  return (
    <Button
      kind="plain"
      picture="people/lend"
      onClick={() => {
        way.go({ at: "others", show: "lendWho", start: { shelf: folder } });
      }}
    >
      {texts.shelf.lend}
    </Button>
  );
}
