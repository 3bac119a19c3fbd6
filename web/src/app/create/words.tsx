import { useState } from "preact/hooks";
import type { Created } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useSetting } from "../setting";

interface Props {
  keys: Created;
  recovered: boolean;
  onWritten: () => void;
}

/** Step 2: the handle and the five words, to be written down; the same five as numbers for who reads other letters. */
export function WordsScreen({ keys, recovered, onWritten }: Props) {
  const { texts, language } = useSetting();
  const [asNumbers, setAsNumbers] = useState(language.numbersFirst);
  return (
    <Screen
      title={recovered ? texts.words.newTitle : texts.words.title}
      say={texts.words.say}
      brand={texts.brand}
      lockable
      foot={
        <Button kind="main" picture="pen" onClick={onWritten}>
          {texts.words.go}
        </Button>
      }
    >
      {!recovered && <Steps done={2} />}
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
        <b>{texts.words.caution}</b> {recovered ? texts.words.oldGone : texts.words.keep}
      </Note>
    </Screen>
  );
}
