import type { Asked } from "../../bridge/bridge";
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
import { HandedPart } from "./handed";

/** On a phone: what I asked for and handed in, and what was answered. */
export function AskedScreen() {
  const { texts } = useOthersSetting();
  return (
    <Screen title={texts.asked.title} say={texts.asked.say} lockable foot={<AskButton />}>
      <NewsNote />
      <section class="section">
        <h2>{texts.asked.asks}</h2>
        <AskedPart />
      </section>
      <HandedPart />
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

/** Each request with its answer, paper by paper; the newest first. */
export function AskedPart() {
  const { armoire, texts } = useOthersSetting();
  const asked = useOthersLoaded(() => armoire.asked());
  return (
    <Loading of={asked}>
      {(all) =>
        all.length === 0 ? (
          <p class="placeholder">{texts.asked.none}</p>
        ) : (
          <ul class="panel">
            {all.map((one) => (
              <li key={one.id}>
                <AskedRow asked={one} />
              </li>
            ))}
          </ul>
        )
      }
    </Loading>
  );
}

function AskedRow({ asked }: { asked: Asked }) {
  const { texts, language, way } = useOthersSetting();
  const { to, papers, purpose, time, answer } = asked;
  const granted = answer?.granted;
  const some = granted?.includes(true) ?? false;
  return (
    <div class="row">
      <PersonBody
        person={to}
        second={
          <>
            <AskedState asked={asked} />
            <span class="second block">{texts.asked.asked(shortDay(time, language.formats))}</span>
            <span class="second said">{texts.asked.purpose(theirWords(purpose))}</span>
            <ul class="answers" aria-label={texts.asked.papers}>
              {papers.map(({ name }, place) => (
                <li key={place} class={`state${granted?.[place] === true ? " ok" : ""}`}>
                  <Pictogram name={granted === undefined ? "clock" : granted[place] === true ? "check" : "cross"} />
                  <span>
                    <bdi>{theirWords(name)}</bdi>
                    {granted !== undefined && <span class="unseen">: {granted[place] === true ? texts.asked.yes : texts.asked.no}</span>}
                  </span>
                </li>
              ))}
            </ul>
            {answer?.motive !== undefined && <span class="second said">{texts.proposal.theirMotive(theirWords(answer.motive))}</span>}
          </>
        }
      />
      {some && (
        <div class="picked">
          <Button
            small
            picture="eye"
            onClick={() => {
              way.go({ at: "others", show: "lent" });
            }}
          >
            {texts.loan.overBack}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Answered, still waiting, or never answered in its time. */
function AskedState({ asked: { answer, until } }: { asked: Asked }) {
  const { texts, language } = useOthersSetting();
  if (answer === undefined) {
    const over = until <= Date.now();
    return (
      <span class={`state${over ? "" : " wait"}`}>
        <Pictogram name={over ? "cross" : "clock"} /> {over ? texts.asked.lapsed : texts.asked.waits}
      </span>
    );
  }
  const { granted, time } = answer;
  const yes = granted.filter(Boolean).length;
  return (
    <>
      <span class={`state${yes > 0 ? " ok" : ""}`}>
        <Pictogram name={yes > 0 ? "check" : "cross"} /> {yes > 0 ? texts.letter.answer(yes, granted.length) : texts.asked.refused}
      </span>
      <span class="second block">{texts.asked.answered(shortDay(time, language.formats))}</span>
    </>
  );
}
