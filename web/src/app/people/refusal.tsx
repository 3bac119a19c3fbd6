import { codeOf } from "../../languages/refusal";
import { Button } from "../components/button";
import { Refusal } from "../components/note";
import { useOthersSetting } from "./others-setting";

/** Refusals that only meeting again, face to face, puts right. */
function isUnmet(code: string): code is "card" | "unverified" {
  return code === "card" || code === "unverified";
}

interface Props {
  error: unknown;
  /** Whom it is about, where that is one person. */
  account?: string | undefined;
}

/** A refusal of what is done with other people: their codes have sentences of their own, which come with these screens. */
export function OthersRefusal({ error, account }: Props) {
  const { texts, way } = useOthersSetting();
  const sentences: Partial<Record<string, string>> = texts.othersRefusals;
  const code = error === undefined ? "" : codeOf(error);
  return (
    <>
      <Refusal error={error} sentence={Object.hasOwn(sentences, code) ? sentences[code] : undefined} />
      {isUnmet(code) && (
        <Button
          small
          picture="people/face"
          onClick={() => {
            way.go({ at: "others", show: "meetAgain", why: code, ...(account !== undefined && { account }) });
          }}
        >
          {texts.meetAgain.what}
        </Button>
      )}
    </>
  );
}
