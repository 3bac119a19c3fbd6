import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { farther, farthest, nearer, nearest } from "./zoom";

interface Props {
  zoom: number;
  /** Without it there is no nearer and no farther. */
  onZoom?: ((zoom: number) => void) | undefined;
  page?: number;
  pages?: number;
  onPage?: (page: number) => void;
  /** Which page is shown, said when it changes. */
  said?: string | undefined;
}

/** The pages of a paper, nearer and farther; nothing where there is nothing to do. */
export function ViewTools({ zoom, onZoom, page = 1, pages = 1, onPage, said }: Props) {
  const { texts } = useSetting();
  if (pages === 1 && onZoom === undefined) return null;
  return (
    <div class="view-tools" role="group" aria-label={texts.viewer.tools}>
      {pages > 1 && (
        <div>
          <Step picture="back" word={texts.viewer.previous} off={page <= 1} onClick={() => onPage?.(page - 1)} />
          <p role="status">{said}</p>
          <Step picture="next" word={texts.viewer.next} off={page >= pages} onClick={() => onPage?.(page + 1)} />
        </div>
      )}
      {onZoom !== undefined && (
        <div>
          <Step
            picture="farther"
            word={texts.viewer.farther}
            off={zoom <= farthest}
            onClick={() => {
              onZoom(farther(zoom));
            }}
          />
          <Step
            picture="nearer"
            word={texts.viewer.nearer}
            off={zoom >= nearest}
            onClick={() => {
              onZoom(nearer(zoom));
            }}
          />
        </div>
      )}
    </div>
  );
}

/** Keeps the focus where it can't be used any more: on the last page one may still go back. */
function Step({ picture, word, off, onClick }: { picture: PictogramName; word: string; off: boolean; onClick: () => void }) {
  return (
    <button type="button" class="tool" aria-disabled={off || undefined} onClick={off ? undefined : onClick}>
      <Pictogram name={picture} flips={picture === "back" || picture === "next"} />
      {word}
    </button>
  );
}
