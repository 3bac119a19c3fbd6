import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useSetting } from "../setting";
import { Button } from "./button";

interface Props<T> {
  items: readonly T[];
  /** Shown at first. */
  first?: number;
  label?: string;
  row: (item: T) => ComponentChildren;
}

/** More shown with each touch. */
const more = 50;

/** A list of rows of which only so many are drawn: thousands would hold up every touch on a small phone. */
export function Some<T>({ items, first = 30, label, row }: Props<T>) {
  const { texts } = useSetting();
  const [shown, setShown] = useState(first);
  return (
    <>
      <ul class="panel" aria-label={label}>
        {items.slice(0, shown).map(row)}
      </ul>
      {items.length > shown && (
        <Button
          small
          picture="plus"
          onClick={() => {
            setShown(shown + more);
          }}
        >
          {texts.home.moreRows(items.length - shown)}
        </Button>
      )}
    </>
  );
}
