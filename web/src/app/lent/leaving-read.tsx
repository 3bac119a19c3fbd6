import { useState } from "preact/hooks";
import type { Introduction } from "../../bridge/bridge";
import { NoYes } from "../components/no-yes";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { useTask } from "../task";
import { calledIn, theirWords } from "./called";
import type { Helped } from "./helped";

interface Props {
  helped: readonly Helped[];
  isOne: boolean;
  successor: Introduction | undefined;
  motive: { motive?: string };
  onNo: () => void;
  onDone: () => void;
}

/** Read over, then done for one person after the other: whoever couldn't be reached is named, and yes tries the rest again. */
export function LeavingRead({ helped, isOne, successor, motive, onNo, onDone }: Props) {
  const { armoire, texts, way } = useOthersSetting();
  const { leaving } = texts;
  const { refresh, tell } = useInside();
  const [left, setLeft] = useState<readonly Helped[]>(helped);
  const [stuck, setStuck] = useState<Helped>();
  const task = useTask();
  const next = successor === undefined ? leaving.nobody : leaving.next(displayName(successor.name));
  const told = leaving.told(left.length);

  const leave = () => {
    setStuck(undefined);
    task.run(async () => {
      for (const one of left) {
        try {
          await armoire.leave({ to: one.person.account, ...motive, ...(successor && { successor }) });
        } catch (refusal) {
          setStuck(one);
          throw refusal;
        }
        setLeft((before) => before.filter((other) => other !== one));
      }
      await refresh();
      onDone();
      tell({ sentence: leaving.done });
      way.restart({ at: "home" }, { at: "others", show: "lent" });
    });
  };

  return (
    <Screen
      title={leaving.readTitle}
      say={`${told} ${leaving.ends} ${leaving.list} ${next}`}
      lockable
      foot={
        <NoYes
          no={leaving.no}
          onNo={onNo}
          yes={isOne ? leaving.yesOne : leaving.yes}
          yesPicture="leave"
          kind="stop"
          busy={task.busy}
          onYes={leave}
        />
      }
    >
      <p class="terms">{told}</p>
      <ul class="panel">
        {left.map(({ person }) => (
          <li key={person.account}>
            <PersonRow person={person} />
          </li>
        ))}
      </ul>
      <p>{leaving.ends}</p>
      <p>{leaving.list}</p>
      <p>{next}</p>
      {motive.motive !== undefined && <p>{texts.proposal.theirMotive(theirWords(motive.motive))}</p>}
      {stuck !== undefined && <Note kind="wait">{leaving.some(calledIn(stuck.person, texts.lent.unknown))}</Note>}
      <OthersRefusal error={task.error} />
    </Screen>
  );
}
