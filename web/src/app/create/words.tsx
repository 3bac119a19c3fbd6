import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useSetting, type NewKeys } from "../setting";

interface Props {
  keys: { handle: string; words: readonly string[]; numbers: readonly string[] };
  why: NewKeys["why"];
  onWritten: () => void;
}

/** Step 2: the handle and the five words, to be written down; the same five as numbers for who reads other letters. */
export function WordsScreen({ keys, why, onWritten }: Props) {
  const { texts, language } = useSetting();
  const first = why === "created";
  const [asNumbers, setAsNumbers] = useState(language.numbersFirst);
  return (
    <Screen
      title={first ? texts.words.title : texts.words.newTitle}
      say={texts.words.say}
      brand={texts.brand}
      lockable
      foot={
        <Button kind="main" picture="pen" onClick={onWritten}>
          {texts.words.go}
        </Button>
      }
    >
      {first && <Steps done={2} />}
      <p>
        <span class="second">{texts.words.handle}</span>
        <br />
        <bdi class="handle" dir="ltr" id="handle">
          {keys.handle}
        </bdi>
      </p>
      <ol class="words" aria-label={asNumbers ? texts.words.numberList : texts.words.list}>
        {(asNumbers ? keys.numbers : keys.words).map((word) => (
          <li key={word}>
            <bdi>{word}</bdi>
          </li>
        ))}
      </ol>
      <Button
        small
        picture={asNumbers ? "words" : "digits"}
        onClick={() => {
          setAsNumbers(!asNumbers);
        }}
      >
        {asNumbers ? texts.words.asWords : texts.words.asNumbers}
      </Button>
      <Note kind="wait">
        <b>{texts.words.caution}</b> {first ? texts.words.keep : texts.words.oldGone}
      </Note>
    </Screen>
  );
}
