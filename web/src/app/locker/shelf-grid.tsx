import { papersOn } from "../papers/shelves";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useInside } from "./inside";

/** The compartments of the home. */
export function ShelfGrid() {
  const { texts, way } = useSetting();
  const { contents, shelves } = useInside();
  return (
    <ul class="shelf">
      {shelves.map((shelf) => {
        const count = papersOn(shelf, contents).length;
        return (
          <li key={shelf.key}>
            <button
              type="button"
              onClick={() => {
                way.go({ at: "shelf", shelf: shelf.key });
              }}
            >
              <Pictogram name={shelf.pictogram} />
              <bdi>{displayName(shelf.name)}</bdi>
              {count > 0 && <span class="unseen">{texts.home.counted(count)}</span>}
            </button>
          </li>
        );
      })}
    </ul>
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
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <ul class="shelf">
        {shelves.map(({ key, name, pictogram }) => (
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
                <bdi>{displayName(name)}</bdi>
                {here?.shelf === key && <span class="unseen"> {here.sentence}</span>}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
