import { Button } from "../components/button";
import { Note } from "../components/note";
import { useInside } from "../locker/inside";
import { hour } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";
import { useOthersLoaded } from "../people/use-others-loaded";
import type { MeetingPlace } from "./place";
import { isAhead } from "./list";
import { dayFromNow } from "./times";

/** A reminder on the home, the day before a meeting and on the day. */
export function MeetingSoon() {
  const { contents } = useInside();
  // Where there is none, nothing is asked.
  return (contents.others?.meetings ?? 0) > 0 ? <Soon /> : null;
}

function Soon() {
  const { armoire, texts, language, way } = useOthersSetting();
  const { meetings } = texts.meeting;
  const loaded = useOthersLoaded(() => armoire.meetings());
  const { called = [], invited = [] } = loaded.value ?? {};
  const own = called.map((one) => ({ ...one, to: { show: "meeting", meeting: one.id } satisfies MeetingPlace }));
  const theirs = invited.filter(({ accepted }) => accepted).map((one) => ({ ...one, to: { show: "invited", meeting: one.id } satisfies MeetingPlace }));
  const soon = [...own, ...theirs].filter((one) => !one.off && isAhead(one) && dayFromNow(one.start, Date.now()) !== undefined);
  return (
    <>
      {soon.map(({ id, start, to }) => (
        <Note key={id} kind="wait">
          <b>{dayFromNow(start, Date.now()) === "today" ? meetings.today(hour(start, language.formats)) : meetings.tomorrow(hour(start, language.formats))}</b>
          <Button
            small
            picture="people/cal"
            onClick={() => {
              way.go({ at: "others", ...to });
            }}
          >
            {meetings.open}
          </Button>
        </Note>
      ))}
    </>
  );
}
