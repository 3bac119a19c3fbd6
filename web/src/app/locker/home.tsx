import { useMemo } from "preact/hooks";
import { Button } from "../components/button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { newestFirst } from "../papers/shelves";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import type { InsidePlace } from "../way";
import { PinOffer } from "../ways/pin-offer";
import { useInside } from "./inside";
import { NewsNote } from "./news";
import { Notices } from "./notices";
import { WithOthers } from "./others-screen";
import { KeepingRow, OutgoingRow, PaperRow } from "./rows";
import { ShelfGrid } from "./shelf-grid";

/** Papers among the latest. */
const latestCount = 5;

/** Papers on their way that are shown before more is asked for. */
const leavingCount = 10;

/** The hub: shelves, drawers, the latest papers and their states. */
export function HomeScreen({ safe }: { safe: boolean }) {
  const { texts, way } = useSetting();
  const { contents, keeping, outgoing, leaving: all } = useInside();
  const latest = useMemo(() => {
    const coming = new Map(outgoing.map((paper) => [paper.id, paper]));
    const papers = contents.documents.filter(({ id, trashed }) => trashed === undefined && !coming.has(id));
    return newestFirst(papers).slice(0, Math.max(0, latestCount - coming.size));
  }, [contents, outgoing]);
  const leaving = [
    ...keeping.map((paper) => <KeepingRow key={`keeping ${paper.key}`} paper={paper} />),
    ...outgoing.map((paper) => <OutgoingRow key={`outgoing ${paper.id}`} paper={paper} />),
  ];
  const none = leaving.length + latest.length === 0;
  const { others } = contents;

  return (
    <Screen
      title={texts.home.title}
      say={texts.home.say}
      look="door"
      brand={texts.home.title}
      lockable
      wide
      picture={<Cornice />}
      foot={
        <Button
          kind="main"
          picture="camera"
          onClick={() => {
            way.go({ at: "add" });
          }}
        >
          {texts.home.add}
        </Button>
      }
    >
      <div class="across stack">
        {safe && none && <Note kind="ok">{texts.home.safe}</Note>}
        <Notices />
        <NewsNote />
        <WithOthers wanted={others !== undefined || all.length > outgoing.length}>{(there) => there && <there.HomeBlock />}</WithOthers>
        {!none && <PinOffer />}
      </div>
      <nav class="stack" aria-label={texts.home.shelves}>
        <ShelfGrid />
        <ul class="shelf drawers plain">
          <Drawer picture="eye" word={texts.home.sees} count={others?.seeing} counted={texts.home.seeing} to={{ at: "others", show: "sees" }} />
          <Drawer picture="people" word={texts.home.helps} count={others?.helping} counted={texts.home.helping} to={{ at: "others", show: "helpers" }} />
        </ul>
        <ul class="shelf drawers three">
          <Drawer picture="search" word={texts.home.search} to={{ at: "search" }} />
          <Drawer picture="bin" word={texts.home.bin} to={{ at: "bin" }} />
          <Drawer picture="dots" word={texts.home.more} to={{ at: "more" }} />
        </ul>
      </nav>
      <section class="section stack">
        <h2>{texts.home.latest}</h2>
        {none && <p class="placeholder">{texts.home.empty}</p>}
        {leaving.length > 0 && <Some items={leaving} first={leavingCount} row={(row) => row} />}
        {latest.length > 0 && (
          <ul class="panel">
            {latest.map((paper) => (
              <PaperRow key={paper.id} paper={paper} />
            ))}
          </ul>
        )}
      </section>
    </Screen>
  );
}

interface DrawerProps {
  picture: PictogramName;
  word: string;
  /** How many there are, where that is worth a number; `counted` says it. */
  count?: number | undefined;
  counted?: (count: number) => string;
  to: InsidePlace;
}

function Drawer({ picture, word, count = 0, counted, to }: DrawerProps) {
  const { way } = useSetting();
  return (
    <li>
      <button
        type="button"
        onClick={() => {
          way.go(to);
        }}
      >
        <Pictogram name={picture} />
        <span>
          {word}
          {count > 0 && (
            <>
              <b aria-hidden="true"> {count}</b>
              <span class="unseen">. {counted?.(count)}</span>
            </>
          )}
        </span>
      </button>
    </li>
  );
}

function Cornice() {
  return (
    <svg class="cornice off-paper" viewBox="0 0 360 20" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 20v-4h70c48 0 56-16 110-16s62 16 110 16h70v4z" />
    </svg>
  );
}
