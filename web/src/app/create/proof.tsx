import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Alert } from "../components/note";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { onlyDigits } from "../digits";
import { useSetting } from "../setting";
import { useProof } from "./use-proof";

interface Props {
  /** Of a new locker: one of its five steps. */
  first: boolean;
  groups: readonly string[];
  /** Shows the card to the camera instead. */
  onScan: () => void;
  onProven: () => void;
}

/**
 * Step 4: one group, typed from the card; the right digits lead on by themselves. A card that nobody wrote down would be
 * found out only when it is needed.
 */
export function ProofScreen({ first, groups, onScan, onProven }: Props) {
  const { texts, way } = useSetting();
  const isRight = (text: string, place: number) => onlyDigits(text) === groups[place];
  const { asked, typed, wrong, type, submit } = useProof(groups.length, isRight, onProven);

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
          <div class="pair">
            <Button picture="camera" onClick={onScan}>
              {texts.proof.scan}
            </Button>
            <Button picture="card" onClick={way.back}>
              {texts.proof.look}
            </Button>
          </div>
        </>
      }
    >
      {first && <Steps done={4} />}
      <p>{texts.proof.say}</p>
      <Form id="proof" onSubmit={submit}>
        <Field
          label={texts.proof.ask(asked + 1)}
          value={typed}
          hint={texts.proof.hint}
          onInput={type}
          digits
          longest={16}
          wrong={wrong}
        />
      </Form>
      <Alert sentence={wrong ? texts.proof.wrong(asked + 1) : undefined} />
    </Screen>
  );
}
