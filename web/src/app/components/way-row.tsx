import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import type { InsidePlace } from "../way";

interface Props {
  picture: PictogramName;
  word: string;
  /** What is there, in a sentence. */
  why?: string;
  to?: InsidePlace;
  busy?: boolean;
  onClick?: () => void;
}

/** A row that leads somewhere, or does what it says. */
export function WayRow({ picture, word, why, to, busy = false, onClick }: Props) {
  const { texts, way } = useSetting();
  return (
    <li>
      <button
        type="button"
        class="row"
        aria-busy={busy || undefined}
        onClick={() => {
          if (busy) return;
          if (to === undefined) onClick?.();
          else way.go(to);
        }}
      >
        <span class="token">
          <Pictogram name={busy ? "clock" : picture} />
        </span>
        <span class="grow">
          <span class="name ours">{busy ? texts.wait : word}</span>
          {why !== undefined && <span class="second">{why}</span>}
        </span>
        {to !== undefined && <Pictogram name="next" flips />}
      </button>
    </li>
  );
}
