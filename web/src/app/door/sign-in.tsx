import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { refusal } from "../../languages/refusal";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { Doors } from "./hero";

/** Closed: the handle, and five words or five numbers. */
export function SignInScreen({ reason }: { reason: unknown }) {
  const { armoire, texts, way, enter } = useSetting();
  const [handle, setHandle] = useState("");
  const [words, setWords] = useState("");
  const task = useTask();

  const signIn = () => {
    task.run(async () => {
      await armoire.signIn({ handle, words, device: "mine" });
      enter();
    });
  };

  return (
    <Screen title={texts.signIn.title} say={texts.signIn.say} look="shut" picture={<Doors />}>
      {reason !== undefined && task.error === undefined && <Note kind="wait">{refusal(texts, reason)}</Note>}
      <Form id="sign-in" onSubmit={signIn}>
        <Field
          label={texts.signIn.handle}
          hint={texts.signIn.handleExample}
          value={handle}
          onInput={setHandle}
          fills="username"
          longest={128}
          wrong={task.error !== undefined}
        />
        <Field label={texts.signIn.words} value={words} onInput={setWords} longest={256} wrong={task.error !== undefined} />
        <Refusal error={task.error} />
        <Button kind="main" picture="lock" submits busy={task.busy}>
          {texts.signIn.go}
        </Button>
      </Form>
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
