import { Pictogram, type PictogramName } from "../pictograms/pictogram";

interface Props {
  name: PictogramName;
  word: string;
  /** Drawing and word beside each other, as "Retour" has them. */
  aside?: boolean;
  pressed?: boolean;
  onClick: () => void;
}

/** A tool of the header: a drawing over its word. */
export function Tool({ name, word, aside = false, pressed, onClick }: Props) {
  return (
    <button type="button" class={aside ? "tool back" : "tool"} aria-pressed={pressed} onClick={onClick}>
      <Pictogram name={name} />
      {word}
    </button>
  );
}
