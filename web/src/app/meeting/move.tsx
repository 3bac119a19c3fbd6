import { useState } from "preact/hooks";
import type { CalledMeeting } from "../../bridge/meetings";
import { Field } from "../components/field";
import { Loading } from "../components/loaded";
import { NoYes } from "../components/no-yes";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { fieldDay } from "../people/days";
import { useOthersSetting } from "../people/others-setting";
import { called } from "../people/person-row";
import { useOthersLoaded } from "../people/use-others-loaded";
import { useTask } from "../task";
import { MomentFields, useWhyNot } from "./moment";
import { MeetingRefusal } from "./refusal";
import { fieldTime, startOf, untilOf } from "./times";
import { longestPlace } from "./when";
import { seenBy, seenWord, toldOf } from "./words";

/** Another time or place: everybody is asked anew, and sees what they saw until the new evening. */
export function MoveScreen({ id }: { id: string }) {
  const { armoire, texts } = useOthersSetting();
  const loaded = useOthersLoaded(async () => ({ meeting: (await armoire.meetings()).called.find((one) => one.id === id) }));
  const meeting = loaded.value?.meeting;
  if (meeting !== undefined) return <Move meeting={meeting} />;
  const { meetingMove, called: words } = texts.meeting;
  return (
    <Screen key="loading" title={meetingMove.title} say={meetingMove.say} lockable>
      <Loading of={loaded}>{() => <p class="placeholder">{words.gone}</p>}</Loading>
    </Screen>
  );
}

function Move({ meeting }: { meeting: CalledMeeting }) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { meetingMove, meetingWhen } = texts.meeting;
  const { refresh, tell } = useInside();
  const [moment, setMoment] = useState({ day: fieldDay(meeting.start), time: fieldTime(meeting.start), minutes: meeting.minutes });
  const [place, setPlace] = useState(meeting.place ?? "");
  const task = useTask();
  const whyNot = useWhyNot(moment);
  const start = startOf(moment.day, moment.time);
  const until = start === undefined ? undefined : untilOf(start, moment.minutes);
  const guests = meeting.guests.map(({ who, sees }) => ({ name: called(who, texts.trust.nobody), sees: sees.flatMap(({ name, shelf = false }) => (name === undefined ? [] : seenWord({ name, shelf }, texts.meeting))) }));
  const sentences = until === undefined ? [] : seenBy(guests, until, texts.meeting, language.formats);

  const move = () => {
    if (start === undefined || until === undefined) return;
    task.run(async () => {
      const { untold } = await armoire.moveMeeting(meeting.id, { start, minutes: moment.minutes, until, ...(place.trim() !== "" && { place: place.trim() }) });
      await refresh();
      tell({ sentence: toldOf(untold, meetingMove.done, texts, language.formats) });
      way.back();
    });
  };

  return (
    <Screen
      key="move"
      title={meetingMove.title}
      say={[meetingMove.say, ...sentences].join(" ")}
      lockable
      foot={
        <NoYes no={meetingMove.no} noPicture="back" onNo={way.back} yes={meetingMove.yes} kind="main" busy={task.busy} missing={whyNot} onYes={move} />
      }
    >
      <MomentFields
        moment={moment}
        onChange={(answer) => {
          setMoment((before) => ({ ...before, ...answer }));
        }}
      />
      <Field label={meetingWhen.place} value={place} longest={longestPlace} onInput={setPlace} />
      <section class="panel read">
        {sentences.map((sentence) => (
          <p class="say" key={sentence}>
            {sentence}
          </p>
        ))}
      </section>
      <MeetingRefusal error={task.error} />
    </Screen>
  );
}
