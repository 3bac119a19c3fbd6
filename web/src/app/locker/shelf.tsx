import { Button } from "../components/button";
import { Screen } from "../components/screen";
import { displayName } from "../papers/names";
import { papersOn, type Shelf } from "../papers/shelves";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import { NewsNote } from "./news";
import { PaperRow, UploadRow } from "./rows";

/** One shelf and its papers. */
export function ShelfScreen({ shelf }: { shelf: Shelf }) {
  const { texts, way } = useSetting();
  const { contents, uploads } = useInside();
  const papers = papersOn(shelf, contents);
  const coming = uploads.filter((upload) => upload.shelf === shelf.key);
  const name = displayName(shelf.name);
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
      <NewsNote />
      {papers.length + coming.length === 0 ? (
        <p class="placeholder">{texts.shelf.empty}</p>
      ) : (
        <ul class="panel">
          {coming.map((upload) => (
            <UploadRow key={`upload ${upload.key}`} upload={upload} />
          ))}
          {papers.map((paper) => (
            <PaperRow key={paper.id} paper={paper} otherwise={shelf.pictogram} />
          ))}
        </ul>
      )}
    </Screen>
  );
}
