import { Button } from "../components/button";
import { Field } from "../components/field";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { hour, longDay } from "../papers/dates";
import { Pictogram } from "../pictograms/pictogram";
import { DateField } from "../people/date-field";
import { fieldDay } from "../people/days";
import { useOthersSetting } from "../people/others-setting";
import { useNow } from "../people/use-now";
import { endsFor, reasonPictures, reasonsFor, untilOf, useLending, whyOf, type Draft } from "./draft";
import { endOf, mostDays, whyNoEnd } from "./until";
import { usePurpose } from "./words";

/** Longest purpose in a person's own words, in characters: below the protocol's bytes in any script. */
const longestPurpose = 200;

const day = 86_400_000;

/** Third question: what it is for, and when it ends by itself. */
export function LendWhyScreen() {
  const { texts, way, language } = useOthersSetting();
  const { lend, lendWhy } = texts;
  const { draft, change } = useLending();
  const purpose = usePurpose(draft);
  const now = useNow(30_000);
  const until = untilOf(draft);
  const why = whyOf(draft);
  const end = endOf({ ...draft, until }, now);
  const wrong = whyNoEnd({ ...draft, until }, now);
  const missing =
    purpose === undefined
      ? why === "other"
        ? lendWhy.missingWords
        : lendWhy.missingWhy
      : end === undefined
        ? until === "eighteen"
          ? lendWhy.missingBirth
          : lendWhy.missingDay
        : undefined;

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
          missing={missing}
          onClick={() => {
            way.go({ at: "others", show: "lendRead" });
          }}
        >
          {lend.next}
        </Button>
      }
    >
      <Steps done={3} of={4} />
      <Reasons draft={draft} onChange={change} />
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
      <Ends draft={draft} onChange={change} />
      {until === "day" && (
        <DateField
          label={lendWhy.day}
          day={draft.day}
          first={fieldDay(now)}
          last={fieldDay(now + mostDays * day)}
          onDay={(chosen) => {
            change({ day: chosen });
          }}
        />
      )}
      {until === "eighteen" && (
        <>
          <DateField
            label={lendWhy.birth}
            day={draft.birth}
            last={fieldDay(now)}
            onDay={(birth) => {
              change({ birth });
            }}
          />
          <p class="state">
            <Pictogram name="hide" /> {lendWhy.birthStays}
          </p>
        </>
      )}
      <div role="status">
        {wrong === "far" && <Note kind="wait">{lendWhy.far}</Note>}
        {wrong === "over" && <Note kind="wait">{until === "eighteen" ? lendWhy.isEighteen : lendWhy.isOver}</Note>}
        {end !== undefined && <Note kind="ok">{lendWhy.end(longDay(end, language.formats), hour(end, language.formats))}</Note>}
      </div>
    </Screen>
  );
}

interface Props {
  draft: Draft;
  onChange: (answer: Partial<Draft>) => void;
}

function Reasons({ draft, onChange }: Props) {
  const { texts } = useOthersSetting();
  const { lendWhy } = texts;
  return (
    <fieldset class="field">
      <legend class="question">{lendWhy.why}</legend>
      <ul class="shelf short">
        {reasonsFor(draft).map((why) => (
          <li key={why} class={why === whyOf(draft) ? "chosen" : undefined}>
            <label>
              <input
                type="radio"
                name="why"
                value={why}
                checked={why === whyOf(draft)}
                onChange={() => {
                  onChange({ why });
                }}
              />
              <Pictogram name={reasonPictures[why]} />
              <span>{lendWhy.reasons[why]}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Ends({ draft, onChange }: Props) {
  const { texts } = useOthersSetting();
  const { lendWhy } = texts;
  return (
    <fieldset class="field">
      <legend class="question">{lendWhy.until}</legend>
      <ul class="shelf low">
        {endsFor(draft).map((until) => (
          <li key={until} class={until === untilOf(draft) ? "chosen" : undefined}>
            <label>
              <input
                type="radio"
                name="until"
                value={until}
                checked={until === untilOf(draft)}
                onChange={() => {
                  onChange({ until });
                }}
              />
              <span>{lendWhy.ends[until]}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
