import { Name } from "../components/name";
import { NoYes } from "../components/no-yes";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { hour, longDay } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { calledIn, theirWords } from "../lent/called";
import { UntilChoice, endOfTerm, type Term } from "../lent/until";
import type { Answering } from "./answer-area";

const terms: readonly Term[] = ["whole", "month", "week", "tonight"];

/** The sentence that is agreed to, read over and heard: then yes or no, of the same size. */
export function ReviewScreen({ answering }: { answering: Answering }) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { contents, refresh, tell } = useInside();
  const task = useTask();
  const { letter, choices, until, now } = answering;
  const name = calledIn(letter.from, texts.lent.unknown);
  const purpose = theirWords(letter.content.purpose);
  const lent = choices.flatMap((choice) => (typeof choice === "object" ? contents.documents.filter(({ id }) => id === choice.paper) : []));
  const refused = choices.length - lent.length;
  const day = `${longDay(until, language.formats)}, ${hour(until, language.formats)}`;
  const sentence = lent.length === 0 ? texts.review.nothing(name) : texts.review.sentence(lent.length, name, day);
  // Shorter than asked is the holder's to choose, longer isn't.
  const possible = terms.filter((term) => term === "whole" || endOfTerm(term, now) < letter.content.until);

  const answer = () => {
    task.run(async () => {
      await answering.waiting.decide(async () => {
        await armoire.answer({
          letter: letter.id,
          papers: choices.map((choice) => (typeof choice === "object" ? choice.paper : undefined)),
          until,
        });
        await refresh();
      });
      tell({ sentence: lent.length === 0 ? texts.sayNo.done : texts.review.done(longDay(until, language.formats)) });
      way.backBy(2);
    });
  };

  return (
    <Screen
      title={texts.review.title}
      say={`${sentence} ${lent.length === 0 ? "" : `${texts.review.for(purpose)} ${texts.review.stops}`}`}
      lockable
      foot={
        <NoYes
          no={texts.review.no}
          onNo={way.back}
          yes={lent.length === 0 ? texts.review.yesNothing : texts.review.yes}
          kind="main"
          busy={task.busy}
          onYes={answer}
        />
      }
    >
      <div class="panel">
        <PersonRow person={letter.from} />
      </div>
      <p class="terms">{sentence}</p>
      {lent.length > 0 && (
        <>
          <ul class="panel">
            {lent.map((paper, place) => (
              <li key={`${paper.id} ${String(place)}`} class="row">
                <span class="token">
                  <Pictogram name="sheet" />
                </span>
                <span class="grow">
                  <Name of={paper.name} />
                </span>
              </li>
            ))}
          </ul>
          <p>{texts.review.for(purpose)}</p>
        </>
      )}
      {refused > 0 && lent.length > 0 && <p>{texts.review.refused(refused)}</p>}
      {lent.length > 0 && (
        <>
          {possible.length > 1 && (
            <UntilChoice
              legend={texts.review.until}
              terms={possible}
              chosen={answering.term}
              whole={letter.content.until}
              begin={now}
              onChoose={answering.setTerm}
            />
          )}
          <p class="second">
            {texts.review.stops} {texts.review.back} {texts.review.seen}
          </p>
        </>
      )}
      <OthersRefusal error={task.error} />
    </Screen>
  );
}
