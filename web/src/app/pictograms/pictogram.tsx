import type { PictogramName } from "./names";
import address from "./pictograms.svg?url";

export type { PictogramName } from "./names";

/** A drawing beside a word, never in its place: hidden from those who listen. */
export function Pictogram({ name, flips = false }: { name: PictogramName; flips?: boolean }) {
  return (
    <svg class={flips ? "pictogram flips" : "pictogram"} aria-hidden="true">
      <use href={`${address}#${name}`} />
    </svg>
  );
}
