import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useOthersSetting } from "./others-setting";
import { telephoneIn } from "./reach";

interface Props {
  person: { name: string; reach?: string };
  /** The thing to do on its screen, not a tool in a row. */
  main?: true;
}

/** Calls somebody with the telephone's own app, where they said by which number. */
export function Call({ person: { name, reach }, main }: Props) {
  const { texts } = useOthersSetting();
  const number = telephoneIn(reach);
  if (number === undefined) return null;
  return (
    <a class={main === undefined ? "tool" : "button main"} href={`tel:${number}`} aria-label={texts.helpers.callName(displayName(name))}>
      <Pictogram name="people/call" />
      {texts.helpers.call}
    </a>
  );
}
