import { codeOf } from "../../languages/refusal";
import { Refusal } from "../components/note";
import { useOthersSetting } from "./others-setting";

/** A refusal of what is done with other people: their codes have sentences of their own, which come with these screens. */
export function OthersRefusal({ error }: { error: unknown }) {
  const { texts } = useOthersSetting();
  const sentences: Partial<Record<string, string>> = texts.othersRefusals;
  const code = codeOf(error);
  return <Refusal error={error} sentence={Object.hasOwn(sentences, code) ? sentences[code] : undefined} />;
}
