import { useId } from "preact/hooks";
import { hour, longDay } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";

export type Term = "tonight" | "week" | "month" | "quarter" | "year" | "whole";

/** The hour at which a day's loans end: when offices have closed. */
const evening = 20;

/** When a term ends, counted from `now`; in the evening of its last day. `whole` is what was asked. */
export function endOfTerm(term: Term, now: number, whole = now): number {
  if (term === "whole") return whole;
  const end = new Date(now);
  if (term === "week") end.setDate(end.getDate() + 7);
  if (term === "month") end.setMonth(end.getMonth() + 1);
  if (term === "quarter") end.setMonth(end.getMonth() + 3);
  if (term === "year") end.setDate(end.getDate() + 364);
  end.setHours(evening, 0, 0, 0);
  // Late in the evening, tonight is tomorrow's.
  if (end.getTime() < now + minutes) end.setDate(end.getDate() + 1);
  return end.getTime();
}

/** Shortest time that is worth lending for, in milliseconds. */
const minutes = 30 * 60_000;

interface Props {
  legend: string;
  terms: readonly Term[];
  chosen: Term;
  /** What `whole` stands for. */
  whole?: number;
  /** How it is called, where nobody has asked for it. */
  wholeWord?: string;
  now: number;
  onChoose: (term: Term) => void;
}

/** Until when: words, and the day that they come to. */
export function UntilChoice({ legend, terms, chosen, whole, wholeWord, now, onChoose }: Props) {
  const { texts, language } = useOthersSetting();
  const name = useId();
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="panel">
        {terms.map((term) => {
          const end = endOfTerm(term, now, whole);
          return (
            <label key={term} class="row choice">
              <span class="grow">
                <span class="name ours">{term === "whole" ? (wholeWord ?? texts.untils.whole) : texts.untils[term]}</span>
                <span class="second block">
                  {longDay(end, language.formats)}, {hour(end, language.formats)}
                </span>
              </span>
              <input
                type="radio"
                name={name}
                checked={term === chosen}
                onChange={() => {
                  onChoose(term);
                }}
              />
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
