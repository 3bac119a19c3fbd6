import { Button } from "../components/button";
import { Name } from "../components/name";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { Pictogram } from "../pictograms/pictogram";
import { theirWords } from "../lent/called";
import { useLikely, type Answering } from "./answer-area";

/** "On vous demande 3 papiers": who asks, why and until when; then yes or no, paper by paper, or no to all. */
export function AnswerScreen({ answering }: { answering: Answering }) {
  const { texts, language, way } = useOthersSetting();
  const { letter, choices } = answering;
  const { papers, purpose, until } = letter.content;
  const unverified = letter.from.trust === "unverified";
  const missing = choices.filter((choice) => choice === undefined).length;
  const lent = choices.filter((choice) => typeof choice === "object").length;
  const id = letter.id;

  return (
    <Screen
      title={texts.request.title(papers.length)}
      say={texts.request.say(papers.length)}
      lockable
      foot={
        unverified ? (
          <Button
            picture="cross"
            onClick={() => {
              way.go({ at: "others", show: "requestNo", letter: id });
            }}
          >
            {texts.request.noAll}
          </Button>
        ) : (
          <Button
            kind="main"
            missing={missing > 0 ? texts.request.missing(missing) : undefined}
            onClick={() => {
              way.go({ at: "others", show: "requestReview", letter: id });
            }}
          >
            {lent === 0 ? texts.request.reviewNone : texts.request.review(lent)}
          </Button>
        )
      }
    >
      <div class="panel">
        <PersonRow person={letter.from} />
      </div>
      <p>{texts.request.for(theirWords(purpose), longDay(until, language.formats))}</p>
      <p class="second">{texts.request.theirWords}</p>
      {unverified && (
        <div role="alert">
          <Note kind="wait">{texts.request.unverified}</Note>
        </div>
      )}
      <ul class="panel">
        {papers.map((paper, asked) => (
          <AskedRow key={asked} answering={answering} asked={asked} name={paper.name} closed={unverified} />
        ))}
      </ul>
      {!unverified && (
        <Button
          kind="plain"
          picture="cross"
          onClick={() => {
            way.go({ at: "others", show: "requestNo", letter: id });
          }}
        >
          {texts.request.noAll}
        </Button>
      )}
    </Screen>
  );
}

/** One asked paper, and the holder's own that answers it. Touching yes looks for it; where it isn't clear, the holder chooses. */
function AskedRow({ answering, asked, name, closed }: { answering: Answering; asked: number; name: string; closed: boolean }) {
  const { texts, way } = useOthersSetting();
  const { contents } = useInside();
  const likely = useLikely();
  const choice = answering.choices[asked];
  const chosen = typeof choice === "object" ? contents.documents.find(({ id }) => id === choice.paper) : undefined;
  const pick = () => {
    way.go({ at: "others", show: "requestPick", letter: answering.letter.id, asked });
  };
  const yes = () => {
    if (chosen !== undefined) return;
    const paper = likely(name);
    if (paper === undefined) pick();
    else answering.choose(asked, { paper });
  };
  return (
    <li class="row">
      <span class="token">
        <Pictogram name="sheet" />
      </span>
      <span class="grow name ours asked">
        <bdi>{displayName(name)}</bdi>
      </span>
      {!closed && (
        <fieldset class="yes-no">
          <legend class="unseen">{displayName(name)}</legend>
          <button
            type="button"
            aria-pressed={choice === "no"}
            onClick={() => {
              answering.choose(asked, "no");
            }}
          >
            <Pictogram name="cross" />
            {texts.request.no}
          </button>
          <button type="button" aria-pressed={chosen !== undefined} onClick={yes}>
            <Pictogram name="check" />
            {texts.request.yes}
          </button>
        </fieldset>
      )}
      {chosen !== undefined && (
        <div class="row picked">
          <span class="grow">
            <span class="second block">{texts.request.yours}</span>
            <Name of={chosen.name} />
          </span>
          <Button small label={texts.request.changeName(displayName(name))} onClick={pick}>
            {texts.request.change}
          </Button>
        </div>
      )}
    </li>
  );
}
