import type { LentContents } from "../../bridge/bridge";
import { Name } from "../components/name";
import { Point } from "../components/point";
import { useInside } from "../locker/inside";
import { hour, longDay } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { ActScreen } from "./act-screen";
import { calledIn, theirWords } from "./called";
import { nodesOf, whatIn, type Lending } from "./lending-on";
import { ownerIn } from "./whose";

interface Props {
  locker: LentContents;
  lending: Lending;
  onNo: () => void;
}

/** The whole in one sentence, before yes or no. */
export function RunLendRead({ locker, lending, onNo }: Props) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { runLend } = texts;
  const { tell } = useInside();
  const task = useTask();
  const { to, right, purpose, start, end } = lending;
  const of = locker.locker;
  const name = calledIn(to, texts.lent.unknown);
  const first = start === undefined ? undefined : longDay(start, language.formats);
  const day = `${longDay(end, language.formats)}, ${hour(end, language.formats)}`;
  const words = [whatIn(lending, texts), ownerIn(locker, texts), name, runLend.whoMay[right], theirWords(purpose)] as const;
  return (
    <ActScreen
      locker={locker}
      title={runLend.readTitle}
      what={first === undefined ? runLend.sentence(...words, day) : runLend.sentenceFrom(...words, first, day)}
      yes={runLend.yes}
      picture="check"
      task={task}
      onNo={onNo}
      onYes={() => {
        task.run(async () => {
          const made = await armoire.lend({ nodes: nodesOf(lending), to: to.account, right, ...(start !== undefined && { start }), end, purpose, of });
          tell({
            sentence: first === undefined ? runLend.done(name) : texts.lendRead.doneFrom(words[0], name, first),
            undoWord: runLend.undo,
            undone: runLend.undone,
            undo: () =>
              armoire.takeBack(
                made.map(({ id }) => id),
                of,
              ),
          });
          way.back();
        });
      }}
    >
      <div class="panel">
        <PersonRow person={to} />
      </div>
      <Things lending={lending} />
      <ul class="points">
        {first !== undefined && <Point picture="people/cal">{texts.lendRead.notBefore(first)}</Point>}
        <Point picture="eye" look="ok">
          {right === "edit" && lending.kind === "papers" ? runLend.mayPaper : runLend.may[right]}
        </Point>
        <Point picture="cross" look="stop">
          {runLend.mayNot[right]}
        </Point>
        <Point picture="clock">{runLend.hangs}</Point>
        <Point picture="people/take">{runLend.back}</Point>
      </ul>
    </ActScreen>
  );
}

/** What is lent, thing by thing. */
function Things({ lending: { kind, papers, folders } }: { lending: Lending }) {
  const { texts } = useOthersSetting();
  if (kind === "all") return <p class="terms">{texts.runLend.allLater}</p>;
  const things =
    kind === "papers"
      ? papers.map(({ id, name, type }) => ({ id, name, picture: type.startsWith("image/") ? ("picture" as const) : ("sheet" as const) }))
      : folders.map(({ id, name }) => ({ id, name, picture: "drawer" as const }));
  return (
    <>
      <ul class="panel">
        {things.map(({ id, name, picture }) => (
          <li key={id} class="row">
            <Pictogram name={picture} />
            <span class="grow">
              <Name of={name} />
            </span>
          </li>
        ))}
      </ul>
      {kind === "shelves" && <p class="terms">{texts.runLend.later}</p>}
    </>
  );
}
