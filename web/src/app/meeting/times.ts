import { timeOfDay } from "../people/days";

/** How long a meeting may be, minutes. */
export const lengths = [30, 60, 90, 120] as const;

/** A day and a time as fields have them ("2026-12-01", "14:30"), on this device's clock; nothing while one is missing. */
export function startOf(day: string, time: string): number | undefined {
  const midnight = timeOfDay(day);
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::\d\d)?$/.exec(time);
  if (midnight === undefined || match === null) return undefined;
  const date = new Date(midnight);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), Number(match[1]), Number(match[2])).getTime();
}

/** The last minute of the day on which it ends: until then what is lent for it stays lent. */
export function untilOf(start: number, minutes: number): number {
  const end = new Date(start + minutes * 60_000);
  return new Date(end.getFullYear(), end.getMonth(), end.getDate(), 23, 59).getTime();
}

/** "14:30", as a field has it. */
export function fieldTime(time: number): string {
  const date = new Date(time);
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}

/** Whether it is today, tomorrow, or neither. */
export function dayFromNow(time: number, now: number): "today" | "tomorrow" | undefined {
  const date = new Date(now);
  const midnight = (later: number): number => new Date(date.getFullYear(), date.getMonth(), date.getDate() + later).getTime();
  if (time >= midnight(0) && time < midnight(1)) return "today";
  return time >= midnight(1) && time < midnight(2) ? "tomorrow" : undefined;
}
