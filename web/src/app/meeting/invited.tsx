import type { InvitedMeeting } from "../../bridge/meetings";
import { apart } from "../../languages/apart";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { NoYes } from "../components/no-yes";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { useInside } from "../locker/inside";
import { NewsNote } from "../locker/news";
import { displayName } from "../papers/names";
import { Part } from "../people/helper";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow, called } from "../people/person-row";
import { useOthersLoaded } from "../people/use-others-loaded";
import { useTask } from "../task";
import { CalendarPart } from "./calendar";
import { MeetingRefusal } from "./refusal";
import { listOf, whenOf } from "./words";

/** A meeting to which this person is invited: yes, or no, in one size. */
export function InvitedScreen({ id }: { id: string }) {
  const { armoire, texts } = useOthersSetting();
  const { called: words, meetings } = texts.meeting;
  const loaded = useOthersLoaded(async () => ({ meeting: (await armoire.meetings()).invited.find((one) => one.id === id) }));
  const meeting = loaded.value?.meeting;
  if (meeting !== undefined) return <Invited meeting={meeting} />;
  return (
    <Screen key="loading" title={meetings.title} say={meetings.title} lockable>
      <Loading of={loaded}>{() => <p class="placeholder">{words.gone}</p>}</Loading>
    </Screen>
  );
}

function Invited({ meeting }: { meeting: InvitedMeeting }) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { invited, meetings } = texts.meeting;
  const { refresh, tell } = useInside();
  const task = useTask();
  const { id, from, start, minutes, place, purpose, off, accepted, sequence } = meeting;
  const stranger = from.name === undefined;

  const come = () => {
    task.run(async () => {
      await armoire.answerMeeting(id, true);
      await refresh();
      tell({ sentence: invited.accepted });
      way.back();
    });
  };
  const forget = () => {
    task.run(async () => {
      await armoire.forgetMeeting(id);
      await refresh();
      way.back();
    });
  };
  const refuse = () => {
    way.go({ at: "others", show: "invitedNo", meeting: id });
  };

  return (
    <Screen
      key="invited"
      title={meetings.title}
      say={off ? invited.isOff : invited.say(apart(called(from, texts.trust.nobody)))}
      lockable
      foot={
        off ? (
          <Button picture="check" busy={task.busy} onClick={forget}>
            {invited.read}
          </Button>
        ) : accepted ? undefined : (
          <NoYes no={invited.no} onNo={refuse} yes={invited.yes} kind="main" busy={task.busy} missing={stranger ? invited.stranger : undefined} onYes={come} />
        )
      }
    >
      <NewsNote />
      {off && <Note kind="wait">{invited.isOff}</Note>}
      {!off && !accepted && sequence > 0 && <Note kind="wait">{invited.moved}</Note>}
      {!off && accepted && <Note kind="ok">{invited.comes}</Note>}
      <div class="panel">
        <PersonRow person={from} />
        <p class="row">
          <span class="grow">
            <b>{whenOf(start, texts.meeting, language.formats)}</b>
            <span class="second block">{meetings.minutes(minutes)}</span>
          </span>
        </p>
        <Part title={invited.purpose}>{displayName(purpose)}</Part>
        {place !== undefined && <Part title={invited.place}>{displayName(place)}</Part>}
        {meeting.with !== undefined && <Part title={invited.with}>{listOf(meeting.with, language.formats)}</Part>}
      </div>
      <MeetingRefusal error={task.error} />
      {(off || accepted) && <CalendarPart id={id} purpose={purpose} place={place} />}
      {!off && accepted && (
        <ul class="panel">
          <WayRow picture="cross" word={invited.comesNot} onClick={refuse} />
        </ul>
      )}
    </Screen>
  );
}
