import { useState } from "preact/hooks";
import { Box } from "../components/box";
import { Button } from "../components/button";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";
import { MeetingRefusal } from "./refusal";

interface Props {
  id: string;
  purpose: string;
  place?: string | undefined;
}

/** A meeting for the device's own calendar: by itself it says nothing but that there is one. */
export function CalendarPart({ id, purpose, place }: Props) {
  const { armoire, texts } = useOthersSetting();
  const { calendar } = texts.meeting;
  const [neutral, setNeutral] = useState(true);
  const task = useTask();
  return (
    <section class="section">
      <h2>{calendar.title}</h2>
      <Box label={calendar.neutral} why={calendar.neutralWhy} ticked={neutral} onTick={setNeutral} />
      <Button
        small
        picture="save"
        busy={task.busy}
        onClick={() => {
          task.run(async () => {
            const shown = neutral ? { title: calendar.event } : { title: purpose, ...(place !== undefined && { place }) };
            save(await armoire.meetingCalendar(id, shown), calendar.file);
          });
        }}
      >
        {calendar.save}
      </Button>
      <MeetingRefusal error={task.error} />
    </section>
  );
}

function save(file: string, name: string): void {
  const address = URL.createObjectURL(new Blob([file], { type: "text/calendar" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.ics`;
  link.click();
  // The browser has taken the address with the click.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
