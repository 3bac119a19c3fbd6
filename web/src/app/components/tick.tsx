import { Token } from "../locker/rows";
import type { PictogramName } from "../pictograms/pictogram";
import { Name } from "./name";

interface Props {
  picture: PictogramName;
  name: string;
  /** What else is known of it. */
  second?: string;
  ticked: boolean;
  onTick: () => void;
}

/** One thing of several that can be chosen: a paper, a shelf. */
export function Tick({ picture, name, second, ticked, onTick }: Props) {
  return (
    <li>
      <label class="row choice">
        <Token name={picture} />
        <span class="grow">
          <Name of={name} />
          {second !== undefined && <span class="second block">{second}</span>}
        </span>
        <input type="checkbox" checked={ticked} onChange={onTick} />
      </label>
    </li>
  );
}
