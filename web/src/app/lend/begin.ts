import { fieldDay, timeOfDay } from "../people/days";

/** When a lending begins, as the person chooses it. */
export const begins = ["now", "day"] as const;
export type Begin = (typeof begins)[number];

/** A beginning as it was chosen; `firstDay` as a field has it. */
export interface ChosenBegin {
  begin: Begin;
  firstDay: string;
}

/** How far ahead a lending may begin, in days. The protocol sets no bound: who the two are to each other in years, nobody knows today. */
export const mostDaysAhead = 365;

/**
 * The first moment of the first day, milliseconds since 1970. Nothing for what begins now, today included; nor while no day is chosen, or for one
 * that is over or too far.
 */
export function beginOf(chosen: ChosenBegin, now: number): number | undefined {
  const time = chosen.begin === "now" ? undefined : timeOfDay(chosen.firstDay);
  return time === undefined || time <= now || whyNoBegin(chosen, now) !== undefined ? undefined : time;
}

/** What is the matter with a chosen beginning: no day yet, one that is over, or one too far ahead. */
export function whyNoBegin({ begin, firstDay }: ChosenBegin, now: number): "none" | "over" | "far" | undefined {
  if (begin === "now") return undefined;
  const time = timeOfDay(firstDay);
  if (time === undefined) return "none";
  if (fieldDay(time) < fieldDay(now)) return "over";
  return fieldDay(time) > lastFirstDay(now) ? "far" : undefined;
}

/** The last day on which a lending may begin, as a field has it. */
export function lastFirstDay(now: number): string {
  const date = new Date(now);
  return fieldDay(new Date(date.getFullYear(), date.getMonth(), date.getDate() + mostDaysAhead).getTime());
}
