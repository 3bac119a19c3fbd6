import type { CalledMeeting, InvitedMeeting } from "../../bridge/meetings";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { apart } from "../../languages/apart";
import { called } from "../people/person-row";
import { NewsNote } from "../locker/news";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { useOthersLoaded } from "../people/use-others-loaded";
import { whenOf } from "./words";

/** Meetings that are ahead: one's own, and those to which one is invited. */
export function MeetingsScreen() {
  const { armoire, texts, way } = useOthersSetting();
  const { meetings } = texts.meeting;
  const loaded = useOthersLoaded(() => armoire.meetings());
  return (
    <Screen
      title={meetings.title}
      say={meetings.say}
      lockable
      foot={
        <Button
          kind="main"
          picture="plus"
          onClick={() => {
            way.go({ at: "others", show: "meetingWho" });
          }}
        >
          {meetings.call}
        </Button>
      }
    >
      <NewsNote />
      <Loading of={loaded}>{(all) => <Lists {...all} />}</Loading>
    </Screen>
  );
}

function Lists({ called: all, invited: letters }: { called: readonly CalledMeeting[]; invited: readonly InvitedMeeting[] }) {
  const { texts, language } = useOthersSetting();
  const { meetings } = texts.meeting;
  const mine = all.filter((meeting) => !meeting.off && isAhead(meeting));
  const theirs = letters.filter(isAhead);
  if (mine.length + theirs.length === 0) return <p class="placeholder">{meetings.none}</p>;
  return (
    <>
      {mine.length > 0 && (
        <section class="section">
          <h2>{meetings.mine}</h2>
          <ul class="panel">
            {mine.map(({ id, start, purpose }) => (
              <WayRow key={id} picture="people/cal" word={whenOf(start, texts.meeting, language.formats)} why={displayName(purpose)} to={{ at: "others", show: "meeting", meeting: id }} />
            ))}
          </ul>
        </section>
      )}
      {theirs.length > 0 && (
        <section class="section">
          <h2>{meetings.theirs}</h2>
          <ul class="panel">
            <InvitedRows invited={theirs} />
          </ul>
        </section>
      )}
    </>
  );
}

/** Meetings to which one is invited, as rows of a list. */
export function InvitedRows({ invited }: { invited: readonly InvitedMeeting[] }) {
  const { texts, language } = useOthersSetting();
  const { meetings } = texts.meeting;
  return (
    <>
      {invited.map(({ id, from, start, off }) => {
        const name = apart(called(from, texts.trust.nobody));
        const when = whenOf(start, texts.meeting, language.formats);
        return (
          <WayRow key={id} picture="people/cal" word={off ? meetings.callsOff(name) : meetings.invites(name)} why={when} to={{ at: "others", show: "invited", meeting: id }} />
        );
      })}
    </>
  );
}

export function isAhead({ start, minutes }: { start: number; minutes: number }): boolean {
  return start + minutes * 60_000 > Date.now();
}
