import { Button } from "../components/button";
import { Field } from "../components/field";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useOthersSetting } from "../people/others-setting";
import { useCalling } from "./draft";
import { MomentFields, useWhyNot } from "./moment";

/** In characters: four bytes each fit what a letter may hold. */
export const longestPlace = 64;
const longestPurpose = 200;

/** Second question: when, where, what for. */
export function MeetingWhenScreen() {
  const { texts, way } = useOthersSetting();
  const { meetingWhen, meetingWho } = texts.meeting;
  const { draft, change } = useCalling();
  const whyNot = useWhyNot(draft);
  return (
    <Screen
      title={meetingWhen.title}
      say={meetingWhen.say}
      lockable
      foot={
        <Button
          kind="main"
          picture="next"
          missing={whyNot ?? (draft.purpose.trim() === "" ? meetingWhen.missingPurpose : undefined)}
          onClick={() => {
            way.go({ at: "others", show: "meetingSees" });
          }}
        >
          {meetingWho.next}
        </Button>
      }
    >
      <Steps done={2} of={4} />
      <MomentFields moment={draft} onChange={change} />
      <Field
        label={meetingWhen.purpose}
        value={draft.purpose}
        longest={longestPurpose}
        onInput={(purpose) => {
          change({ purpose });
        }}
      />
      <Field
        label={meetingWhen.place}
        value={draft.place}
        longest={longestPlace}
        onInput={(place) => {
          change({ place });
        }}
      />
    </Screen>
  );
}
