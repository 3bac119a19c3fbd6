import { codeOf } from "../../languages/refusal";
import { Button } from "../components/button";
import { Refusal } from "../components/note";
import { useOthersSetting } from "./others-setting";

/** Refusals that only meeting again, face to face, puts right. */
const unmet: ReadonlySet<string> = new Set(["card", "unverified"]);

/** A refusal of what is done with other people: their codes have sentences of their own, which come with these screens. */
export function OthersRefusal({ error }: { error: unknown }) {
  const { texts, way } = useOthersSetting();
  const sentences: Partial<Record<string, string>> = texts.othersRefusals;
  const code = error === undefined ? "" : codeOf(error);
  return (
    <>
      <Refusal error={error} sentence={Object.hasOwn(sentences, code) ? sentences[code] : undefined} />
      {unmet.has(code) && (
        <Button
          small
          picture="people/face"
          onClick={() => {
            way.go({ at: "others", show: "addHelper" });
          }}
        >
          {texts.helper.scanAgain}
        </Button>
      )}
    </>
  );
}
