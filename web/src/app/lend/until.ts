import { timeOfDay } from "../people/days";

/** When a lending ends, as the person chooses it: `eighteen` is the first minute of one's eighteenth birthday. */
export type Until = "hour" | "evening" | "week" | "tenDays" | "month" | "year" | "eighteen" | "day";

/** What is offered for papers and shelves, and for a whole locker, which is lent for longer. */
export const ends: readonly Until[] = ["hour", "evening", "week", "tenDays", "month", "day"];
export const endsOfAll: readonly Until[] = ["hour", "week", "month", "year", "eighteen", "day"];

/** An end as it was chosen; `day` and `birth` as a field has them. */
export interface ChosenEnd {
  until: Until;
  day: string;
  birth: string;
}

const hour = 3_600_000;

/** The longest lending of the protocol is ten years; a day less, since days are chosen whole. */
export const mostDays = 3_650;

/**
 * The time of an end, milliseconds since 1970: an hour from the beginning, the last minute of a day, or the first of a birthday. Nothing while no
 * day is chosen, or for one that is over by then or too far.
 */
export function endOf(chosen: ChosenEnd, begin: number): number | undefined {
  return whyNoEnd(chosen, begin) === undefined ? timeOf(chosen, begin) : undefined;
}

/** What is the matter with a chosen end: no day yet, one that is over when the lending begins, or one further than a lending may last. */
export function whyNoEnd(chosen: ChosenEnd, begin: number): "none" | "over" | "far" | undefined {
  const end = timeOf(chosen, begin);
  if (end === undefined) return "none";
  if (end <= begin) return "over";
  return end > endOfDay(new Date(begin), mostDays) ? "far" : undefined;
}

function timeOf({ until, day, birth }: ChosenEnd, begin: number): number | undefined {
  const date = new Date(begin);
  switch (until) {
    case "hour":
      return begin + hour;
    case "evening":
      return endOfDay(date, 0);
    case "week":
      return endOfDay(date, 7);
    case "tenDays":
      return endOfDay(date, 10);
    case "month": {
      const next = new Date(date.getFullYear(), date.getMonth() + 1, 1);
      const days = new Date(next.getFullYear(), next.getMonth() + 1, 0).getDate();
      // The 31st of a month that has none is its last day.
      return endOfDay(new Date(next.getFullYear(), next.getMonth(), Math.min(date.getDate(), days)), 0);
    }
    case "year":
      return endOfDay(date, 365);
    case "eighteen":
      return eighteenth(birth);
    case "day": {
      const chosen = timeOfDay(day);
      return chosen === undefined ? undefined : endOfDay(new Date(chosen), 0);
    }
  }
}

/** The first moment of the day on which somebody born on this day is 18; who was born on 29 February is so on 1 March. */
function eighteenth(birth: string): number | undefined {
  const born = timeOfDay(birth);
  if (born === undefined) return undefined;
  const date = new Date(born);
  return new Date(date.getFullYear() + 18, date.getMonth(), date.getDate()).getTime();
}

function endOfDay(date: Date, later: number): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + later, 23, 59).getTime();
}

/** How much time is left, in the largest unit that says it well: minutes below an hour, hours below two days, else days. */
export function timeLeft(end: number, now: number): { unit: "minutes" | "hours" | "days"; count: number } {
  const left = Math.max(0, end - now);
  if (left < hour) return { unit: "minutes", count: Math.max(1, Math.ceil(left / 60_000)) };
  if (left < 48 * hour) return { unit: "hours", count: Math.floor(left / hour) };
  return { unit: "days", count: Math.floor(left / (24 * hour)) };
}
