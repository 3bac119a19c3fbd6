import { useEffect, useState } from "preact/hooks";
import type { TypedWord } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { westernDigits } from "../digits";
import { useSetting } from "../setting";

interface Props {
  value: string;
  onInput: (value: string) => void;
  wrong: boolean;
}

/** Milliseconds after the last letter: the lists are asked when typing pauses. */
const pause = 250;

/**
 * The five words or numbers, and below them what was understood, in its order. A word that no list has is answered by
 * the nearest ones: touching one puts it in its place. All of it happens on the device.
 */
export function WordsField({ value, onInput, wrong }: Props) {
  const { texts } = useSetting();
  const words = useTyped(value);
  const ended = /[\s,;.]$/.test(value);
  // Who is still typing a word isn't told that it is wrong.
  const sure = words.filter(({ word }, place) => word !== undefined || ended || place < words.length - 1 || words.length >= 5);
  const unknown = sure.findIndex(({ word }) => word === undefined);
  const near = sure[unknown]?.near ?? [];
  const takeText = (text: string) => {
    onInput(westernDigits(text));
  };
  return (
    <>
      <Field label={texts.signIn.words} hint={texts.wordsHelp.order} value={value} onInput={takeText} latin longest={256} wrong={wrong} />
      <p class="unseen" role="status">
        {words.length > 0 && texts.wordsHelp.count(Math.min(5, sure.length))}
      </p>
      {words.length > 0 && (
        <ol class="typed" dir="ltr" aria-label={texts.wordsHelp.typed}>
          {words.slice(0, 5).map(({ typed, word }, place) => (
            <li key={place} class={unknown === place ? "unknown" : undefined}>
              <span class="second">{place + 1}</span> <bdi>{word ?? typed}</bdi>
            </li>
          ))}
        </ol>
      )}
      <div role="status">
        {unknown >= 0 && (
          <>
            <p>{texts.wordsHelp.unknown(unknown + 1)}</p>
            {near.length > 0 && (
              <div class="nearest">
                <span>{texts.wordsHelp.near}</span>
                {near.map((word) => (
                  <Button
                    key={word}
                    small
                    label={texts.wordsHelp.use(word, unknown + 1)}
                    onClick={() => {
                      onInput(replaced(value, unknown, word));
                    }}
                  >
                    {word}
                  </Button>
                ))}
              </div>
            )}
          </>
        )}
      </div>
    </>
  );
}

function useTyped(value: string): readonly TypedWord[] {
  const { armoire } = useSetting();
  const [words, setWords] = useState<readonly TypedWord[]>([]);
  useEffect(() => {
    if (value.trim() === "") {
      setWords([]);
      return undefined;
    }
    let wanted = true;
    const timer = setTimeout(() => {
      armoire.checkWords(value).then(
        (found) => {
          if (wanted) setWords(found);
        },
        // The help is missing, nothing else: opening says what is wrong.
        () => undefined,
      );
    }, pause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [armoire, value]);
  return words;
}

/** The typed text with its word at `place` (from 0) replaced. */
export function replaced(value: string, place: number, word: string): string {
  let passed = -1;
  return value.replace(/[\p{Alphabetic}\p{N}\p{M}]+/gu, (found) => {
    passed += 1;
    return passed === place ? word : found;
  });
}
