import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Alert } from "../components/note";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useSetting } from "../setting";

/** Step 4: one group, typed from the card. A card that nobody wrote down would be found out only when it is needed. */
export function ProofScreen({ groups, onProven }: { groups: readonly string[]; onProven: () => void }) {
  const { texts, way } = useSetting();
  const [asked] = useState(() => Math.floor(Math.random() * groups.length));
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);

  const check = () => {
    if (typed.replace(/\D/g, "") === groups[asked]) onProven();
    else setWrong(true);
  };

  return (
    <Screen
      title={texts.proof.title}
      say={texts.proof.say}
      lockable
      foot={
        <>
          <Button kind="main" picture="check" submits form="proof">
            {texts.proof.go}
          </Button>
          <Button picture="card" onClick={way.back}>
            {texts.proof.look}
          </Button>
        </>
      }
    >
      <Steps done={4} />
      <p>{texts.proof.say}</p>
      <Form id="proof" onSubmit={check}>
        <Field
          label={texts.proof.ask(asked + 1)}
          value={typed}
          onInput={(value) => {
            setTyped(value);
            setWrong(false);
          }}
          digits
          longest={16}
          wrong={wrong}
        />
      </Form>
      <Alert sentence={wrong ? texts.proof.wrong(asked + 1) : undefined} />
    </Screen>
  );
}
