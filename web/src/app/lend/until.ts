import { timeOfDay } from "../people/days";

/** When a lending ends, as the person chooses it. */
export const ends = ["hour", "evening", "week", "tenDays", "month", "day"] as const;
export type Until = (typeof ends)[number];

const hour = 3_600_000;

/** The longest lending of the protocol is ten years; a day less, since days are chosen whole. */
export const mostDays = 3_650;

/**
 * The time of an end, milliseconds since 1970: an hour from now, or the last minute of a day. Nothing while no day is chosen, or for one
 * that is over or too far.
 */
export function endOf({ until, day }: { until: Until; day: string }, now: number): number | undefined {
  const end = timeOf({ until, day }, now);
  return end === undefined || end <= now ? undefined : end;
}

function timeOf({ until, day }: { until: Until; day: string }, now: number): number | undefined {
  const date = new Date(now);
  switch (until) {
    case "hour":
      return now + hour;
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
    case "day": {
      const chosen = timeOfDay(day);
      if (chosen === undefined) return undefined;
      const end = endOfDay(new Date(chosen), 0);
      return end > endOfDay(date, mostDays) ? undefined : end;
    }
  }
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
