/** A month as calendars draw it. Weeks begin on Monday; days of other months are left out. */
export interface Month {
  name: string;
  weekdays: readonly { short: string; long: string }[];
  weeks: readonly (readonly (number | undefined)[])[];
}

const week = 7;
/** "lun.", "Thu". */
const longestShort = 4;
/** A Monday. */
const monday = new Date(2024, 0, 1);

export function monthOf(day: Date, formats: string): Month {
  const [year, month] = [day.getFullYear(), day.getMonth()];
  const before = (new Date(year, month, 1).getDay() + week - 1) % week;
  const days = new Date(year, month + 1, 0).getDate();
  const cells = Array.from({ length: Math.ceil((before + days) / week) * week }, (_, cell) => {
    const number = cell - before + 1;
    return number >= 1 && number <= days ? number : undefined;
  });
  return {
    name: new Intl.DateTimeFormat(formats, { month: "long", year: "numeric" }).format(day),
    weekdays: Array.from({ length: week }, (_, place) => {
      const one = new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + place);
      const called = (weekday: "narrow" | "short" | "long") => new Intl.DateTimeFormat(formats, { weekday }).format(one);
      // Some languages have no short form: one letter fits a column.
      return { short: called("short").length > longestShort ? called("narrow") : called("short"), long: called("long") };
    }),
    weeks: Array.from({ length: cells.length / week }, (_, row) => cells.slice(row * week, (row + 1) * week)),
  };
}
