import { Button } from "../components/button";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Languages } from "../door/languages";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";

/** Language, address, and leaving this device. */
export function MoreScreen() {
  const { armoire, texts, server, close } = useSetting();
  const { uploads } = useInside();
  const task = useTask();

  const leave = () => {
    task.run(async () => {
      await armoire.signOut();
      close();
    });
  };

  return (
    <Screen title={texts.more.title} say={texts.more.say} lockable>
      <Languages />
      <p>
        <span class="second">{texts.more.address}</span>
        <br />
        <bdi dir="ltr">{server?.origin ?? location.origin}</bdi>
      </p>
      <div class="stack end">
        {uploads.length > 0 && <Note kind="wait">{texts.more.unsent(uploads.length)}</Note>}
        <Refusal error={task.error} />
        <p>{texts.more.leaveWhy}</p>
        <Button kind="stop" picture="leave" busy={task.busy} onClick={leave}>
          {texts.more.leave}
        </Button>
      </div>
    </Screen>
  );
}
