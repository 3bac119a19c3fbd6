import { Button } from "../components/button";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { makePasskey } from "./passkey";

/** Opening with what this device recognises; it is evaluated twice before it counts. */
export function AddPasskeyScreen() {
  const { armoire, texts, way, remember } = useSetting();
  const { tell } = useInside();
  const task = useTask();

  const add = () => {
    task.run(async () => {
      const { first, second } = await makePasskey(await armoire.passkeyRequest());
      await armoire.addPasskey({ first, second, name: texts.passkey.defaultName });
      void remember();
      tell({ sentence: texts.passkey.done });
      way.back();
    });
  };

  return (
    <Screen
      title={texts.passkey.title}
      say={texts.passkey.say}
      lockable
      foot={
        <Button kind="main" picture="finger" busy={task.busy} onClick={add}>
          {texts.passkey.go}
        </Button>
      }
    >
      <p>{texts.passkey.lead}</p>
      <p>{texts.passkey.twice}</p>
      <Note kind="wait">{texts.passkey.others}</Note>
      <Refusal error={task.error} />
    </Screen>
  );
}
