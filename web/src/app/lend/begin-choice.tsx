import { RadioTiles } from "../components/radio-tiles";
import { DateField } from "../people/date-field";
import { fieldDay } from "../people/days";
import { useOthersSetting } from "../people/others-setting";
import { begins, lastFirstDay, type ChosenBegin } from "./begin";

interface Props {
  chosen: ChosenBegin;
  now: number;
  /** When all that may be lent is over, milliseconds since 1970. */
  latest?: number;
  onChange: (chosen: Partial<ChosenBegin>) => void;
}

/** From when: now, or from a day on. */
export function BeginChoice({ chosen: { begin, firstDay }, now, latest, onChange }: Props) {
  const { texts } = useOthersSetting();
  const { lendWhy } = texts;
  return (
    <>
      <RadioTiles
        legend={lendWhy.from}
        legendLook="question"
        look="short"
        options={begins}
        chosen={begin}
        words={lendWhy.begins}
        onChoose={(other) => {
          onChange({ begin: other });
        }}
      />
      {begin === "day" && (
        <DateField
          label={lendWhy.firstDay}
          day={firstDay}
          first={fieldDay(now)}
          last={latest === undefined ? lastFirstDay(now) : fieldDay(latest)}
          onDay={(day) => {
            onChange({ firstDay: day });
          }}
        />
      )}
    </>
  );
}
