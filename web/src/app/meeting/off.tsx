import { Button } from "../components/button";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";
import { MeetingRefusal } from "./refusal";
import { listOf } from "./words";

/** Calling it off, asked once. */
export function MeetingOffScreen({ id }: { id: string }) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { meetingOff, meetingRead } = texts.meeting;
  const { refresh, tell } = useInside();
  const task = useTask();
  const callOff = () => {
    task.run(async () => {
      const { untold } = await armoire.cancelMeeting(id);
      await refresh();
      const left = untold.map(({ name }) => name ?? texts.trust.nobody);
      tell({ sentence: left.length === 0 ? meetingOff.done : meetingRead.untold(listOf(left, language.formats)) });
      way.back();
    });
  };
  return (
    <Screen
      title={meetingOff.title}
      say={meetingOff.say}
      lockable
      foot={
        <div class="pair">
          <Button picture="back" onClick={way.back}>
            {meetingOff.no}
          </Button>
          <Button picture="cross" busy={task.busy} onClick={callOff}>
            {meetingOff.yes}
          </Button>
        </div>
      }
    >
      <p>{meetingOff.say}</p>
      <MeetingRefusal error={task.error} />
    </Screen>
  );
}
