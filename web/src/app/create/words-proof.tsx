import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Alert } from "../components/note";
import { Screen } from "../components/screen";
import { westernDigits } from "../digits";
import { useSetting } from "../setting";
import { useProof } from "./use-proof";

interface Props {
  words: readonly string[];
  /** The same five. */
  numbers: readonly string[];
  onProven: () => void;
}

/** One of five new words, typed from the paper; its number does as well. The right one leads on by itself. */
export function WordsProofScreen({ words, numbers, onProven }: Props) {
  const { texts, way } = useSetting();
  const isRight = (text: string, place: number) =>
    [words[place], numbers[place]].some((right) => right !== undefined && plain(right) === plain(text));
  const { asked, typed, wrong, type, submit } = useProof(words.length, isRight, onProven);

  return (
    <Screen
      title={texts.wordsProof.title}
      say={texts.wordsProof.say}
      lockable
      foot={
        <>
          <Button kind="main" picture="check" submits form="words-proof">
            {texts.wordsProof.go}
          </Button>
          <Button picture="words" onClick={way.back}>
            {texts.wordsProof.look}
          </Button>
        </>
      }
    >
      <p>{texts.wordsProof.say}</p>
      <Form id="words-proof" onSubmit={submit}>
        <Field label={texts.wordsProof.ask(asked + 1)} value={typed} onInput={type} latin longest={32} wrong={wrong} />
      </Form>
      <Alert sentence={wrong ? texts.wordsProof.wrong(asked + 1) : undefined} />
    </Screen>
  );
}

/** As the lists take a word: without accents, capitals and spaces. */
function plain(word: string): string {
  return westernDigits(word).normalize("NFKD").replace(/\p{M}/gu, "").trim().toLowerCase();
}
