import { useId } from "preact/hooks";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";

interface Props<Option extends string> {
  legend: string;
  /** `question` is read as one; `unseen` is there for who listens. */
  legendLook?: "question" | "unseen";
  /** How the tiles are laid out, in the words of `styles/shelves.css`. */
  look?: string;
  options: readonly Option[];
  chosen: Option | undefined;
  words: Record<Option, string>;
  pictureOf?: (option: Option) => PictogramName;
  onChoose: (option: Option) => void;
}

/** One of a few, as tiles: all of them in sight, the chosen one marked. */
export function RadioTiles<Option extends string>({ legend, legendLook, look, options, chosen, words, pictureOf, onChoose }: Props<Option>) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend class={legendLook}>{legend}</legend>
      <ul class={look === undefined ? "shelf" : `shelf ${look}`}>
        {options.map((option) => (
          <li key={option} class={option === chosen ? "chosen" : undefined}>
            <label>
              <input
                type="radio"
                name={name}
                value={option}
                checked={option === chosen}
                onChange={() => {
                  onChoose(option);
                }}
              />
              {pictureOf !== undefined && <Pictogram name={pictureOf(option)} />}
              <span>{words[option]}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
