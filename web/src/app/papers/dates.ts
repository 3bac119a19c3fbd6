/** "samedi 21 novembre", with the year when it isn't this one. */
export function longDay(time: number, tag: string, now: number = Date.now()): string {
  const date = new Date(time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(tag, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(!sameYear && { year: "numeric" }),
  }).format(date);
}

/** "21 novembre". */
export function shortDay(time: number, tag: string): string {
  return new Intl.DateTimeFormat(tag, { day: "numeric", month: "long" }).format(time);
}

/** "22:45", as the language writes it. */
export function hour(time: number, tag: string): string {
  return new Intl.DateTimeFormat(tag, { hour: "numeric", minute: "2-digit" }).format(time);
}
