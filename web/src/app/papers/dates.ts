/** "samedi 21 novembre", with the year when it isn't this one. */
export function longDay(time: number, formats: string, now: number = Date.now()): string {
  const date = new Date(time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(formats, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(!sameYear && { year: "numeric" }),
  }).format(date);
}

/** "21 novembre". */
export function shortDay(time: number, formats: string): string {
  return new Intl.DateTimeFormat(formats, { day: "numeric", month: "long" }).format(time);
}

/** "22:45", as the language writes it. */
export function hour(time: number, formats: string): string {
  return new Intl.DateTimeFormat(formats, { hour: "numeric", minute: "2-digit" }).format(time);
}

/** Tells one day from another, where the device stands: "2025-11-2". */
export function dayOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
