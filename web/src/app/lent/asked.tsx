import type { Letter } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { NewsNote } from "../locker/news";
import { shortDay } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";
import { PersonBody } from "../people/person-row";
import { useOthersLoaded } from "../people/use-others-loaded";
import { Pictogram } from "../pictograms/pictogram";
import { theirWords } from "./called";

type Answer = Letter & { content: { kind: "answer" } };

/** On a phone: what I asked for, and what was answered. */
export function AskedScreen() {
  const { texts } = useOthersSetting();
  return (
    <Screen title={texts.asked.title} say={texts.asked.say} lockable foot={<AskButton />}>
      <NewsNote />
      <AskedPart />
    </Screen>
  );
}

export function AskButton() {
  const { texts, way } = useOthersSetting();
  return (
    <Button
      kind="main"
      picture="up"
      onClick={() => {
        way.go({ at: "others", show: "ask" });
      }}
    >
      {texts.asked.go}
    </Button>
  );
}

export function AskedPart() {
  const { armoire, texts } = useOthersSetting();
  const letters = useOthersLoaded(() => armoire.letters());
  return (
    <Loading of={letters}>
      {(all) => {
        const answers = all.filter((letter): letter is Answer => letter.content.kind === "answer");
        if (answers.length === 0) return <p class="placeholder">{texts.asked.none}</p>;
        return (
          <ul class="panel">
            {answers.map((letter) => (
              <AnswerRow key={letter.id} letter={letter} />
            ))}
          </ul>
        );
      }}
    </Loading>
  );
}

function AnswerRow({ letter }: { letter: Answer }) {
  const { texts, language, way } = useOthersSetting();
  const { granted, motive } = letter.content;
  const yes = granted.filter(Boolean).length;
  return (
    <li>
      <button
        type="button"
        class="row"
        onClick={() => {
          way.go({ at: "others", show: "letter", letter: letter.id });
        }}
      >
        <PersonBody
          person={letter.from}
          second={
            <>
              <span class={`state${yes > 0 ? " ok" : ""}`}>
                <Pictogram name={yes > 0 ? "check" : "cross"} /> {texts.letter.answer(yes, granted.length)}
              </span>
              <span class="second block">{texts.asked.answered(shortDay(letter.time, language.formats))}</span>
              {motive !== undefined && <span class="second said">{texts.proposal.theirMotive(theirWords(motive))}</span>}
            </>
          }
        />
        <Pictogram name="next" flips />
      </button>
    </li>
  );
}
