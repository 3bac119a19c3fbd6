import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useSpeech } from "./listen";

/** Reads out what is agreed to: a row of its own below it. Where there is no voice for the language, nothing. */
export function ListenRow({ say, word }: { say: string; word: string }) {
  const { texts } = useSetting();
  const speech = useSpeech(say);
  if (speech === undefined) return null;
  return (
    <button type="button" class="row listen" aria-pressed={speech.speaking} onClick={speech.toggle}>
      <Pictogram name={speech.speaking ? "silence" : "ear"} />
      <b>{speech.speaking ? texts.tools.silence : word}</b>
    </button>
  );
}
