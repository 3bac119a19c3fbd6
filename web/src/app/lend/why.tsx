import { Button } from "../components/button";
import { Field } from "../components/field";
import { RadioTiles } from "../components/radio-tiles";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useOthersSetting } from "../people/others-setting";
import { useNow } from "../people/use-now";
import { whyNoBegin } from "./begin";
import { reasonPictures, reasonsFor, termOf, untilOf, useLending, whyOf } from "./draft";
import { When } from "./when";
import { usePurpose } from "./words";

/** Longest purpose in a person's own words, in characters: below the protocol's bytes in any script. */
const longestPurpose = 200;

/** Third question: what it is for, when it begins, and when it ends by itself. */
export function LendWhyScreen() {
  const { texts, way } = useOthersSetting();
  const { lend, lendWhy } = texts;
  const { draft, change } = useLending();
  const now = useNow(30_000);
  const why = whyOf(draft);

  return (
    <Screen
      title={lendWhy.title}
      quiet
      say={lendWhy.say}
      lockable
      foot={
        <Button
          kind="main"
          picture="next"
          missing={useMissing(now)}
          onClick={() => {
            way.go({ at: "others", show: "lendRead" });
          }}
        >
          {lend.next}
        </Button>
      }
    >
      <Steps done={3} of={4} />
      <RadioTiles
        legend={lendWhy.why}
        legendLook="question"
        look="short"
        options={reasonsFor(draft)}
        chosen={why}
        words={lendWhy.reasons}
        pictureOf={(reason) => reasonPictures[reason]}
        onChoose={(reason) => {
          change({ why: reason });
        }}
      />
      {why === "other" && (
        <Field
          label={lendWhy.words}
          value={draft.words}
          longest={longestPurpose}
          onInput={(words) => {
            change({ words });
          }}
        />
      )}
      <When draft={draft} now={now} onChange={change} />
    </Screen>
  );
}

/** What is still to be answered, as the button says it. */
function useMissing(now: number): string | undefined {
  const { texts } = useOthersSetting();
  const { lendWhy } = texts;
  const { draft } = useLending();
  const purpose = usePurpose(draft);
  if (purpose === undefined) return whyOf(draft) === "other" ? lendWhy.missingWords : lendWhy.missingWhy;
  if (whyNoBegin(draft, now) !== undefined) return lendWhy.missingFirstDay;
  if (termOf(draft, now) === undefined) return untilOf(draft) === "eighteen" ? lendWhy.missingBirth : lendWhy.missingDay;
  return undefined;
}
