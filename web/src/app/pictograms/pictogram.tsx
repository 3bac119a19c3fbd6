import type { PictogramName } from "./names";
import others from "./people.svg?url";
import address from "./pictograms.svg?url";

export type { PictogramName } from "./names";

/** What points along the way one reads: it turns round with the language. Ticks, clocks, phones and codes don't. */
const directed: ReadonlySet<PictogramName> = new Set(["back", "next", "leave", "restore", "sheet", "words", "people/lend", "people/take"]);

/** A drawing beside a word, never in its place: hidden from those who listen. */
export function Pictogram({ name, flips = directed.has(name) }: { name: PictogramName; flips?: boolean }) {
  return (
    <svg class={flips ? "pictogram flips" : "pictogram"} aria-hidden="true">
      <use href={name.startsWith("people/") ? `${others}#${name.slice(7)}` : `${address}#${name}`} />
    </svg>
  );
}
