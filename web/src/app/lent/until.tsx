import { useId } from "preact/hooks";
import { hour, longDay } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";

export type Term = "tonight" | "week" | "month" | "quarter" | "year" | "whole";

/** The hour at which a day's loans end: when offices have closed. */
const evening = 20;

/** When a term ends, counted from its `begin`; in the evening of its last day. `whole` is what was asked. */
export function endOfTerm(term: Term, begin: number, whole = begin): number {
  if (term === "whole") return whole;
  const end = new Date(begin);
  if (term === "week") end.setDate(end.getDate() + 7);
  if (term === "month") end.setMonth(end.getMonth() + 1);
  if (term === "quarter") end.setMonth(end.getMonth() + 3);
  if (term === "year") end.setDate(end.getDate() + 364);
  end.setHours(evening, 0, 0, 0);
  // Late in the evening, tonight is tomorrow's.
  if (end.getTime() < begin + minutes) end.setDate(end.getDate() + 1);
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
  /** How terms are called, where not as usual. */
  words?: Partial<Record<Term, string>>;
  /** When it begins, milliseconds since 1970. */
  begin: number;
  onChoose: (term: Term) => void;
}

/** Until when: words, and the day that they come to. */
export function UntilChoice({ legend, terms, chosen, whole, words, begin, onChoose }: Props) {
  const { texts, language } = useOthersSetting();
  const name = useId();
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="panel">
        {terms.map((term) => {
          const end = endOfTerm(term, begin, whole);
          return (
            <label key={term} class="row choice">
              <span class="grow">
                <span class="name ours">{words?.[term] ?? texts.untils[term]}</span>
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
