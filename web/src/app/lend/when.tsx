import { Note } from "../components/note";
import { RadioTiles } from "../components/radio-tiles";
import { hour, longDay } from "../papers/dates";
import { DateField } from "../people/date-field";
import { fieldDay } from "../people/days";
import { useOthersSetting } from "../people/others-setting";
import { Pictogram } from "../pictograms/pictogram";
import { beginOf, whyNoBegin } from "./begin";
import { BeginChoice } from "./begin-choice";
import { endsFor, termOf, untilOf, type Draft } from "./draft";
import { mostDays, whyNoEnd } from "./until";

interface Props {
  draft: Draft;
  now: number;
  onChange: (answer: Partial<Draft>) => void;
}

const day = 86_400_000;

/** From when, until when, and the days and the hour that this comes to. */
export function When({ draft, now, onChange }: Props) {
  const { texts } = useOthersSetting();
  const { lendWhy } = texts;
  const until = untilOf(draft);
  return (
    <>
      <BeginChoice chosen={draft} now={now} onChange={onChange} />
      <RadioTiles
        legend={lendWhy.until}
        legendLook="question"
        look="low"
        options={endsFor(draft)}
        chosen={until}
        words={draft.begin === "now" ? lendWhy.ends : { ...lendWhy.ends, evening: lendWhy.sameDay }}
        onChoose={(chosen) => {
          onChange({ until: chosen });
        }}
      />
      {until === "day" && (
        <DateField
          label={lendWhy.day}
          day={draft.day}
          first={fieldDay(beginOf(draft, now) ?? now)}
          last={fieldDay(now + mostDays * day)}
          onDay={(chosen) => {
            onChange({ day: chosen });
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
              onChange({ birth });
            }}
          />
          <p class="state">
            <Pictogram name="hide" /> {lendWhy.birthStays}
          </p>
        </>
      )}
      <div role="status">
        <WhatItComesTo draft={draft} now={now} />
      </div>
    </>
  );
}

/** The term in days, or what is the matter with it; nothing while something isn't chosen yet. */
function WhatItComesTo({ draft, now }: Omit<Props, "onChange">) {
  const { texts, language } = useOthersSetting();
  const { lendWhy } = texts;
  const { formats } = language;
  const until = untilOf(draft);
  const wrongBegin = whyNoBegin(draft, now);
  if (wrongBegin === "over") return <Note kind="wait">{lendWhy.isOver}</Note>;
  if (wrongBegin === "far") return <Note kind="wait">{lendWhy.beginsFar}</Note>;
  if (wrongBegin !== undefined) return null;

  const begin = beginOf(draft, now);
  const wrong = whyNoEnd({ ...draft, until }, begin ?? now);
  if (wrong === "far") return <Note kind="wait">{lendWhy.far}</Note>;
  if (wrong === "over") {
    const over = until === "eighteen" ? lendWhy.isEighteen : lendWhy.isOver;
    const isOver = whyNoEnd({ ...draft, until }, now) === "over";
    return <Note kind="wait">{isOver ? over : lendWhy.beforeBegin}</Note>;
  }

  const term = termOf(draft, now);
  if (term === undefined) return null;
  return (
    <Note kind="ok">
      {term.begin !== undefined && `${lendWhy.begin(longDay(term.begin, formats))} `}
      {lendWhy.end(longDay(term.end, formats), hour(term.end, formats))}
    </Note>
  );
}
