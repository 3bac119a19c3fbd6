import { NoYes } from "../components/no-yes";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";
import { MeetingRefusal } from "./refusal";
import { toldOf } from "./words";

/** Calling it off, asked once. */
export function MeetingOffScreen({ id }: { id: string }) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { meetingOff } = texts.meeting;
  const { refresh, tell } = useInside();
  const task = useTask();
  const callOff = () => {
    task.run(async () => {
      const { untold } = await armoire.cancelMeeting(id);
      await refresh();
      tell({ sentence: toldOf(untold, meetingOff.done, texts, language.formats) });
      way.back();
    });
  };
  return (
    <Screen
      title={meetingOff.title}
      say={meetingOff.say}
      lockable
      foot={
        <NoYes no={meetingOff.no} noPicture="back" onNo={way.back} yes={meetingOff.yes} yesPicture="cross" busy={task.busy} onYes={callOff} />
      }
    >
      <p>{meetingOff.say}</p>
      <MeetingRefusal error={task.error} />
    </Screen>
  );
}
