import { useEffect, useState } from "preact/hooks";
import { codeOf, isLost, refusal } from "../../languages/refusal";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { PasskeyButton } from "../ways/passkey-button";
import { DeviceBox, DeviceNotes } from "./device";
import { Doors } from "./hero";
import { InvitedNote } from "./invited";
import { SecondStepScreen } from "./second-step";
import { WordsField } from "./words-field";

/**
 * Closed: the handle, and five words or five numbers. On a person's own device the handle is known, and the words are all
 * that is asked for. Where a second code was set up it is asked for next; handle and words stay.
 */
export function SignInScreen({ reason }: { reason: unknown }) {
  const { armoire, texts, way, enter, remembered, device } = useSetting();
  const [handle, setHandle] = useState(remembered?.handle ?? "");
  // Decided when the screen comes: no field goes away under somebody's fingers.
  const [short, setShort] = useState(remembered?.handle !== undefined);
  const [words, setWords] = useState("");
  const [second, setSecond] = useState(false);
  const task = useTask();

  useEffect(() => {
    // The device has just forgotten its holder.
    if (short && remembered !== undefined && remembered.handle === undefined) {
      setShort(false);
      setHandle("");
    } else setHandle((typed) => (typed === "" ? (remembered?.handle ?? "") : typed));
  }, [remembered]);

  const signIn = (code?: string) => {
    task.run(async () => {
      try {
        await armoire.signIn({ handle, words, device: short ? "mine" : device, ...(code !== undefined && { code }) });
      } catch (error) {
        if (isLost(error)) way.go({ at: "lost" });
        else if (codeOf(error) === "second_step") setSecond(true);
        else throw error;
        return;
      }
      enter();
    });
  };

  if (second) return <SecondStepScreen task={task} onCode={signIn} />;
  return (
    <Screen title={texts.signIn.title} say={short ? texts.signIn.shortSay : texts.signIn.say} look="shut" picture={<Doors />}>
      {reason !== undefined && task.error === undefined && <Note kind="wait">{refusal(texts, reason)}</Note>}
      <InvitedNote />
      <DeviceNotes />
      <Form
        id="sign-in"
        onSubmit={() => {
          signIn();
        }}
      >
        {short ? (
          <KnownHandle
            handle={handle}
            onOther={() => {
              setShort(false);
              setHandle("");
            }}
          />
        ) : (
          <Field
            label={texts.signIn.handle}
            hint={texts.signIn.handleExample}
            value={handle}
            onInput={setHandle}
            latin
            longest={128}
            wrong={task.error !== undefined}
          />
        )}
        <WordsField value={words} onInput={setWords} wrong={task.error !== undefined} />
        {!short && <DeviceBox />}
        <Refusal error={task.error} />
        <Button kind="main" picture="lock" submits busy={task.busy}>
          {texts.signIn.go}
        </Button>
      </Form>
      {short && <PasskeyButton task={task} />}
      <Button
        kind="plain"
        picture="card"
        onClick={() => {
          way.go({ at: "recover" });
        }}
      >
        {texts.signIn.card}
      </Button>
    </Screen>
  );
}

function KnownHandle({ handle, onOther }: { handle: string; onOther: () => void }) {
  const { texts } = useSetting();
  return (
    <div class="suggestion">
      <p>
        <span class="second">{texts.signIn.handle}</span>
        <br />
        <bdi class="handle" dir="ltr">
          {handle}
        </bdi>
      </p>
      <Button small picture="people" onClick={onOther}>
        {texts.signIn.other}
      </Button>
    </div>
  );
}
