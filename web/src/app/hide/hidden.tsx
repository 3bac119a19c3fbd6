import { useState } from "preact/hooks";
import { useSetting } from "../setting";
import { monthOf } from "./month";

/**
 * The neutral screen: this month, and nothing of a locker. The locker is closed behind it; the day's button leads to the
 * closed door.
 */
export function HiddenScreen() {
  const { texts, language, unhide } = useSetting();
  // The month of the day on which it came: a clock that moves on changes nothing.
  const [today] = useState(() => new Date());
  const { name, weekdays, weeks } = monthOf(today, language.formats);

  return (
    <div class="neutral">
      <main>
        <h1 tabIndex={-1}>{name}</h1>
        <table>
          <thead>
            <tr>
              {weekdays.map((weekday) => (
                <th key={weekday.long} scope="col" abbr={weekday.long}>
                  {weekday.short}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week, row) => (
              <tr key={row}>
                {week.map((day, column) => (
                  <td key={column} aria-current={day === today.getDate() ? "date" : undefined}>
                    {day}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <button type="button" onClick={unhide}>
          {texts.hidden.today}
        </button>
      </main>
    </div>
  );
}
