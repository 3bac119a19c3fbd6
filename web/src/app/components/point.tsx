import type { ComponentChildren } from "preact";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";

interface Props {
  picture: PictogramName;
  look?: "ok" | "stop";
  children: ComponentChildren;
}

/** One line of what somebody says yes to, with what it is about drawn before it. */
export function Point({ picture, look, children }: Props) {
  return (
    <li>
      <span class={look === undefined ? "state" : `state ${look}`}>
        <Pictogram name={picture} />
      </span>
      <span>{children}</span>
    </li>
  );
}
