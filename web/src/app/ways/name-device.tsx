import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Alert, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { longestName, nameLength } from "../papers/names";
import { useSetting } from "../setting";
import { useTask } from "../task";

/** A name for this device in its holder's lists; only they can read it. */
export function NameDeviceScreen() {
  const { armoire, texts, way } = useSetting();
  const { tell } = useInside();
  const [name, setName] = useState("");
  const task = useTask();
  const long = nameLength(name) > longestName;

  const keep = () => {
    if (long) return;
    task.run(async () => {
      await armoire.nameDevice(name.trim());
      tell({ sentence: texts.nameDevice.done });
      way.back();
    });
  };

  return (
    <Screen
      title={texts.nameDevice.title}
      say={texts.nameDevice.say}
      lockable
      foot={
        <Button kind="main" picture="check" submits form="name-device" busy={task.busy}>
          {texts.nameDevice.go}
        </Button>
      }
    >
      <Form id="name-device" onSubmit={keep}>
        <Field label={texts.nameDevice.label} hint={texts.nameDevice.hint} value={name} onInput={setName} longest={longestName} wrong={long} />
      </Form>
      <div class="pair">
        {[texts.nameDevice.phone, texts.nameDevice.tablet, texts.nameDevice.computer].map((proposal) => (
          <Button
            key={proposal}
            small
            onClick={() => {
              setName(proposal);
            }}
          >
            {proposal}
          </Button>
        ))}
      </div>
      <Alert sentence={long ? texts.rename.long : undefined} />
      <Refusal error={task.error} />
    </Screen>
  );
}
