import { useId } from "preact/hooks";
import { DateField } from "../people/date-field";
import { fieldDay } from "../people/days";
import { useOthersSetting } from "../people/others-setting";
import { lengths, startOf } from "./times";

/** A meeting is at most a year ahead, milliseconds. */
const farthest = 365 * 24 * 3_600_000;

/** When, and how long; `day` and `time` as fields have them. */
export interface Moment {
  day: string;
  time: string;
  minutes: number;
}

/** What is the matter with a moment, in a sentence; nothing when it can be. */
export function useWhyNot({ day, time }: Moment): string | undefined {
  const { texts } = useOthersSetting();
  const { meetingWhen } = texts.meeting;
  const start = startOf(day, time);
  if (start === undefined) return meetingWhen.missing;
  if (start <= Date.now()) return meetingWhen.over;
  return start > Date.now() + farthest ? meetingWhen.far : undefined;
}

export function MomentFields({ moment, onChange }: { moment: Moment; onChange: (answer: Partial<Moment>) => void }) {
  const { texts } = useOthersSetting();
  const { meetingWhen, meetings } = texts.meeting;
  const id = useId();
  const now = Date.now();
  const offered = (lengths as readonly number[]).includes(moment.minutes) ? lengths : [moment.minutes, ...lengths];
  return (
    <>
      <DateField
        label={meetingWhen.day}
        day={moment.day}
        first={fieldDay(now)}
        last={fieldDay(now + farthest)}
        onDay={(day) => {
          onChange({ day });
        }}
      />
      <div class="field">
        <label for={id}>{meetingWhen.time}</label>
        <input
          id={id}
          type="time"
          autocomplete="off"
          value={moment.time}
          onInput={(input) => {
            onChange({ time: input.currentTarget.value });
          }}
        />
      </div>
      <fieldset class="field">
        <legend>{meetingWhen.length}</legend>
        <ul class="panel">
          {offered.map((minutes) => (
            <li key={minutes}>
              <label class="row choice">
                <span class="grow">{meetings.minutes(minutes)}</span>
                <input
                  type="radio"
                  name="minutes"
                  value={minutes}
                  checked={minutes === moment.minutes}
                  onChange={() => {
                    onChange({ minutes });
                  }}
                />
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    </>
  );
}
