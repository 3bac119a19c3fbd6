import type { Loan, Outgoing } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Note } from "../components/note";
import { useInside } from "../locker/inside";
import { openedFrom } from "../locker/opened";
import { savePaper } from "../locker/save";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";
import { useTask } from "../task";

/** How long the browser may take with an address that it was given to save, in milliseconds. */
const saving = 60_000;

/** Papers for lockers of which nothing is lent any more. Nothing while the loans aren't known. */
export function useLeftBehind(loans: readonly Loan[] | undefined): readonly Outgoing[] {
  const { leaving } = useInside();
  if (loans === undefined) return [];
  return leaving.filter(({ of }) => of !== undefined && loans.every(({ locker }) => locker !== of));
}

/** What didn't reach somebody's locker before the loan was over: it is on this device and nowhere else. Saved as a file, or given up, by whoever added it. */
export function LeftBehind({ papers }: { papers: readonly Outgoing[] }) {
  const { texts } = useOthersSetting();
  if (papers.length === 0) return null;
  return (
    <section class="section stack">
      <h2>{texts.leftBehind.title}</h2>
      <Note kind="wait">{texts.leftBehind.why}</Note>
      <ul class="panel">
        {papers.map((paper) => (
          <LeftPaper key={paper.id} paper={paper} />
        ))}
      </ul>
    </section>
  );
}

function LeftPaper({ paper: { id, name } }: { paper: Outgoing }) {
  const { armoire, texts } = useOthersSetting();
  const task = useTask();
  return (
    <li class="row">
      <span class="grow">
        <Name of={name} />
      </span>
      <div class="pair">
        <Button
          small
          picture="save"
          busy={task.busy}
          label={texts.leftBehind.saveName(displayName(name))}
          onClick={() => {
            task.run(async () => {
              const opened = openedFrom((await armoire.open(id)).bytes);
              savePaper(name, opened);
              setTimeout(() => {
                URL.revokeObjectURL(opened.address);
              }, saving);
            });
          }}
        >
          {texts.leftBehind.save}
        </Button>
        <Button
          small
          picture="cross"
          label={texts.state.dropName(displayName(name))}
          onClick={() => {
            void armoire.discard(id).catch(() => undefined);
          }}
        >
          {texts.state.drop}
        </Button>
      </div>
      <OthersRefusal error={task.error} />
    </li>
  );
}
