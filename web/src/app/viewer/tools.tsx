import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { farther, farthest, nearer, nearest } from "./zoom";

interface Props {
  zoom: number;
  onZoom: (zoom: number) => void;
  page?: number;
  /** Without it there is nothing to turn. */
  pages?: number;
  onPage?: (page: number) => void;
  /** Which page is shown, said when it changes. */
  said?: string | undefined;
}

/** Nearer, farther, and the pages of a paper. */
export function ViewTools({ zoom, onZoom, page = 1, pages = 1, onPage, said }: Props) {
  const { texts } = useSetting();
  return (
    <div class="view-tools" role="group" aria-label={texts.viewer.tools}>
      {pages > 1 && (
        <Turn picture="back" word={texts.viewer.previous} off={page <= 1} onClick={() => onPage?.(page - 1)} />
      )}
      <Turn picture="farther" word={texts.viewer.farther} off={zoom <= farthest} onClick={() => { onZoom(farther(zoom)); }} />
      <p role="status">{pages > 1 ? said : undefined}</p>
      <Turn picture="nearer" word={texts.viewer.nearer} off={zoom >= nearest} onClick={() => { onZoom(nearer(zoom)); }} />
      {pages > 1 && (
        <Turn picture="next" word={texts.viewer.next} off={page >= pages} onClick={() => onPage?.(page + 1)} />
      )}
    </div>
  );
}

/** Keeps the focus where it can't be used any more: on the last page one may still go back. */
function Turn({ picture, word, off, onClick }: { picture: PictogramName; word: string; off: boolean; onClick: () => void }) {
  return (
    <button type="button" class="tool" aria-disabled={off || undefined} onClick={off ? undefined : onClick}>
      <Pictogram name={picture} flips={picture === "back" || picture === "next"} />
      {word}
    </button>
  );
}
