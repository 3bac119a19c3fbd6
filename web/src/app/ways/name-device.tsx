import { Button } from "../components/button";
import { Form } from "../components/form";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { NameField, NameRefusal, useNaming } from "../locker/naming";
import { useSetting } from "../setting";

/** A name for this device in its holder's lists; only they can read it. */
export function NameDeviceScreen() {
  const { armoire, texts, way } = useSetting();
  const { tell } = useInside();
  const naming = useNaming("", async (name) => {
    await armoire.nameDevice(name);
    tell({ sentence: texts.nameDevice.done });
    way.back();
  });

  return (
    <Screen
      title={texts.nameDevice.title}
      say={texts.nameDevice.say}
      lockable
      foot={
        <Button kind="main" picture="check" submits form="name-device" busy={naming.task.busy}>
          {texts.nameDevice.go}
        </Button>
      }
    >
      <Form id="name-device" onSubmit={naming.submit}>
        <NameField naming={naming} label={texts.nameDevice.label} hint={texts.nameDevice.hint} />
      </Form>
      <div class="pair">
        {[texts.nameDevice.phone, texts.nameDevice.tablet, texts.nameDevice.computer].map((proposal) => (
          <Button
            key={proposal}
            small
            onClick={() => {
              naming.setName(proposal);
            }}
          >
            {proposal}
          </Button>
        ))}
      </div>
      <NameRefusal naming={naming} />
    </Screen>
  );
}
