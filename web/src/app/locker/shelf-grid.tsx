import { useMemo, useState } from "preact/hooks";
import { Button } from "../components/button";
import { displayName } from "../papers/names";
import { countsOf, type Shelf } from "../papers/shelves";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useInside } from "./inside";

/** Shelves that are drawn before more is asked for. */
const firstShelves = 18;

/** The compartments of the home. */
export function ShelfGrid() {
  const { texts, way } = useSetting();
  const { contents, shelves } = useInside();
  const counts = useMemo(() => countsOf(shelves, contents), [shelves, contents]);
  const [all, setAll] = useState(false);
  const shown = all ? shelves : shelves.slice(0, firstShelves);
  return (
    <>
      <ul class="shelf">
        {shown.map((shelf) => {
          const count = counts.get(shelf.key) ?? 0;
          return (
            <li key={shelf.key}>
              <button
                type="button"
                onClick={() => {
                  way.go({ at: "shelf", shelf: shelf.key });
                }}
              >
                <Pictogram name={shelf.pictogram} />
                <bdi class="cut">{displayName(shelf.name)}</bdi>
                {count > 0 && <span class="unseen">{texts.home.counted(count)}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {!all && <MoreShelves of={shelves} onMore={setAll} />}
    </>
  );
}

interface ChoiceProps {
  legend: string;
  chosen: string;
  /** Said beside the shelf where the paper is. */
  here?: { shelf: string; sentence: string };
  onChoose: (key: string) => void;
}

/** The same compartments, one of them to be chosen. */
export function ShelfChoice({ legend, chosen, here, onChoose }: ChoiceProps) {
  const { shelves } = useInside();
  const [all, setAll] = useState(false);
  const shown = all ? shelves : shelves.filter(({ key }, place) => place < firstShelves || key === chosen);
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <ul class="shelf">
        {shown.map(({ key, name, pictogram }) => (
          <li key={key} class={key === chosen ? "chosen" : undefined}>
            <label>
              <input
                type="radio"
                name="shelf"
                value={key}
                checked={key === chosen}
                onChange={() => {
                  onChoose(key);
                }}
              />
              <Pictogram name={pictogram} />
              <span>
                <bdi class="cut">{displayName(name)}</bdi>
                {here?.shelf === key && <span class="unseen"> {here.sentence}</span>}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {!all && <MoreShelves of={shelves} onMore={setAll} />}
    </fieldset>
  );
}

function MoreShelves({ of, onMore }: { of: readonly Shelf[]; onMore: (all: true) => void }) {
  const { texts } = useSetting();
  if (of.length <= firstShelves) return null;
  return (
    <Button
      small
      picture="plus"
      onClick={() => {
        onMore(true);
      }}
    >
      {texts.home.moreRows(of.length - firstShelves)}
    </Button>
  );
}
