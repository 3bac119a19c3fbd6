/** "mars 2024". */
export function monthOf(time: number, formats: string): string {
  return new Intl.DateTimeFormat(formats, { month: "long", year: "numeric" }).format(time);
}

/** "18 novembre", with the year when it isn't this one. */
export function dayWithYear(time: number, formats: string, now: number = Date.now()): string {
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(formats, { day: "numeric", month: "long", ...(!sameYear && { year: "numeric" }) }).format(time);
}

/** "18 novembre 2025", for what is read long after. */
export function wholeDay(time: number, formats: string): string {
  return new Intl.DateTimeFormat(formats, { dateStyle: "long" }).format(time);
}

/** What a field for a date holds: "2025-12-02", where the device stands. */
export function fieldDay(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The beginning of a day that such a field holds; nothing when it is empty, or no day. */
export function timeOfDay(day: string): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const time = new Date(Number(year), Number(month) - 1, Number(date)).getTime();
  return Number.isNaN(time) ? undefined : time;
}
