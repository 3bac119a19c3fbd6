import { Button } from "../components/button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { newestFirst, otherShelf } from "../papers/shelves";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import { NewsNote } from "./news";
import { PaperRow, UploadRow } from "./rows";
import { ShelfGrid } from "./shelf-grid";

/** Papers among the latest. */
const latestCount = 5;

/** The hub: shelves, drawers, the latest papers and their states. */
export function HomeScreen({ safe }: { safe: boolean }) {
  const { texts, way } = useSetting();
  const { contents, uploads } = useInside();
  const room = Math.max(0, latestCount - uploads.length);
  const latest = newestFirst(contents.documents.filter(({ trashed }) => trashed === undefined)).slice(0, room);

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
        {safe && uploads.length + latest.length === 0 && <Note kind="ok">{texts.home.safe}</Note>}
        <NewsNote />
      </div>
      <nav class="stack" aria-label={texts.home.shelves}>
        <ShelfGrid />
        <ul class="shelf drawers">
          <li>
            <button
              type="button"
              onClick={() => {
                way.go({ at: "bin" });
              }}
            >
              <Pictogram name="bin" />
              {texts.home.bin}
            </button>
          </li>
          <li>
            <button
              type="button"
              onClick={() => {
                way.go({ at: "more" });
              }}
            >
              <Pictogram name="dots" />
              {texts.home.more}
            </button>
          </li>
        </ul>
      </nav>
      <section class="section">
        <h2>{texts.home.latest}</h2>
        {uploads.length + latest.length === 0 ? (
          <p class="placeholder">{texts.home.empty}</p>
        ) : (
          <ul class="panel">
            {uploads.map((upload) => (
              <UploadRow key={`upload ${upload.key}`} upload={upload} />
            ))}
            {latest.map((paper) => (
              <PaperRow key={paper.id} paper={paper} otherwise={otherShelf} />
            ))}
          </ul>
        )}
      </section>
    </Screen>
  );
}

function Cornice() {
  return (
    <svg class="cornice off-paper" viewBox="0 0 360 20" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 20v-4h70c48 0 56-16 110-16s62 16 110 16h70v4z" />
    </svg>
  );
}
