import type { LentContents } from "../../bridge/bridge";
import { Name } from "../components/name";
import { useInside } from "../locker/inside";
import { hour, longDay } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { ActScreen } from "./act-screen";
import { calledIn, theirWords } from "./called";
import type { Lending } from "./run-lend";
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
  const { to, papers, purpose, end } = lending;
  const of = locker.locker;
  const name = calledIn(to, texts.lent.unknown);
  const day = `${longDay(end, language.formats)}, ${hour(end, language.formats)}`;
  return (
    <ActScreen
      locker={locker}
      title={runLend.readTitle}
      what={runLend.sentence(papers.length, ownerIn(locker, texts), name, theirWords(purpose), day)}
      yes={runLend.yes}
      picture="check"
      task={task}
      onNo={onNo}
      onYes={() => {
        task.run(async () => {
          const made = await armoire.lend({ nodes: papers.map(({ id }) => id), to: to.account, right: "read", end, purpose, of });
          tell({
            sentence: runLend.done(name),
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
      <ul class="panel">
        {papers.map((paper) => (
          <li key={paper.id} class="row">
            <Pictogram name={paper.type.startsWith("image/") ? "picture" : "sheet"} />
            <span class="grow">
              <Name of={paper.name} />
            </span>
          </li>
        ))}
      </ul>
      <p>{runLend.may}</p>
    </ActScreen>
  );
}
